"""How somebody is called in texts of others: after an @, or as who is quoted."""

import re

from forum.disclosure.words import EVERYDAY, NOT_STREETS, VOCABULARY

TAIL = r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9])"
HEAD = r"(?<![A-Za-z0-9_.@-])"
COMMON = EVERYDAY | VOCABULARY | NOT_STREETS
"""Words that are no name in most texts; the last of these lists has the units."""


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
