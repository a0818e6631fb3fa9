"""Cards to test with, each value of which can be told from any other."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from forum.core.clock import utcnow
from forum.solar.kinds import (
    BatteryKind,
    InverterType,
    Mounting,
    Shading,
    SystemType,
    Tariff,
)
from forum.solar.system import Array, Equipment, System
from forum.systems import actions
from forum.systems.models import SystemCard
from forum.systems.rules import DEFAULTS, Item, Visibility
from tests.browser import Browser, Page
from tests.world import World

FULL = System(
    dc_kw=7.13,
    system_type=SystemType.FARM,
    label="Quillwort barn",
    state="NM",
    zip3="871",
    ac_kw=6.17,
    modules=Equipment("Zephyrine", "ZQ-411", 1739),
    module_watts=419.4,
    inverters=Equipment("Ohmbrook", "OB-6170", 1823),
    inverter_type=InverterType.MICRO,
    arrays=(Array(33, 197, 63), Array(14, 104, 37)),
    mounting=Mounting.CARPORT,
    shading=Shading.HEAVY,
    year_installed=2017,
    battery_kwh=13.37,
    battery_kind=BatteryKind.NMC,
    annual_kwh=((2024, 11043), (2025, 10987)),
    tariff=Tariff.NET_BILLING,
    monitoring="Gridlark",
)
SIGNS: Mapping[Item, tuple[str, ...]] = {
    Item.LABEL: ("Quillwort",),
    Item.STATE: ("New Mexico",),
    Item.ZIP3: ("ZIP begins",),
    Item.SYSTEM_TYPE: ("Farm",),
    Item.DC_KW: ("7.13 kW",),
    Item.AC_KW: ("6.17 kW",),
    Item.MODULE_MODEL: ("Zephyrine", "ZQ-411", "419.4 W"),
    Item.MODULE_COUNT: ("1,739",),
    Item.INVERTER_MODEL: ("Ohmbrook", "OB-6170"),
    Item.INVERTER_COUNT: ("1,823",),
    Item.INVERTER_TYPE: ("Microinverters",),
    Item.ANGLES: ("197°", "33°", "104°"),
    Item.MOUNTING: ("Carport",),
    Item.SHADING: ("Heavy shade",),
    Item.YEAR_INSTALLED: ("2017",),
    Item.BATTERY: ("13.37 kWh", "Lithium NMC"),
    Item.ANNUAL_KWH: ("11,043", "10,987"),
    Item.SPECIFIC_YIELD: ("1,550",),
    Item.TARIFF: ("Net billing",),
    Item.MONITORING: ("Gridlark",),
}
"""What only this item puts into a page, all of it."""
RAW = (
    "Quillwort",
    "871",
    "7.13",
    "6.17",
    "Zephyrine",
    "ZQ-411",
    "1739",
    "1,739",
    "419.4",
    "Ohmbrook",
    "OB-6170",
    "1823",
    "1,823",
    "197 ",
    "197°",
    "33°",
    "104°",
    "13.37",
    "11043",
    "11,043",
    "10987",
    "10,987",
    "Net billing",
    "net_billing",
    "Gridlark",
)
"""Values as they are stored or written that stand on no other page."""
UNDER_ANOTHER = {
    Item.SIZE_BAND: ("6\u20138 kW",),
    Item.DIRECTION: ("south, tilt 30\u201340°",),
}
"""What an item shows only where a more exact one is not shown."""


def seen(**choices: str) -> dict[Item, Visibility]:
    """Return the defaults with some other choices."""
    said = {Item(name): Visibility(chosen) for name, chosen in choices.items()}
    return {**DEFAULTS, **said}


def everything(chosen: Visibility) -> dict[Item, Visibility]:
    """Return one choice for every item."""
    return dict.fromkeys(Item, chosen)


def card(
    world: World,
    handle: str = "ken",
    system: System = FULL,
    choices: Mapping[Item, Visibility] | None = None,
    at: datetime | None = None,
    **changes: Any,
) -> int:
    """Give a member a card; the member is made if need be."""
    member = world.known(handle)
    with world.writing():
        made = actions.add(
            member,
            replace(system, **changes),
            DEFAULTS if choices is None else choices,
            True,
            at or utcnow() - timedelta(days=1),
        )
        return made.id


def choose(world: World, handle: str, key: int, **choices: str) -> None:
    """Change who sees what of a card."""
    member = world.member_id(handle)
    with world.writing():
        actions.change(member, key, FULL, seen(**choices), True, utcnow())


def cards(world: World) -> list[SystemCard]:
    """Return all cards as they are stored."""
    return world.rows(SystemCard)


def filled(browser: Browser, **fields: str) -> Any:
    """Fill in the form of a new card and send it."""
    browser.visit("/my/systems/new")
    plain = {"dc_kw": "6.4", "state": "MA"}
    return browser.submit("/my/systems/new", more=plain | fields)


def source(page: Page) -> str:
    """Return a page as it was sent, without the tokens and hashes in it."""
    bare = re.sub(r"\?v=[0-9a-f]+", "", page.html)
    return re.sub(r'name="(csrf_token|once|seal)" value="[^"]*"', "", bare)


def shown(page: Page) -> str:
    """Return the cards on a page, as they were sent."""
    parts = page.soup.select(".cols > .card, details.sys, .narrow > .card")
    return " ".join(map(str, parts))


def told(text: str) -> set[Item]:
    """Return the items of which a text tells everything, and fail for a part."""
    found = set()
    for item, signs in SIGNS.items():
        there = [sign for sign in signs if sign in text]
        assert there in ([], list(signs)), (item, there)
        if there:
            found.add(item)
    return found
