"""What a kilowatt brings in a year: measured figures, by region and direction."""

from dataclasses import dataclass

from forum.solar.places import Region, region_of
from forum.solar.system import Array, System

FIXED_MAX = 2300
TRACKER_MAX = 2800

SOFT = {
    Region.SOUTHWEST: (410, 2050),
    Region.CALIFORNIA: (330, 2050),  # the north was not measured
    Region.MOUNTAIN: (330, 1850),
    Region.GULF: (420, 1800),
    Region.SOUTHEAST: (300, 1600),
    Region.NORTHEAST: (270, 1550),
    Region.NORTHWEST: (280, 1400),
    Region.ALASKA: (180, 1200),
    Region.PLAINS: (330, 1850),  # not measured: as in the mountains
    Region.ISLANDS: (330, 1850),
}
"""From 0.40 of what faces north to 1.20 of what faces south, tilted 30 degrees."""

SOUTH_30 = {
    Region.SOUTHWEST: 1645,
    Region.CALIFORNIA: 1710,
    Region.MOUNTAIN: 1529,
    Region.GULF: 1493,
    Region.SOUTHEAST: 1347,
    Region.NORTHEAST: 1214,
    Region.NORTHWEST: 1134,
    Region.ALASKA: 825,
}
"""South, 30 degrees, typical year; regions without a measured site are left out."""


@dataclass(frozen=True, slots=True)
class YieldRow:
    """What is plausible in a region, for people to read."""

    region: Region
    south: int | None
    low: int
    high: int


def yield_table() -> list[YieldRow]:
    """Return the figures by which members' own are checked, region by region."""
    return [
        YieldRow(region, SOUTH_30.get(region), *between)
        for region, between in SOFT.items()
    ]


_EAST_WEST, _NORTH, _FLAT, _UPRIGHT = 0.83, 0.62, 0.91, 0.6
_BEST_TILT, _UPRIGHT_TILT, _SOUTH, _QUARTER = 30, 90, 180, 90


def orientation_factor(array: Array) -> float:
    """Return the part of a south-facing array's yield that another one brings."""
    away = abs(array.azimuth - _SOUTH)
    if away <= _QUARTER:
        at_30 = 1 - (1 - _EAST_WEST) * away / _QUARTER
    else:
        rest = (away - _QUARTER) / _QUARTER
        at_30 = _EAST_WEST - (_EAST_WEST - _NORTH) * rest
    if array.tilt <= _BEST_TILT:
        return _FLAT + (at_30 - _FLAT) * array.tilt / _BEST_TILT
    steeper = (array.tilt - _BEST_TILT) / (_UPRIGHT_TILT - _BEST_TILT)
    return at_30 * (1 - (1 - _UPRIGHT) * steeper)


def expected_yield(system: System) -> int | None:
    """Return what a year should bring per kW DC, rough, give or take 15 %."""
    region = region_of(system.state)
    base = SOUTH_30.get(region) if region else None
    if base is None or not system.arrays or system.is_tracking:
        return None
    factor = sum(orientation_factor(one) * one.share for one in system.arrays) / 100
    return int(round(base * factor, -1))


def soft_range(state: str) -> tuple[int, int] | None:
    """Return between what a year per kW DC is plausible in a state."""
    region = region_of(state)
    return SOFT[region] if region else None
