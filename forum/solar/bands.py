"""Steps wide enough that a figure in them is many people's: sizes, angles, years."""

import itertools

TO = "\u2013"
"""The dash between the ends of a range."""

_KW_EDGES = (2, 4, 6, 8, 10, 15, 25, 100, 500)
KW_BANDS = (
    "under 2 kW",
    *(f"{low}{TO}{high} kW" for low, high in itertools.pairwise(_KW_EDGES)),
    "over 500 kW",
)
SECTORS = (
    "north",
    "northeast",
    "east",
    "southeast",
    "south",
    "southwest",
    "west",
    "northwest",
)
TILT_STEP = 10
TILT_MAX = 90
TILT_STEPS = tuple(
    f"{low}{TO}{low + TILT_STEP}°" for low in range(0, TILT_MAX, TILT_STEP)
)
YIELD_STEP = 50
_RATIO_EDGES = (0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6)
RATIO_BANDS = (
    f"under {_RATIO_EDGES[0]}",
    *(f"{low}{TO}{high}" for low, high in itertools.pairwise(_RATIO_EDGES)),
    f"{_RATIO_EDGES[-1]} and more",
)
_AGES_FROM = (0, 3, 6, 11, 16)
AGE_GROUPS = (
    *(f"{low}{TO}{high - 1} years" for low, high in itertools.pairwise(_AGES_FROM)),
    f"{_AGES_FROM[-1]} years and more",
)
_SECTOR = 45
_YEARS_FROM = (2010, 2015, 2020, 2025, 2030)
YEAR_GROUPS = (
    f"before {_YEARS_FROM[0]}",
    *(f"{year}{TO}{year + 4}" for year in _YEARS_FROM[:-1]),
    f"{_YEARS_FROM[-1]} and later",
)


def kw_band(kw: float) -> str:
    """Return the band a size lies in; an edge belongs to the band above it."""
    if kw == _KW_EDGES[-1]:
        return KW_BANDS[-2]
    return KW_BANDS[sum(kw >= edge for edge in _KW_EDGES)]


def sector(azimuth: float) -> str:
    """Return which of eight directions an azimuth points to; 0 is north."""
    return SECTORS[round(azimuth / _SECTOR) % len(SECTORS)]


def sector_center(azimuth: float) -> int:
    """Return the middle of the direction an azimuth points to, in degrees."""
    return SECTORS.index(sector(azimuth)) * _SECTOR


def tilt_step(tilt: float) -> tuple[int, int]:
    """Return the step of ten degrees a tilt lies in."""
    low = min(int(tilt // TILT_STEP) * TILT_STEP, TILT_MAX - TILT_STEP)
    return low, low + TILT_STEP


def year_group(year: int) -> str:
    """Return the group of years in which a system was installed."""
    return YEAR_GROUPS[sum(year >= first for first in _YEARS_FROM)]


def ratio_band(ratio: float) -> str:
    """Return the band a ratio of DC to AC lies in."""
    return RATIO_BANDS[sum(round(ratio, 4) >= edge for edge in _RATIO_EDGES)]


def age_group(years: int) -> str:
    """Return the group of ages a system belongs to."""
    return AGE_GROUPS[max(0, sum(years >= first for first in _AGES_FROM) - 1)]


def rounded_yield(kwh_per_kw: float) -> int:
    """Round a specific yield so that it does not give the size away."""
    return round(kwh_per_kw / YIELD_STEP) * YIELD_STEP
