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
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def called_in(body: str) -> tuple[str, ...]:
    """Return whom a text calls by an @, folded; not in quotations and code."""
    own = "\n".join(
        line
        for line in _FENCE.sub("", body).split("\n")
        if not line.lstrip().startswith(">")
    )
    plain = "\n\n".join(_CODE.sub("", part) for part in own.split("\n\n"))
    return tuple(dict.fromkeys(name.casefold() for name in _MENTION.findall(plain)))


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
