"""What somebody is called by, found in texts, and what stands in its place."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from forum.core.wording import Wording
from forum.members.calling import HEAD, TAIL, is_common, mentioned_as, quoted_as

FORMER = "former member"
PAGE, NO_PAGE = "/m/", "/m/-"
"""The address of a member's page, and one of nobody: no name begins with a dash."""


@dataclass(frozen=True)
class Names(Wording):
    """User name, e-mail address and full name of one person.

    A user name is chosen freely and may be any word, so it counts only where a
    member is meant: after an @, in the address of their page, or as who wrote
    something that is quoted.
    """

    handle: str = ""
    email: str = ""
    name: str = ""
    is_own: bool = False
    """Whether the texts are their own: only there the full name is surely theirs."""
    is_near: bool = True
    """Whether the texts stand where they took part, or anywhere else."""
    before: tuple[str, ...] = ()
    """Other addresses of theirs, such as the one before."""

    def stands_in(self, text: str) -> bool:
        """Say whether the person is named."""
        return self._pattern is not None and bool(self._pattern.search(text))

    def removed_from(self, text: str) -> str:
        """Return the text with a label in each such place."""
        if self._pattern is None:
            return text
        return self._pattern.sub(self._in_place_of, text)

    def of_own(self) -> "Names":
        """Return how they are found in what they wrote, and in quotations of it."""
        return replace(self, is_own=True)

    def elsewhere(self) -> "Names":
        """Return how they are found where they took no part: without any doubt."""
        return replace(self, is_near=False)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        emails = [one for one in (self.email, *self.before) if one]
        parts = [HEAD + re.escape(one) + r"(?![A-Za-z0-9-])" for one in emails]
        if self.is_own and _is_telling(self.name):
            words = map(re.escape, self.name.split())
            parts.append(r"\b" + r"[\s>]+".join(words) + r"\b")
        if self.handle:
            parts.append(quoted_as(self.handle))
            if self.is_near or not is_common(self.handle):
                parts.append(mentioned_as(self.handle))
                parts.append(PAGE + re.escape(self.handle) + TAIL)
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def _in_place_of(self, found: re.Match[str]) -> str:
        return NO_PAGE if found[0].casefold().startswith(PAGE) else self.instead


def names(handle: str, email: str, name: str, *before: str) -> Names:
    """Return what a person is called by; a single given name is nobody's alone.

    `before` are other addresses of theirs.
    """
    full = name if " " in name else ""
    passages = tuple(one for one in (handle, email, full, *before) if one)
    return Names(passages, FORMER, handle, email, name, before=before)


def _is_telling(name: str) -> bool:
    """Say whether a full name is a person's only, no words that everybody uses."""
    words = name.split()
    return len(words) > 1 and not all(map(is_common, words))
