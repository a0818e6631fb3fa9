"""What somebody is called by, found as it is meant and nowhere else."""

import pytest

from forum.rights.naming import Names, names

ROSA = names("zz-quill", "zz@example.com", "Rosa Testperson")
SUN = names("sun", "s@example.com", "Solar Panel")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("ask zz-quill.", "ask zz-quill."),
        ("@ZZ-Quill, thanks", "former member, thanks"),
        ("[zz-quill wrote in #2](/p/2)", "[former member wrote in #2](/p/2)"),
        ("@zz-quill-2 and @xzz-quill", "@zz-quill-2 and @xzz-quill"),
        ("write to zz@example.com, please", "write to former member, please"),
        ("to xzz@example.com", "to xzz@example.com"),
        ("Rosa Testperson called", "Rosa Testperson called"),
    ],
)
@pytest.mark.parametrize("rosa", [ROSA, ROSA.elsewhere()])
def test_a_person_is_found_where_surely_they_are_meant(
    rosa: Names, text: str, after: str
) -> None:
    assert rosa.removed_from(text) == after
    assert rosa.stands_in(text) is (after != text)


def test_a_full_name_is_found_in_texts_of_ones_own() -> None:
    text = "Rosa\n> Testperson called; Rosa too"

    assert ROSA.of_own().removed_from(text) == "former member called; Rosa too"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The sun shines on a solar panel", "The sun shines on a solar panel"),
        ("@sun, thanks", "former member, thanks"),
        ("[sun wrote in #2](/p/2)", "[former member wrote in #2](/p/2)"),
    ],
)
def test_an_everyday_word_counts_only_where_it_is_a_person(
    text: str, after: str
) -> None:
    assert SUN.of_own().removed_from(text) == after


@pytest.mark.parametrize("handle", ["sun", "100", "kWh"])
def test_elsewhere_a_mention_by_an_everyday_word_may_be_no_mention(handle: str) -> None:
    text = f"It makes 5 @{handle}, and {handle} more."

    assert names(handle, "s@example.com", "").elsewhere().removed_from(text) == text
