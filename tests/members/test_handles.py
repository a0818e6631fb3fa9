"""What members may be called; without any database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.members.models import HANDLE_MAX
from forum.members.rules import gives_away, may_be_called


@pytest.mark.parametrize("handle", ["ken", "Sunny.Roof-2", "a_b", "0ohm", "x" * 20])
def test_short_and_plain_names_are_fine(handle: str) -> None:
    assert may_be_called(handle)


@pytest.mark.parametrize(
    ("handle", "because"),
    [
        ("", "3 to 20"),
        ("ab", "3 to 20"),
        ("x" * 21, "3 to 20"),
        ("-ken", "begin and end"),
        ("ken.", "begin and end"),
        ("ken smith", "Use letters"),
        ("ken/../x", "Use letters"),
        ("kén", "Use letters"),
        ("\u043aen", "Use letters"),
        ("ken\n", "Use letters"),
        ("ken@home", "Use letters"),
        ("MODERATOR", "reserved"),
        ("SolTrex", "reserved"),
    ],
)
def test_other_names_are_refused_with_the_reason(handle: str, because: str) -> None:
    answer = may_be_called(handle)

    assert not answer
    assert because in answer.because


@given(st.text(max_size=30))
def test_a_name_that_is_allowed_is_safe_in_an_address(handle: str) -> None:
    if may_be_called(handle):
        assert handle.isascii()
        assert len(handle) <= HANDLE_MAX
        assert not set(handle) & set(" /?#%&\\'\"<>")


@pytest.mark.parametrize(
    ("handle", "email", "does"),
    [
        ("rosa.roof", "Rosa.Roof@example.com", True),
        ("rosa", "rosa.roof@example.com", False),
        ("rosa", "", False),
    ],
)
def test_a_name_equal_to_the_local_part_gives_the_address_away(
    handle: str, email: str, does: bool
) -> None:
    assert gives_away(handle, email) is does
