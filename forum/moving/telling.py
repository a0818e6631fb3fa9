"""What is said about an export while it is made: a line for each part of it."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

OFTEN = 500

T = TypeVar("T")


class Tell(Protocol):
    """Told how far a part has come."""

    def __call__(self, what: str, done: int, /, *, is_over: bool = False) -> None:
        """Show it, or not."""


def counted(what: str, items: Iterable[T], tell: Tell) -> Iterator[T]:
    """Hand items on, and tell from time to time how many they were."""
    done = 0
    for item in items:
        yield item
        done += 1
        if not done % OFTEN:
            tell(what, done)
    tell(what, done, is_over=True)
