"""Finds telephone numbers as they are written outside of North America."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.phones import NOT_PHONE, digits
from forum.disclosure.reading import Reading

# What offices abroad print: a nought, then groups of digits.
_TRUNK = re.compile(
    r"(?<![\w.,$#/:+-])\(?0[1-9](?:[0-9]{0,4}\)?[ /.-]{1,2}|[0-9]{2,4}\)?)"
    r"(?:[0-9][ .-]?){5,9}(?![\w%])(?![ .,:/-][0-9])"
)

_MOBILE_ABROAD = re.compile(
    r"04[0-9]{2}[ -][0-9]{3}[ -][0-9]{3}|07[0-9]{3}[ -][0-9]{6}|07[0-9]{3}[ "
    r"-][0-9]{3}[ -]"
    r"[0-9]{3}|06[ -][0-9]{8}|06(?:[ .-][0-9]{2}){4}|01[0-9]{2}[/ ][0-9]{7,8}"
)

_GROUPED = re.compile(
    r"(?<![\w.,$#/:+-])[1-9][0-9]{2}(?:[ .-][0-9]{3}){2}(?![\w%])(?![.,:/ -]{1,2}[0-9])"
    r"|(?<![\w.,$#/:+-])[6-9][0-9]{8}(?![\w%])(?![.,:/-][0-9])"
)

_CUE_ABROAD = re.compile(
    r"\b(?:phone|tel(?:efon\w{0,4}|\u00e9fono|\u00e9phone|efoon)?|fon|handy|"
    r"mobil\w{0,3}|"
    r"m\u00f3vil|movil|gsm|nummer|numer\w?|n\u00famero|bel|ring|call|text|whats ?app|"
    r"cell|"
    r"ll\u00e1ma\w{0,3}|llama\w{0,3}|rufnummer|dial|landline|kom\w{0,5}|appelle\w{0,2}|"
    r"reach|sms|number|evenings?|mornings?|weekends?|afternoons?)\b[^\n]{0,25}$"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers as people of other countries write them at home."""
    del registered
    if not reading.has_digits:
        return
    for match in _TRUNK.finditer(reading.text):
        if _is_trunk(reading, match):
            end = match.start() + len(match.group().rstrip(" .-"))
            yield Candidate(match.start(), end, Kind.PHONE)
    for match in _GROUPED.finditer(reading.text):
        before = reading.before(match.start(), 40)
        if _CUE_ABROAD.search(before) and not NOT_PHONE.search(before):
            yield Candidate(*match.span(), Kind.PHONE)


def _is_trunk(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether digits that begin with a nought are a number to call."""
    before = reading.before(match.start(), 40)
    if not 9 <= len(digits(match.group())) <= 12 or NOT_PHONE.search(before):  # noqa: PLR2004
        return False
    shaped = _MOBILE_ABROAD.fullmatch(match.group().strip(" .-"))
    return bool(shaped or _CUE_ABROAD.search(before))
