"""Reading figures as people type them, and writing them as people read them."""

import re

_UNITS = re.compile(r"\s*(?:kwh?|wp?|°|deg(?:rees)?|%|years?)\s*$", re.IGNORECASE)
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
LENGTH_MAX = 20


class NoFigure(ValueError):
    """What was typed is no figure."""


def read_figure(text: str) -> float | None:
    """Read a figure, with or without its unit; None for an empty field.

    A comma followed by three digits parts thousands, else it is a decimal point.
    """
    bare = _UNITS.sub("", text.strip())
    if not bare and not text.strip():
        return None
    if _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    if len(bare) > LENGTH_MAX or not bare.isascii() or not _FIGURE.fullmatch(bare):
        raise NoFigure
    try:
        return round(float(bare.replace(",", "")), 2)
    except ValueError:
        raise NoFigure from None


def written(figure: float) -> str:
    """Write a figure without decimals it does not need."""
    return f"{figure:,.2f}".rstrip("0").rstrip(".")
