"""What one card puts into the statistics: nothing that its owner hides."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from forum.solar.bands import (
    TILT_STEPS,
    age_group,
    kw_band,
    ratio_band,
    sector,
    tilt_step,
    year_group,
)
from forum.solar.kinds import InverterType
from forum.solar.places import Region, region_of
from forum.solar.system import Array, System
from forum.systems.rules.visibility import Choices, Item, Visibility, is_public

MOSTLY = 75
"""Which share of the modules, in per cent, says where a system faces."""
May = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one card puts into the statistics."""

    member: Hashable
    state: str = ""
    band: str = ""
    inverter_type: InverterType | None = None
    years: str = ""
    has_storage: bool | None = None
    region: Region | None = None
    kwh_per_kw: float | None = None
    tilt: str = ""
    facing: str = ""
    ratio: str = ""
    age: str = ""
    module_maker: str = ""
    inverter_maker: str = ""
    quiet: frozenset[Item] = frozenset()
    """What of this not everybody can read on the card."""
    changed_at: datetime | None = None
    """When its owner last put in something else."""


def contribution_of(
    member: Hashable,
    system: System,
    choices: Choices,
    *,
    counts_yields: bool,
    changed_at: datetime | None = None,
) -> Contribution:
    """Return what a card puts in: nothing that its owner hides from members."""

    def may(item: Item) -> bool:
        return choices.get(item, Visibility.HIDDEN) is not Visibility.HIDDEN

    state = system.state if may(Item.STATE) else ""
    brings = system.newest_yield if counts_yields else None
    year = system.year_installed if may(Item.YEAR_INSTALLED) else None
    main = _facing(system) if may(Item.DIRECTION) else None
    return Contribution(
        member=member,
        state=state,
        band=kw_band(system.dc_kw) if may(Item.SIZE_BAND) else "",
        inverter_type=system.inverter_type if may(Item.INVERTER_TYPE) else None,
        years=year_group(year) if year else "",
        has_storage=bool(system.battery_kwh) if may(Item.BATTERY) else None,
        region=region_of(state) if brings is not None else None,
        kwh_per_kw=brings,
        tilt=TILT_STEPS[tilt_step(main.tilt)[0] // 10] if main else "",
        facing=sector(main.azimuth) if main else "",
        ratio=_ratio(system, may),
        age=_age(system, year),
        module_maker=_maker(system.modules.maker, Item.MODULE_MODEL, may),
        inverter_maker=_maker(system.inverters.maker, Item.INVERTER_MODEL, may),
        quiet=frozenset(item for item in Item if not is_public(item, choices)),
        changed_at=changed_at,
    )


def _facing(system: System) -> Array | None:
    """Return where nearly all modules of a system face, unless they follow the sun."""
    main = system.main_array
    if main is None or main.share < MOSTLY or system.is_tracking:
        return None
    return main


def _ratio(system: System, may: May) -> str:
    if not (system.ac_kw and may(Item.AC_KW) and may(Item.DC_KW)):
        return ""
    return ratio_band(system.dc_kw / system.ac_kw)


def _age(system: System, installed: int | None) -> str:
    """Return how old a system was in the year that its newest yield is of."""
    if installed is None or not system.annual_kwh:
        return ""
    return age_group(max(system.annual_kwh)[0] - installed)


def _maker(name: str, item: Item, may: May) -> str:
    return " ".join(name.split()) if may(item) else ""
