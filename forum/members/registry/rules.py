"""Which passwords hold, and who is old enough to register."""

import unicodedata

from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from forum.core.answers import YES, Answer, no

PASSWORD_MIN = 15
PASSWORD_MIN_BESIDE = 8
"""Enough where a second step of signing in is asked for as well."""
PASSWORD_MAX = 256
AGE_MIN = 13
COMMON = frozenset(FREQUENCY_LISTS["passwords"])
CONTEXT = ("soltrex", "solarforum", "password", "passphrase")
PARTS_MIN = 4
DIFFERENT_MIN = 5
LOOKED_AT = 32
"""Characters whose guesses are estimated: with more, hostile text takes seconds."""
GUESSES_LOG_MIN = 8
"""Rows of keys, dates and words of the list put together fall below it, four
words of one's own are far above."""


def normal(password: str) -> str:
    """Return the one spelling of a password that is ever hashed.

    Cut first: normalizing is slow for hostile text, and no password is longer.
    """
    return unicodedata.normalize("NFC", password[: PASSWORD_MAX + 1])


def may_be_password(
    password: str, *personal: str, at_least: int = PASSWORD_MIN
) -> Answer:
    """Long enough, not on a list of stolen ones, not made of the own name.

    No rule about digits or signs: length is what helps (NIST SP 800-63B-4).
    """
    if len(password) < at_least:
        return no(f"Use {at_least} characters or more; a few words are fine")
    if len(password) > PASSWORD_MAX:
        return no(f"Use {PASSWORD_MAX} characters at most")
    plain = password.casefold()
    if _is_common(plain):
        return no("The password is on a list of stolen passwords. Choose another one")
    if len(set(plain)) < DIFFERENT_MIN:
        return no("The password repeats too few characters. Choose another one")
    rest = plain
    for word in (*CONTEXT, *_parts(personal)):
        rest = rest.replace(word, "")
    if len(rest) < at_least // 2:
        return no(
            "The password is made of your name, address or this site. "
            "Choose another one"
        )
    return YES if at_least < PASSWORD_MIN else _withstands_guessing(plain)


def least(*, has_second_step: bool) -> int:
    """Return how many characters a password needs."""
    return PASSWORD_MIN_BESIDE if has_second_step else PASSWORD_MIN


def is_short(password: str) -> bool:
    """Say whether a password holds only beside a second step."""
    return len(password) < PASSWORD_MIN


def is_old_enough(year: int, month: int, this_year: int, this_month: int) -> bool:
    """Say whether somebody born in a month has surely turned thirteen."""
    return (this_year - year) * 12 + (this_month - month) > AGE_MIN * 12


def _is_common(plain: str) -> bool:
    """Also catches a common password written two or three times over."""
    return plain in COMMON or any(
        len(plain) % times == 0
        and plain[: len(plain) // times] in COMMON
        and plain == plain[: len(plain) // times] * times
        for times in (2, 3, 4)
    )


def _withstands_guessing(plain: str) -> Answer:
    """The list holds few long ones: rows of keys and repeated words count too."""
    estimate: float = zxcvbn(plain[:LOOKED_AT])["guesses_log10"]
    if estimate >= GUESSES_LOG_MIN:
        return YES
    return no(
        "The password is guessed soon: a row of keys, a date, or what many people "
        "use. Choose another one"
    )


def _parts(personal: tuple[str, ...]) -> list[str]:
    words = [
        part
        for text in personal
        for part in text.casefold().replace("@", " ").replace(".", " ").split()
    ]
    return [word for word in words if len(word) >= PARTS_MIN]
