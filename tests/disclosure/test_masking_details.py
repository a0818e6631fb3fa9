"""Labels in the place of details, and how they are told from other brackets."""

import pytest

from forum.disclosure import (
    KINDS_EXPLAINED,
    MASKED,
    RULES_VERSION,
    Finding,
    Kind,
    Level,
    advice,
    mask,
    masked_form,
    scan,
)


def test_every_kind_is_explained_and_its_label_is_recognised() -> None:
    assert len(KINDS_EXPLAINED) == len(Kind)
    for kind in Kind:
        finding = Finding(0, 1, kind, Level.ASK)
        assert advice(finding).title in {one.title for one in KINDS_EXPLAINED}
        assert MASKED.fullmatch(masked_form("x", finding))


def test_names_of_kinds_and_rules_fit_their_columns() -> None:
    assert all(len(kind) <= 24 for kind in Kind)
    assert len(RULES_VERSION) <= 24


@pytest.mark.parametrize(
    "text",
    [
        "[masked by a moderator]",
        "[phone number masked by a moderator]",
        "[serial number removed by a moderator]",
        "[telephone number and home address removed by a moderator]",
        "[taken back by the author]",
    ],
)
def test_what_moderators_and_authors_leave_is_recognised(text: str) -> None:
    assert MASKED.search(f"Call {text} now.")
    assert scan(f"Call {text} now.") == ()


@pytest.mark.parametrize(
    "text", ["[x]", "[phone number](https://a.example/)", "[1]", "[name masked](u)"]
)
def test_ordinary_brackets_are_not_labels(text: str) -> None:
    assert not MASKED.search(text)


def test_a_masked_text_keeps_the_rest() -> None:
    text = "Call (413) 555-0142 or write barb9@quarrymail.com."
    assert mask(text, scan(text)) == (
        "Call [phone number masked] or write [email address masked]."
    )


def test_overlapping_findings_in_any_order_are_masked_once() -> None:
    findings = [
        Finding(4, 8, Kind.PHONE, Level.ASK),
        Finding(2, 6, Kind.EMAIL, Level.ASK),
    ]
    assert mask("0123456789", findings) == "01[email address masked]89"


def test_details_spelled_as_entities_are_found_as_written() -> None:
    text = "barb9&#64;quarrymail.com"
    (finding,) = scan(text)
    assert (finding.start, finding.end) == (0, len(text))
