"""Numbers with odd signs between their groups: "078 / 51 / 4492", "9 4 7 - 8 2".

People part digits by whatever is at hand. Rules know the usual signs; here a text is
read once with one sign between groups, and digits that stand alone drawn together.
"""

import re
from collections.abc import Iterator

from forum.disclosure.numbers import only_near
from forum.disclosure.reading import Reading

_SEP = r"(?:[ ]?[-./_|~][ ]?|[ ]{1,3}|[ ]?--[ ]?|[ ]?\.{3}[ ]?)"
_GROUP = r"(?=[A-Za-z]{0,5}[0-9])[0-9A-Za-z]{1,16}"
_RUN = re.compile(
    rf"(?<![\w$./,@+:-])(?:[A-Z]{{1,2}}{_SEP})?(?P<first>{_GROUP})"
    rf"(?:{_SEP}{_GROUP}){{1,18}}(?:{_SEP}[A-Z]{{1,2}}(?![\w'.]))?(?![\w%@])(?![:+,][0-"
    r"9])"
)
_PARTS = re.compile(r"[0-9A-Za-z]+|[^0-9A-Za-z]+")
_USUAL = re.compile(r"[^.\-/_|~,:+\n]*|[^ ./_|~,:+\n]*|[^ \-/_|~,:+\n]*")
_LEAST_DIGITS, _MOST_DIGITS, _MOST_RUNS, _SINGLE = 4, 32, 80, 4
_OTHER = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])|"
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}(?![0-9])|[A-Za-z][a-z]{2}|"
    r"(?<![\w.])[0-9]{1,3}\.[0-9]{1,5}(?:[ -]|$)"
)


def in_groups(reading: Reading) -> Reading | None:
    """Return a reading with one sign between groups of digits, None if all have.

    It stands on its own: its places are places in the given reading.
    """
    if not reading.has_digits:
        return None
    places = list(_places(reading.text))
    if not places:
        return None
    return reading.alone().with_replaced(only_near(places, reading.text))


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    runs = 0
    for match in _RUN.finditer(text):
        written = match.group()
        digits = sum(sign.isdigit() for sign in written)
        if not _LEAST_DIGITS <= digits <= _MOST_DIGITS or _is_usual(written):
            continue
        runs += 1
        if runs > _MOST_RUNS:
            return
        yield from _regrouped(written, match.start())


def _is_usual(written: str) -> bool:
    """Say whether groups are apart by one sign only, as rules expect them."""
    parts = _PARTS.findall(written)
    single = sum(len(part) == 1 and part.isdigit() for part in parts[::2])
    seps = set(parts[1::2])
    if single >= _SINGLE and seps != {"."}:
        return False
    usual = seps in ({" "}, {"-"}, {"."})
    return usual or bool(_OTHER.search(written))


def _regrouped(written: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield the signs between groups, and what stands for them."""
    parts = _PARTS.findall(written)
    words, seps = parts[::2], parts[1::2]
    alone = sum(len(word) == 1 for word in words) >= _SINGLE
    kinds = {sep for sep in seps if sep != " "}
    join = "-" if kinds and all(sep.strip() == "-" for sep in kinds) else " "
    glue = " " if " " in seps else seps[0]
    at += len(words[0])
    for before, sep, word in zip(words, seps, words[1:], strict=False):
        single = alone and sep == glue and 1 in (len(word), len(before))
        instead = "" if single else join
        if instead != sep:
            yield at, at + len(sep), instead
        at += len(sep) + len(word)
