"""Who may see which item of a card: three choices, defaults, and their ceilings."""

from collections.abc import Mapping
from enum import StrEnum

from forum.solar.cards import SeenAs
from forum.solar.kinds import SystemType
from forum.solar.system import System


class Visibility(StrEnum):
    """Who sees an item."""

    PUBLIC = "public"
    MEMBERS = "members"
    HIDDEN = "hidden"


class Item(StrEnum):
    """Something of a card that is shown or not, each for itself."""

    LABEL = "label"
    STATE = "state"
    ZIP3 = "zip3"
    SYSTEM_TYPE = "system_type"
    SIZE_BAND = "size_band"
    DC_KW = "dc_kw"
    AC_KW = "ac_kw"
    MODULE_MODEL = "module_model"
    MODULE_COUNT = "module_count"
    INVERTER_MODEL = "inverter_model"
    INVERTER_COUNT = "inverter_count"
    INVERTER_TYPE = "inverter_type"
    DIRECTION = "direction"
    ANGLES = "angles"
    MOUNTING = "mounting"
    SHADING = "shading"
    YEAR_INSTALLED = "year_installed"
    BATTERY = "battery"
    ANNUAL_KWH = "annual_kwh"
    SPECIFIC_YIELD = "specific_yield"
    TARIFF = "tariff"
    MONITORING = "monitoring"
    SOLTREX = "soltrex"


_PUBLIC, _MEMBERS, _HIDDEN = Visibility.PUBLIC, Visibility.MEMBERS, Visibility.HIDDEN
Choices = Mapping[Item, Visibility]

DEFAULTS: Choices = {
    Item.LABEL: _MEMBERS,
    Item.STATE: _PUBLIC,
    Item.ZIP3: _HIDDEN,
    Item.SYSTEM_TYPE: _PUBLIC,
    Item.SIZE_BAND: _PUBLIC,
    Item.DC_KW: _MEMBERS,
    Item.AC_KW: _MEMBERS,
    Item.MODULE_MODEL: _MEMBERS,
    Item.MODULE_COUNT: _HIDDEN,
    Item.INVERTER_MODEL: _MEMBERS,
    Item.INVERTER_COUNT: _HIDDEN,
    Item.INVERTER_TYPE: _PUBLIC,
    Item.DIRECTION: _PUBLIC,
    Item.ANGLES: _MEMBERS,
    Item.MOUNTING: _PUBLIC,
    Item.SHADING: _PUBLIC,
    Item.YEAR_INSTALLED: _PUBLIC,
    Item.BATTERY: _MEMBERS,
    Item.ANNUAL_KWH: _HIDDEN,
    Item.SPECIFIC_YIELD: _HIDDEN,
    Item.TARIFF: _MEMBERS,
    Item.MONITORING: _MEMBERS,
    Item.SOLTREX: _HIDDEN,
}
NEVER_PUBLIC = frozenset({Item.ZIP3})
NAMES_A_PLACE = frozenset({SystemType.SCHOOL, SystemType.COMMUNITY})
"""Systems whose name says where they are."""

FINGERPRINT = (
    "The exact size and both models are public. Together they can be found in public "
    "registers that also name the city. Show the size as a band, or the models to "
    "members only."
)
DERIVED = (
    "The kWh of a year and the kWh per kW together tell the exact size, which you "
    "show to fewer people."
)
_BOTH_MODELS = (Item.MODULE_MODEL, Item.INVERTER_MODEL)
_SIZES = (Item.DC_KW, Item.AC_KW, Item.MODULE_COUNT)


def defaults_for(system_type: SystemType) -> dict[Item, Visibility]:
    """Return who sees what unless the owner chooses; a school's name is hidden."""
    hidden = {Item.LABEL: _HIDDEN} if system_type in NAMES_A_PLACE else {}
    return {**DEFAULTS, **hidden}


def allowed(item: Item) -> tuple[Visibility, ...]:
    """Return the choices there are for an item, widest first."""
    every = tuple(Visibility)
    return every[1:] if item in NEVER_PUBLIC else every


def read_choices(
    said: Mapping[str, str], system_type: SystemType
) -> dict[Item, Visibility]:
    """Read what is stored or was sent; what is missing or odd gets its default."""
    choices = defaults_for(system_type)
    for item in Item:
        if said.get(item) in allowed(item):
            choices[item] = Visibility(said[item])
    return choices


def is_told(item: Item, choices: Choices, seen_as: SeenAs) -> bool:
    """Say whether somebody may be told an item; without a choice nobody is."""
    if seen_as is SeenAs.OWNER:
        return True
    chosen = choices.get(item, _HIDDEN)
    if seen_as is SeenAs.MEMBER:
        return chosen is not _HIDDEN
    return chosen is _PUBLIC and item not in NEVER_PUBLIC


def is_public(item: Item, choices: Choices) -> bool:
    """Say whether everybody may be told an item."""
    return is_told(item, choices, SeenAs.GUEST)


def hints(system: System, choices: Choices) -> list[str]:
    """Return what the owner should know about these choices taken together."""
    found = []
    named = bool(system.modules.model and system.inverters.model)
    if (
        named
        and all(is_public(item, choices) for item in _BOTH_MODELS)
        and any(is_public(item, choices) for item in _SIZES)
    ):
        found.append(FINGERPRINT)
    for seen_as in (SeenAs.GUEST, SeenAs.MEMBER):
        both = (Item.ANNUAL_KWH, Item.SPECIFIC_YIELD)
        if (
            system.annual_kwh
            and all(is_told(item, choices, seen_as) for item in both)
            and not is_told(Item.DC_KW, choices, seen_as)
        ):
            found.append(DERIVED)
            break
    return found
