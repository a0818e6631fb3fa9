"""Numbers that were written in words: "five seven five, five fifty-five"."""

import re
from collections.abc import Iterator

from forum.disclosure.reading import HIDDEN, Reading, gap

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
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_LETTERS = {
    word: word[0].upper()
    for word in (
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett "
        "kilo lima mike november oscar papa quebec romeo sierra tango uniform victor "
        "whiskey whisky yankee zulu"
    ).split()
} | {"xray": "X", "x-ray": "X", "dash": "-", "hyphen": "-"}
_ONE = "|".join(
    sorted(
        [*_UNITS, *_TEENS, *_TENS, *_TIMES, *_LETTERS, "hundred", "thousand"], key=len
    )[::-1]
)
_SHORT = 2
_GAP = (
    r"(?:[ \t]{1,3}(?:then |and then )?|[ \t]?[-.,/;][ \t]{0,2}(?:then |and then |and "
    r")?|"
    r"[ \t]?\.{3}[ \t]?|\n)"
)
# Whole groups of digits only, so that no text can be cut up in many ways.
_SOME = r"(?<![0-9])[0-9]{1,4}(?![0-9])"
_RUN = re.compile(
    rf"(?<![\w.])(?:{_SOME}{_GAP}?){{0,3}}(?:{_ONE})(?:{_GAP}?(?:{_ONE}|{_SOME}))"
    r"{1,20}(?!\w)"
)
_SPOKEN = re.compile("|".join(word for word in _ONE.split("|") if len(word) > _SHORT))
_LOOKALIKE = re.compile(
    r"(?<!\w)\(?[0-9oil]{1,4}\)?(?:[ .-]{1,2}[0-9oil]{2,4}){2,3}(?!\w)"
)
_ALIKE_SIGNS = re.compile(r"[0-9][oil]|[oil][0-9]|[oil][ .-][0-9]")
_ALIKE = str.maketrans("oil", "011")
_WORDS = re.compile(rf"{_ONE}|[0-9]+|[^a-z0-9]+|[a-z]+")
_LEAST, _PHONE, _NINE, _TEN, _LEAST_DIGITS = 3, 7, 9, 10, 4
_REACH = 120
_PLUS = re.compile(r"plus[ ,]{1,2}$")


def in_digits(reading: Reading) -> Reading | None:
    """Return a reading with spoken numbers in digits, None if there are none.

    It stands on its own: its places are places in the given reading.
    """
    places = (
        list(_lookalikes(reading.lower)) if _ALIKE_SIGNS.search(reading.lower) else []
    )
    if not places and _SPOKEN.search(reading.lower):
        places = list(_places(reading.lower))
    if not places:
        return None
    return reading.alone().with_replaced(only_near(places, reading.text))


def only_near(
    places: list[tuple[int, int, str]], text: str
) -> Iterator[tuple[int, int, str]]:
    """Keep what stands near some numbers; the rest was read already."""
    done = 0
    for start, end, spoken in places:
        between = gap(text, done, start - _REACH)
        if between:
            yield *between, HIDDEN
        yield start, end, spoken
        done = end + _REACH
    between = gap(text, done, len(text))
    if between:
        yield *between, HIDDEN


def _places(low: str) -> Iterator[tuple[int, int, str]]:
    for match in _RUN.finditer(low):
        words = [word for word in _WORDS.findall(match.group()) if word.isalpha()]
        digits = _digits(match.group())
        if len(words) >= _LEAST or len(digits) >= _PHONE:
            plus = _PLUS.search(low[max(0, match.start() - 7) : match.start()])
            start = match.start() - (len(plus.group()) if plus else 0)
            grouped = (
                f"+{digits}" if plus else _grouped(match.group(), digits, len(words))
            )
            yield start, match.end(), grouped


def _grouped(written: str, digits: str, words: int) -> str:
    """Group ten digits that were all spelled out, as nobody does but to be called."""
    if len(digits) == _NINE and words >= _PHONE and _is_social(written):
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    if len(digits) == _TEN and words >= _PHONE:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return digits


def _is_social(written: str) -> bool:
    """Say whether nine spoken digits pause after three and after two more."""
    sizes = [len(_digits(part)) for part in re.split(r"[.,;-]+", written)]
    return sizes == [3, 2, 4]


def _lookalikes(low: str) -> Iterator[tuple[int, int, str]]:
    """Find telephone numbers with the letter O for a nought."""
    for match in _LOOKALIKE.finditer(low):
        digits = sum(sign.isdigit() for sign in match.group())
        alike = sum(sign.isalpha() for sign in match.group())
        if alike and digits >= _LEAST_DIGITS and digits > alike:
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
        elif piece in _LETTERS:
            out += [tens and f"{tens}0", _LETTERS[piece]]
            tens = ""
        elif piece in ("hundred", "thousand"):
            out.append("00" if piece == "hundred" else "000")
    return "".join([*out, tens and f"{tens}0"])


def in_words(number: str) -> tuple[str, ...]:
    """Return how people spell the number of a house: 418 as "four eighteen"."""
    if not number.isdigit() or len(number) > 4:  # noqa: PLR2004
        return ()
    names = {
        value: word for word, value in _UNITS.items() if word not in ("o", "nought")
    }
    one_by_one = " ".join(names[digit] for digit in number)
    spoken = {
        one_by_one,
        one_by_one.replace("zero", "oh"),
        one_by_one.replace("oh", "o"),
    }
    head, tail = number[:-2], number[-2:]
    if head:
        begin = " ".join(filter(None, [_below_hundred(int(head))]))
        if tail == "00":
            spoken.add(f"{begin} hundred")
        elif tail[0] == "0":
            spoken |= {
                f"{begin} oh {names[tail[1]]}",
                f"{begin} hundred {names[tail[1]]}",
            }
        else:
            end = _below_hundred(int(tail))
            spoken |= {f"{begin} {end}", f"{begin} hundred {end}"}
            spoken.add(f"{begin} hundred and {end}")
    else:
        spoken.add(_below_hundred(int(number)))
    spoken |= {words.replace("-", " ") for words in spoken}
    return tuple(sorted(spoken, key=len, reverse=True))


def _below_hundred(value: int) -> str:
    names = {int(digit): word for word, digit in reversed(_UNITS.items())}
    teens = {int(digits): word for word, digits in _TEENS.items()}
    tens = {int(digit): word for word, digit in _TENS.items() if word != "fourty"}
    if value < 10:  # noqa: PLR2004
        return names[value]
    if value in teens:
        return teens[value]
    unit = f"-{names[value % 10]}" if value % 10 else ""
    return f"{tens[value // 10]}{unit}"
