"""Who may see which item of a card: three choices, defaults, and their ceilings."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from forum.solar.cards import SeenAs
from forum.solar.kinds import InverterType, SystemType
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
    "Together these would tell the exact size, which you show to fewer people. We "
    "leave out "
)
_LEFT_OUT = {
    Item.SPECIFIC_YIELD: "kWh per kW beside the kWh of a year",
    Item.MODULE_COUNT: "the number of modules beside their watts",
    Item.INVERTER_COUNT: "the number of microinverters beside the watts of a module",
}
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


def told_items(system: System, choices: Choices, seen_as: SeenAs) -> frozenset[Item]:
    """Return what somebody may be told, less what would tell a size kept from them."""
    told = {item for item in Item if is_told(item, choices, seen_as)}
    if Item.DC_KW in told:
        return frozenset(told)
    return frozenset(told - _gives_size_away(system, told))


def _gives_size_away(system: System, told: Collection[Item]) -> set[Item]:
    """Return items from which, with what else is told, the size can be worked out."""
    gone = set()
    if {Item.ANNUAL_KWH, Item.SPECIFIC_YIELD} <= set(told) and system.annual_kwh:
        gone.add(Item.SPECIFIC_YIELD)
    if Item.MODULE_MODEL in told and (system.module_watts or system.modules.model):
        gone |= {Item.MODULE_COUNT} & set(told) if system.modules.count else set()
        is_micro = system.inverter_type is InverterType.MICRO
        if is_micro and system.inverters.count:
            gone |= {Item.INVERTER_COUNT} & set(told)
    return gone


def hints(system: System, choices: Choices) -> list[str]:
    """Return what the owner should know about these choices taken together."""
    found = []
    named = bool(system.modules.model and system.inverters.model)
    public = {item for item in Item if is_public(item, choices)}
    if named and public.issuperset(_BOTH_MODELS) and public.intersection(_SIZES):
        found.append(FINGERPRINT)
    left_out: set[Item] = set()
    for seen_as in (SeenAs.GUEST, SeenAs.MEMBER):
        chosen = {item for item in Item if is_told(item, choices, seen_as)}
        left_out |= chosen - told_items(system, choices, seen_as)
    if left_out:
        named_out = [_LEFT_OUT[item] for item in Item if item in left_out]
        found.append(f"{DERIVED}{' and '.join(named_out)}.")
    return found
