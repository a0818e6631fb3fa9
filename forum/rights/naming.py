"""What somebody is called by, found in texts, and what stands in its place."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from forum.core.wording import Wording
from forum.disclosure.words import EVERYDAY, NOT_STREETS, VOCABULARY

FORMER = "former member"
TAIL = r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9])"
HEAD = r"(?<![A-Za-z0-9_.@-])"
COMMON = EVERYDAY | VOCABULARY | NOT_STREETS
"""Words that are no name in most texts; the last of these lists has the units."""


@dataclass(frozen=True)
class Names(Wording):
    """User name, e-mail address and full name of one person.

    A user name is chosen freely and may be any word, so it counts only where a
    member is meant: after an @, or as who wrote something that is quoted.
    """

    handle: str = ""
    email: str = ""
    name: str = ""
    is_own: bool = False
    """Whether the texts are their own: only there the full name is surely theirs."""
    is_near: bool = True
    """Whether the texts stand where they took part, or anywhere else."""

    def stands_in(self, text: str) -> bool:
        """Say whether the person is named."""
        return self._pattern is not None and bool(self._pattern.search(text))

    def removed_from(self, text: str) -> str:
        """Return the text with a label in each such place."""
        if self._pattern is None:
            return text
        return self._pattern.sub(self.instead, text)

    def of_own(self) -> "Names":
        """Return how they are found in what they wrote, and in quotations of it."""
        return replace(self, is_own=True)

    def elsewhere(self) -> "Names":
        """Return how they are found where they took no part: without any doubt."""
        return replace(self, is_near=False)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts = []
        if self.email:
            parts.append(HEAD + re.escape(self.email) + r"(?![A-Za-z0-9-])")
        if self.is_own and _is_telling(self.name):
            words = map(re.escape, self.name.split())
            parts.append(r"\b" + r"[\s>]+".join(words) + r"\b")
        if self.handle:
            word = re.escape(self.handle)
            parts.append(rf"{HEAD}{word}(?=\s+wrote\s+in\s+#[0-9])")
            if self.is_near or not _is_common(self.handle):
                parts.append(rf"{HEAD}@{word}{TAIL}")
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def names(handle: str, email: str, name: str) -> Names:
    """Return what a person is called by; a single given name is nobody's alone."""
    passages = tuple(one for one in (handle, email, name if " " in name else "") if one)
    return Names(passages, FORMER, handle, email, name)


def _is_telling(name: str) -> bool:
    """Say whether a full name is a person's only, no words that everybody uses."""
    words = name.split()
    return len(words) > 1 and not all(map(_is_common, words))


def _is_common(word: str) -> bool:
    """Say whether a word means something else in most texts, as figures do."""
    plain = word.casefold()
    is_plural = plain.endswith("s") and plain[:-1] in COMMON
    return not any(map(str.isalpha, plain)) or plain in COMMON or is_plural
