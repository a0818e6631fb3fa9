"""A map on which every state is a tile of the same size, with its figure on it."""

from collections.abc import Mapping

from forum.solar.places import STATES
from forum.systems.charts.drawing import Tile

SIDE, STEP = 31, 33
_LINES = (
    "AK .. .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. .. .. .. .. .. VT NH",
    ".. WA ID MT ND MN IL WI MI NY RI MA",
    ".. OR NV WY SD IA IN OH PA NJ CT ..",
    ".. CA UT CO NE MO KY WV VA MD DE ..",
    ".. .. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. .. TX .. .. .. .. FL .. ..",
    "GU MP AS .. .. .. .. .. .. .. PR VI",
)
HEIGHT = STEP * len(_LINES)
SHADES = ("0.12", "0.24", "0.36")


def tiles_of(told: Mapping[str, int]) -> tuple[Tile, ...]:
    """Return all states with the figures of those that are told."""
    most = max(told.values(), default=1)
    return tuple(
        Tile(
            code,
            STATES[code],
            f"{told[code]:,}" if code in told else "",
            column * STEP,
            line * STEP,
            _shade(told[code], most) if code in told else "0",
        )
        for line, codes in enumerate(_LINES)
        for column, code in enumerate(codes.split())
        if code in STATES
    )


def _shade(count: int, most: int) -> str:
    """Return how much a tile is filled: a third, two thirds of the most, or more."""
    return SHADES[min(len(SHADES) - 1, count * len(SHADES) // (most + 1))]
