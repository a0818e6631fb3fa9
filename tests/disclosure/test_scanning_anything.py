"""What holds for every text whatsoever."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.disclosure import Registered, mask, scan

PIECES = [
    "413-555-0142",
    "(413) 555-0142",
    "call me",
    "serial number",
    "7E1200AB-5C",
    "password:",
    "hunter2go",
    "barb9@quarrymail.com",
    " at gmail dot com",
    "14 Larch Lane",
    "Holyoke, MA 01040",
    "zip",
    "42.30215, -72.58744",
    "Lucille Thorsen",
    "Mrs. Okafor",
    "born",
    "3/7/1958",
    "ssn",
    "337-45-3510",
    "4539389861008190",
    "IBAN",
    "NL83INGB6192984381",
    "routing",
    "021000021",
    "73.114.20.9",
    "b8:27:eb:12:34:56",
    "gate code",
    "4471#",
    "https://pvoutput.org/intraday.jsp?sid=88123",
    "account number",
    "1234567890",
    "away until June 14",
    "&#64;",
    "\u200b",
    "\uff14\uff11\uff13",
    "\u00bd",
    "[name masked]",
    "[",
    "]",
    "\n\n",
    ".",
    ",",
    " and ",
    " is ",
    "five five five",
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
MEMBERS = st.one_of(
    st.just(Registered()),
    st.just(
        Registered(
            "Lucille Thorsen",
            "barb9@quarrymail.com",
            "413-555-0142",
            "14 Larch Lane",
            "Holyoke",
            "01040",
            "lthorsen4",
        )
    ),
    st.builds(Registered, name=st.text(max_size=30), street=st.text(max_size=30)),
)
calm = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@calm
@given(TEXTS, MEMBERS)
def test_findings_lie_in_the_text_in_order_and_apart(
    text: str, member: Registered
) -> None:
    done = 0
    for finding in scan(text, member):
        assert done <= finding.start < finding.end <= len(text)
        done = finding.end


@calm
@given(TEXTS, MEMBERS)
def test_nothing_is_found_in_what_masking_leaves(text: str, member: Registered) -> None:
    masked = mask(text, scan(text, member))
    assert scan(masked, member) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "7",
        "413 555 ",
        "a@",
        "1-",
        "aa:",
        "John Smith ",
        "12 Main Street ",
        "five ",
        "http://a.b/c?d=e&",
        "([{<",
        "password: ",
        "serial number ",
        "\n",
        "[",
        "[phone ",
        "lat ",
        "what3words ",
        "corner of ",
    ],
)
def test_time_grows_with_the_length_of_a_text(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (5_000, 20_000))
    assert long < 12 * short + 0.1


def _seconds(text: str) -> float:
    started = time.thread_time()
    scan(text)
    return time.thread_time() - started
