"""Numbers that were written in words: "five seven five, five fifty-five"."""

import re
from collections.abc import Iterator

from forum.disclosure.reading import Reading

_UNITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "niner": "9",
}  # fmt: skip
_TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5",
    "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3}
_ONE = "|".join(
    sorted([*_UNITS, *_TEENS, *_TENS, *_TIMES, "hundred", "thousand"], key=len)[::-1]
)
_SHORT = 2
_GAP = r"(?:[ \t]{1,3}|[ \t]?[-.,/][ \t]{0,2}|\n)"
_RUN = re.compile(
    rf"(?<![\w.])(?:[0-9]{{1,4}}{_GAP}?){{0,3}}(?:{_ONE})(?:{_GAP}?(?:{_ONE}|"
    rf"[0-9]{{1,4}})){{1,20}}(?!\w)"
)
_SPOKEN = re.compile("|".join(word for word in _ONE.split("|") if len(word) > _SHORT))
_LOOKALIKE = re.compile(
    r"(?<!\w)\(?[2-9oil][0-9oil]{2}\)?[ .-]{1,2}[0-9oil]{3}[ .-]{1,2}[0-9oil]{4}(?!\w)"
)
_ALIKE = str.maketrans("oil", "011")
_WORDS = re.compile(rf"{_ONE}|[0-9]+|[^a-z0-9]+")
_LEAST, _PHONE, _TEN = 3, 7, 10


def in_digits(reading: Reading) -> Reading | None:
    """Return a reading with spoken numbers in digits, None if there are none.

    It stands on its own: its places are places in the given reading.
    """
    if not (_SPOKEN.search(reading.lower) or _LOOKALIKE.search(reading.lower)):
        return None
    places = list(_lookalikes(reading.lower)) or list(_places(reading.lower))
    return reading.alone().with_replaced(places) if places else None


def _places(low: str) -> Iterator[tuple[int, int, str]]:
    for match in _RUN.finditer(low):
        words = [word for word in _WORDS.findall(match.group()) if word.isalpha()]
        digits = _digits(match.group())
        if len(words) >= _LEAST or len(digits) >= _PHONE:
            yield match.start(), match.end(), _grouped(digits, len(words))


def _grouped(digits: str, words: int) -> str:
    """Group ten digits that were all spelled out, as nobody does but to be called."""
    if len(digits) == _TEN and words >= _PHONE:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return digits


def _lookalikes(low: str) -> Iterator[tuple[int, int, str]]:
    """Find telephone numbers with the letter O for a nought."""
    for match in _LOOKALIKE.finditer(low):
        if any(sign.isalpha() for sign in match.group()):
            yield match.start(), match.end(), match.group().translate(_ALIKE)


def _digits(spoken: str) -> str:
    out: list[str] = []
    tens, times = "", 1
    for piece in _WORDS.findall(spoken):
        if piece in _TENS:
            out.append(tens and f"{tens}0")
            tens = _TENS[piece]
        elif piece in _TIMES:
            times = _TIMES[piece]
        elif piece in _UNITS:
            out.append(tens if _UNITS[piece] != "0" else tens and f"{tens}0")
            out.append(_UNITS[piece] * times)
            tens, times = "", 1
        elif piece in _TEENS or piece.isdigit():
            out += [tens and f"{tens}0", _TEENS.get(piece, piece)]
            tens = ""
        elif piece in ("hundred", "thousand"):
            out.append("00" if piece == "hundred" else "000")
    return "".join([*out, tens and f"{tens}0"])
