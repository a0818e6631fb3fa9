"""How somebody is called in texts of others: after an @, or as who is quoted."""

import re

from forum.disclosure.words import EVERYDAY, NOT_STREETS, VOCABULARY

TAIL = r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9])"
HEAD = r"(?<![A-Za-z0-9_.@-])"
COMMON = EVERYDAY | VOCABULARY | NOT_STREETS
"""Words that are no name in most texts; the last of these lists has the units."""


_MENTION = re.compile(rf"{HEAD}@([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)")
_FENCE = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE
)
_TICKS = re.compile(r"`+")


def called_in(body: str) -> tuple[str, ...]:
    """Return whom a text calls by an @, folded; not in quotations and code."""
    own = "\n".join(
        line
        for line in _FENCE.sub("", body).split("\n")
        if not line.lstrip().startswith(">")
    )
    plain = "\n\n".join(_without_code(part) for part in own.split("\n\n"))
    return tuple(dict.fromkeys(name.casefold() for name in _MENTION.findall(plain)))


def _without_code(text: str) -> str:
    """Return a paragraph without its code, which stands between like rows of ticks.

    One look from the end tells for each row where the next as long is, so that ticks
    without end take no longer than other letters.
    """
    rows = [row.span() for row in _TICKS.finditer(text)]
    later: dict[int, int] = {}
    closing = [0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        start, end = rows[at]
        closing[at] = later.get(end - start, at)
        later[end - start] = at
    kept, done, at = [], 0, 0
    while at < len(rows):
        if closing[at] != at:
            kept.append(text[done : rows[at][0]])
            done = rows[closing[at]][1]
        at = closing[at] + 1
    return "".join([*kept, text[done:]])


def is_common(word: str) -> bool:
    """Say whether a word means something else in most texts, as figures do."""
    plain = word.casefold()
    is_plural = plain.endswith("s") and plain[:-1] in COMMON
    return not any(map(str.isalpha, plain)) or plain in COMMON or is_plural


def quoted_as(handle: str) -> str:
    """Return the pattern of a user name as who wrote something that is quoted."""
    return rf"{HEAD}{re.escape(handle)}(?=\s+wrote\s+in\s+#[0-9])"


def mentioned_as(handle: str) -> str:
    """Return the pattern of a user name after an @, which is no part of it."""
    return rf"{HEAD}@{re.escape(handle)}{TAIL}"
