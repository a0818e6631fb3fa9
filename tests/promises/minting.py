"""What was planted about one member: words that stand nowhere else."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.core.clock import utcnow
from tests.world import World

LETTERS = "bcdfghjkmnpqrstvwxz"
"""No digits: a word with some may look like a number that the check masks."""


@dataclass
class Canaries:
    """All that was planted about one member."""

    world: World
    member: int = 0
    handle: str = ""
    name: str = ""
    email: str = ""
    before: str = ""
    """The address they had before."""
    phone: str = ""
    words: list[str] = field(default_factory=list)
    """What nobody may find afterwards."""
    said: list[str] = field(default_factory=list)
    """What they wrote in posts: it goes with the words, or stays as they wish."""
    threads: list[int] = field(default_factory=list)
    hours: int = 0

    def mint(self) -> str:
        """Make a word that must be gone afterwards."""
        self.words.append("zq" + letters())
        return self.words[-1]

    def say(self) -> str:
        """Make a word for a post."""
        self.said.append("zs" + letters())
        return self.said[-1]

    def when(self) -> datetime:
        """Return a moment some hours after the one before: nobody posts too fast."""
        self.hours += 2
        return utcnow() - timedelta(days=20) + timedelta(hours=self.hours)

    @property
    def called(self) -> list[str]:
        """What they are called by."""
        return [self.handle, self.name, self.email, self.before, self.phone]


def letters(count: int = 10) -> str:
    """Return letters that are no word and no number."""
    return "".join(secrets.choice(LETTERS) for _ in range(count))
