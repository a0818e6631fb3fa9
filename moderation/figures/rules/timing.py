"""How long a case may wait, whom that alarms, and how times are told. Pure."""

import math
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.models import FlagReason, ReviewableKind

NONE = "\u2013"
MINUTES, HOURS_OF_A_DAY = 60, 24
LONG = 3
"""From so many days on, hours are not told."""


class Concern(StrEnum):
    """What a case is about, as far as time matters."""

    TAKE_DOWN = "Take it down"
    PRIVATE = "Personal information, privacy requests"
    HELD = "Posts that wait for approval"
    GRAVE = "Unsafe or illegal content, members under 13, copyright"
    PLAIN = "Advertising, attacks, other reports"
    APPEAL = "Appeals"


@dataclass(frozen=True, slots=True)
class Target:
    """How fast half of the cases and nine of ten are to be decided."""

    median: timedelta
    p90: timedelta
    alerts: tuple[int, ...]
    """After how many hours staff is written to, where nothing else does so."""


def _target(median: float, p90: float, *alerts: int) -> Target:
    return Target(timedelta(hours=median), timedelta(hours=p90), alerts)


TARGETS = {
    Concern.TAKE_DOWN: _target(2, 24),
    Concern.PRIVATE: _target(2, 12, 1),
    Concern.HELD: _target(2.4, 24),
    Concern.GRAVE: _target(4, 24, 2),
    Concern.PLAIN: _target(24, 72, 24),
    Concern.APPEAL: _target(72, 168, 72),
}
"""The first and the third have letters of their own, from their packages."""
OF_KIND = {
    ReviewableKind.TAKE_IT_DOWN: Concern.TAKE_DOWN,
    ReviewableKind.RESTRICTED_HOLD: Concern.TAKE_DOWN,
    ReviewableKind.PRIVACY_REQUEST: Concern.PRIVATE,
    ReviewableKind.HELD_POST: Concern.HELD,
    ReviewableKind.COPYRIGHT: Concern.GRAVE,
    ReviewableKind.COUNTER_NOTICE: Concern.GRAVE,
    ReviewableKind.APPEAL: Concern.APPEAL,
}
GRAVE = frozenset(
    {
        FlagReason.ILLEGAL,
        FlagReason.UNDER_13,
        FlagReason.UNSAFE_ADVICE,
        FlagReason.ABUSE_OF_MINORS,
    }
)


def concern_of(kind: ReviewableKind, reasons: Collection[FlagReason]) -> Concern:
    """Return what a case is about: the most pressing of its reports counts."""
    if kind in OF_KIND:
        return OF_KIND[kind]
    if FlagReason.PERSONAL_INFORMATION in reasons:
        return Concern.PRIVATE
    return Concern.GRAVE if GRAVE.intersection(reasons) else Concern.PLAIN


def due_alerts(
    concern: Concern, opened_at: datetime, known: Collection[int], now: datetime
) -> tuple[int, ...]:
    """Return after which hours staff is to be written to now, and was not yet."""
    waited = (now - opened_at) / timedelta(hours=1)
    return tuple(
        hours
        for hours in TARGETS[concern].alerts
        if hours <= waited and hours not in known
    )


def median(times: Sequence[timedelta]) -> timedelta | None:
    """Return the middle of some times; none of none."""
    if not times:
        return None
    return timedelta(seconds=statistics.median(one.total_seconds() for one in times))


def percentile(times: Sequence[timedelta], share: float) -> timedelta | None:
    """Return which time a share of them does not exceed; none of none."""
    if not times:
        return None
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def in_words(time: timedelta | None) -> str:
    """Say how long something took, as nobody needs it finer."""
    if time is None:
        return NONE
    minutes = round(time.total_seconds() / MINUTES)
    hours, rest = divmod(minutes, MINUTES)
    if not hours:
        return f"{minutes} min"
    days, left = divmod(hours, HOURS_OF_A_DAY)
    if days >= LONG:
        return f"{days} d {left} h" if left else f"{days} d"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
