"""What holds for every text whatsoever."""

import re
from collections.abc import Iterable
from itertools import pairwise, zip_longest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.disclosure import Finding, Kind, Registered, mask, masked_form, scan
from forum.disclosure.masking import BEGINNING, LABEL
from tests.bench.posts import CORPUS, posts_in

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
POSTS = posts_in([CORPUS])
MARKED = [post.text[one.start : one.end] for post in POSTS for one in post.spans]
SENTENCES = [part for post in POSTS for part in re.split(r"(?<=[.!?])\s", post.text)]
FRAGMENTS = st.sampled_from([*PIECES, *dict.fromkeys(MARKED + SENTENCES)])
MIXED = st.one_of(st.sampled_from(PIECES), FRAGMENTS, st.text(max_size=8))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(MIXED, max_size=8).map(" ".join),
    st.lists(MIXED, max_size=8).map(", ".join),
    st.lists(MIXED, max_size=8).map("\n".join),
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
REGION = re.compile(r"-?[0-9]{1,3}\.[0-9], -?[0-9]{1,3}\.[0-9]")
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


@calm
@given(TEXTS, MEMBERS)
def test_a_second_look_finds_the_same(text: str, member: Registered) -> None:
    assert scan(text, member) == scan(text, member)


@calm
@given(TEXTS, MEMBERS)
def test_masking_takes_the_words_away_and_leaves_the_others(
    text: str, member: Registered
) -> None:
    found = scan(text, member)
    forms = [masked_form(text, one) for one in found]

    assert not any(
        text[one.start : one.end] in form
        for one, form in zip(found, forms, strict=True)
        if one.end - one.start > BEGINNING
    )
    others = [text[a:b] for a, b in pairwise(_edges(text, found))][::2]
    assert mask(text, found) == "".join(
        part for pair in zip_longest(others, forms, fillvalue="") for part in pair
    )


@calm
@given(TEXTS, MEMBERS)
def test_masking_again_changes_nothing(text: str, member: Registered) -> None:
    masked = mask(text, scan(text, member))

    assert mask(masked, scan(masked, member)) == masked


@calm
@given(TEXTS)
def test_what_is_left_of_a_detail_is_a_label_or_tells_little(text: str) -> None:
    for one in scan(text):
        form = masked_form(text, one)
        label, _, rest = form.partition("]")
        if form.startswith("["):
            assert LABEL.fullmatch(f"{label}]")
            assert not any(sign.isdigit() for sign in rest)
        else:
            assert one.kind is Kind.GPS
            assert REGION.fullmatch(form)


def _edges(text: str, found: Iterable[Finding]) -> list[int]:
    return [0, *(at for one in found for at in (one.start, one.end)), len(text)]
