"""A stored card as somebody would have typed it, field by field."""

from collections.abc import Iterator

from forum.solar.numbers import written
from forum.solar.system import System


def typed(system: System) -> Iterator[tuple[str, str]]:
    """Return what would have been typed for a card, by field."""
    for name in ("label", "state", "zip3", "monitoring"):
        yield name, getattr(system, name)
    for name in ("system_type", "inverter_type", "mounting", "shading", "tariff"):
        yield name, str(getattr(system, name) or "")
    yield "battery_kind", str(system.battery_kind or "")
    yield "year_installed", str(system.year_installed or "")
    for name in ("dc_kw", "ac_kw", "module_watts", "battery_kwh"):
        yield name, _figure(getattr(system, name))
    for name, made in (("module", system.modules), ("inverter", system.inverters)):
        yield f"{name}_maker", made.maker
        yield f"{name}_model", made.model
        yield f"{name}_count", _figure(made.count)
    for row, array in enumerate(system.arrays, 1):
        yield f"tilt_{row}", _figure(array.tilt)
        yield f"azimuth_{row}", _figure(array.azimuth)
        yield f"share_{row}", _figure(array.share)
    for row, (year, kwh) in enumerate(system.annual_kwh, 1):
        yield f"kwh_year_{row}", str(year)
        yield f"kwh_{row}", _figure(kwh)


def _figure(figure: float | None) -> str:
    return "" if figure is None else written(figure)
