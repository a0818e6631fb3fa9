"""Which passwords hold, and who is old enough; without any database."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.members.registry.hashing import hashed, matches
from forum.members.registry.rules import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    is_old_enough,
    may_be_password,
    normal,
)

TOLD = ("Rosalind Testperson", "sunny_roof", "rt.solar@example.com")


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("fourteen chars", "15 characters or more"),
        ("x y" * 100, "256 characters at most"),
        ("q1w2e3r4t5y6u7i8o9p0", "list of stolen passwords"),
        ("Q1W2E3R4T5Y6U7I8O9P0", "list of stolen passwords"),
        ("sunshinesunshine", "list of stolen passwords"),
        ("qwertyqwertyqwerty", "list of stolen passwords"),
        ("aaaaaaaaaaaaaaaaaa", "too few characters"),
        ("abababababababab", "too few characters"),
        ("Rosalind Testperson", "made of your name"),
        ("sunny_roof_sunny_roof", "made of your name"),
        ("soltrex password", "made of your name"),
        ("rt.solar example 1", "made of your name"),
        ("passwordpassword1", "made of your name"),
        ("qwertyuiopasdfgh", "guessed soon"),
        ("1234567890123456", "guessed soon"),
        ("abcdefghijklmnop", "guessed soon"),
        ("iloveyou12345678", "guessed soon"),
        ("sunshineprincess", "guessed soon"),
        ("letmein letmein letmein", "guessed soon"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(
    password: str, because: str
) -> None:
    answer = may_be_password(password, *TOLD)

    assert not answer
    assert because in answer.because


@pytest.mark.parametrize(
    "password",
    [
        "fifteen letters",
        "correct horse battery staple",
        "ümlaut straße 中文 мир kettle",
        "                 four words apart",
        "Rosalind rides a green bicycle to work",
        "violet harbor kettle timber " * 9,
    ],
)
def test_a_long_one_of_any_characters_holds(password: str) -> None:
    assert may_be_password(password, *TOLD)


@pytest.mark.parametrize("hostile", ["4@8({[<369&#!1|0$5+7%2", "p@$$w0rd1!", "aA1!"])
def test_no_password_keeps_the_server_busy(hostile: str) -> None:
    begun = process_time()

    may_be_password((hostile * 99)[:PASSWORD_MAX])

    assert process_time() - begun < 1


@given(st.text(max_size=PASSWORD_MIN - 1))
def test_a_short_one_never_holds(password: str) -> None:
    assert not may_be_password(password)


@given(st.text(min_size=PASSWORD_MAX + 1, max_size=PASSWORD_MAX + 40))
def test_an_endless_one_never_holds(password: str) -> None:
    assert not may_be_password(password)


@given(st.text())
def test_two_spellings_of_a_text_are_one_password(password: str) -> None:
    assert normal(unicodedata.normalize("NFD", password)) == normal(password)


def test_a_hash_fits_its_password_only() -> None:
    kept = hashed("violet harbor kettle")

    assert matches(kept, "violet harbor kettle")
    assert not matches(kept, "violet harbor kettlE")
    assert not matches("no hash", "violet harbor kettle")
    assert not matches(None, "nobody has this password")
    assert hashed("violet harbor kettle") != kept


@pytest.mark.parametrize(
    ("year", "month", "is_old"),
    [(2013, 10, True), (2013, 11, False), (2013, 12, False), (2012, 12, True)],
)
def test_thirteen_is_counted_so_that_no_day_is_needed(
    year: int, month: int, is_old: bool
) -> None:
    assert is_old_enough(year, month, 2026, 11) is is_old
