"""Numbered pages over things that are numbered without gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Which of how many pages, and which numbers stand on it."""

    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """The number of the last page; there is always a first."""
        return max(1, -(-self.total // self.size))

    @property
    def numbers(self) -> tuple[int, int]:
        """The first and the last number that may stand on this page."""
        return (self.number - 1) * self.size + 1, self.number * self.size

    def shown(self) -> Iterator[int | None]:
        """Yield the page numbers worth a link, None for a gap between them."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if number - before > 1:
                yield None if number - before > 2 else before + 1  # noqa: PLR2004
            yield number
            before = number


def page_of(number: int) -> int:
    """Return the page on which the thing with this number stands."""
    return (number - 1) // PAGE_SIZE + 1
