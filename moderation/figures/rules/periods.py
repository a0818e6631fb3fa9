"""Months and quarters that are over. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

MONTHS = 12
OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Some months in a row, as UTC counts them; the last day is not in it."""

    name: str
    since: date
    until: date

    @property
    def begins(self) -> datetime:
        """The first moment of it."""
        return datetime.combine(self.since, time(), UTC)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.until, time(), UTC)

    @property
    def months(self) -> tuple["Period", ...]:
        """The months that it is made of."""
        found, month = [], self.since
        while month < self.until:
            found.append(Period(f"{month:%Y-%m}", month, moved(month, 1)))
            month = moved(month, 1)
        return tuple(found)


def moved(month: date, by: int) -> date:
    """Return the first day of a month some months later, or earlier."""
    index = month.year * MONTHS + month.month - 1 + by
    return date(index // MONTHS, index % MONTHS + 1, 1)


def months_before(today: date, count: int) -> Period:
    """Return the last so many months that are over."""
    end = today.replace(day=1)
    return Period("recent", moved(end, -count), end)


def quarters_before(today: date, count: int) -> tuple[Period, ...]:
    """Return the last so many quarters that are over, newest first."""
    this = moved(today, -((today.month - 1) % OF_A_QUARTER))
    begins = [moved(this, -OF_A_QUARTER * back) for back in range(1, count + 1)]
    return tuple(
        Period(
            f"{one.year}-Q{(one.month - 1) // OF_A_QUARTER + 1}",
            one,
            moved(one, OF_A_QUARTER),
        )
        for one in begins
    )
