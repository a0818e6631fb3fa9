"""A card as one class of viewers sees it, made from the choices of its owner.

This is the only way from a stored card to a page: what is left out here is
sent to nobody, neither as text nor as an attribute nor in a drawing.
"""

from collections.abc import Callable, Iterator

from forum.solar.bands import (
    TO,
    kw_band,
    rounded_yield,
    sector,
    sector_center,
    tilt_step,
)
from forum.solar.cards import CardView, Dial, Fact, SeenAs
from forum.solar.kinds import (
    BATTERY_KINDS,
    INVERTER_TYPES,
    INVERTERS_IN_SHORT,
    MOUNTINGS,
    SHADINGS,
    SYSTEM_TYPES,
    TARIFFS,
)
from forum.solar.numbers import written
from forum.solar.places import STATES
from forum.solar.system import Array, System
from forum.solar.yields import expected_yield
from forum.systems.rules.visibility import Choices, Item, told_items

TIMES = " \u00d7 "
May = Callable[[Item], bool]


def shown(
    key: int, handle: str, system: System, choices: Choices, seen_as: SeenAs
) -> CardView:
    """Return what one class of viewers sees of a card."""
    told = told_items(system, choices, seen_as)

    def may(item: Item) -> bool:
        return item in told

    return CardView(
        id=key,
        handle=handle,
        headline=", ".join(_headline(system, may)) or "Solar system",
        label=system.label if may(Item.LABEL) else "",
        facts=tuple(_facts(system, may)),
        dial=_dial(system, may),
        soltrex_id=system.soltrex_id if may(Item.SOLTREX) else "",
    )


def _headline(system: System, may: May) -> Iterator[str]:
    if size := _size(system, may):
        yield size
    if system.state and may(Item.STATE):
        yield system.state
    if system.inverter_type and may(Item.INVERTER_TYPE):
        yield INVERTERS_IN_SHORT[system.inverter_type]


def _size(system: System, may: May) -> str:
    if may(Item.DC_KW):
        return f"{written(system.dc_kw)} kW"
    return kw_band(system.dc_kw) if may(Item.SIZE_BAND) else ""


def _facts(system: System, may: May) -> Iterator[Fact]:
    yield from _what_it_is(system, may)
    yield from _what_it_is_made_of(system, may)
    yield from _how_it_stands(system, may)
    yield from _what_it_brings(system, may)


def _what_it_is(system: System, may: May) -> Iterator[Fact]:
    if may(Item.SYSTEM_TYPE):
        yield Fact("Kind", SYSTEM_TYPES[system.system_type])
    if system.state and may(Item.STATE):
        yield Fact("State", STATES.get(system.state, system.state))
    if system.zip3 and may(Item.ZIP3):
        yield Fact("ZIP begins with", system.zip3)
    if system.year_installed and may(Item.YEAR_INSTALLED):
        yield Fact("Since", str(system.year_installed))
    if size := _size(system, may):
        yield Fact("Size", f"{size} DC")
    if system.ac_kw and may(Item.AC_KW):
        yield Fact("AC size", f"{written(system.ac_kw)} kW AC")


def _what_it_is_made_of(system: System, may: May) -> Iterator[Fact]:
    modules = _counted(
        f"{system.modules.count:,}"
        if system.modules.count and may(Item.MODULE_COUNT)
        else "",
        _module_name(system) if may(Item.MODULE_MODEL) else "",
    )
    if modules:
        yield Fact("Modules", modules)
    inverters = _counted(
        f"{system.inverters.count:,}"
        if system.inverters.count and may(Item.INVERTER_COUNT)
        else "",
        system.inverters.name if may(Item.INVERTER_MODEL) else "",
    )
    if system.inverter_type and may(Item.INVERTER_TYPE):
        yield Fact("Inverter type", INVERTER_TYPES[system.inverter_type])
    if inverters:
        yield Fact("Inverter", inverters)
    if may(Item.BATTERY) and (system.battery_kwh or system.battery_kind):
        kind = BATTERY_KINDS[system.battery_kind] if system.battery_kind else ""
        size = f"{written(system.battery_kwh)} kWh" if system.battery_kwh else ""
        yield Fact("Battery", ", ".join(filter(None, (size, kind))))


def _counted(count: str, name: str) -> str:
    return TIMES.join(filter(None, (count, name)))


def _module_name(system: System) -> str:
    watts = f"{written(system.module_watts)} W" if system.module_watts else ""
    return ", ".join(filter(None, (system.modules.name, watts)))


def _how_it_stands(system: System, may: May) -> Iterator[Fact]:
    if may(Item.ANGLES):
        for array in system.arrays:
            share = f", {written(array.share)} %" if len(system.arrays) > 1 else ""
            yield Fact(
                "Faces",
                f"{written(array.azimuth)}° ({sector(array.azimuth)}), "
                f"tilt {written(array.tilt)}°{share}",
            )
    elif may(Item.DIRECTION):
        for facing, tilt in sorted({_steps(array) for array in system.arrays}):
            yield Fact("Faces", f"{facing}, tilt {tilt}")
    if system.mounting and may(Item.MOUNTING):
        yield Fact("Mounting", MOUNTINGS[system.mounting])
    if system.shading and may(Item.SHADING):
        yield Fact("Shade", SHADINGS[system.shading])


def _steps(array: Array) -> tuple[str, str]:
    low, high = tilt_step(array.tilt)
    return sector(array.azimuth), f"{low}{TO}{high}°"


def _what_it_brings(system: System, may: May) -> Iterator[Fact]:
    if may(Item.ANNUAL_KWH):
        for year, kwh in sorted(system.annual_kwh, reverse=True):
            yield Fact(f"Made in {year}", f"{kwh:,.0f} kWh")
    brings = system.newest_yield
    if brings is not None and may(Item.SPECIFIC_YIELD):
        yield Fact("Brings about", f"{rounded_yield(brings):,} kWh per kW a year")
    # A tracker has no such line, so who may not know of it gets none either.
    exact = may(Item.ANGLES) and may(Item.STATE) and may(Item.MOUNTING)
    if exact and (expected := expected_yield(system)):
        yield Fact("Expected", f"{expected:,} kWh per kW a year, rough, ±15 %")
    if system.tariff and may(Item.TARIFF):
        yield Fact("Paid by", TARIFFS[system.tariff])
    if system.monitoring and may(Item.MONITORING):
        yield Fact("Monitoring", system.monitoring)


def _dial(system: System, may: May) -> Dial | None:
    main = system.main_array
    if main is None:
        return None
    if may(Item.ANGLES):
        azimuth, tilt = round(main.azimuth), round(main.tilt)
        said = f"Faces {azimuth} degrees, tilted {tilt} degrees"
        return Dial(azimuth, tilt, f"{tilt}°", said)
    if may(Item.DIRECTION):
        low, high = tilt_step(main.tilt)
        said = f"Faces {sector(main.azimuth)}, tilted {low} to {high} degrees"
        center, middle = sector_center(main.azimuth), (low + high) // 2
        return Dial(center, middle, f"{low}{TO}{high}°", said, is_step=True)
    return None
