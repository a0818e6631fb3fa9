"""Words for what a system is made of: closed lists, each with its label."""

from enum import StrEnum


class SystemType(StrEnum):
    """Whose system it is."""

    RESIDENTIAL = "residential"
    SCHOOL = "school"
    COMMUNITY = "community"
    BUSINESS = "business"
    FARM = "farm"
    OFF_GRID = "off_grid"


class InverterType(StrEnum):
    """How direct current becomes alternating current."""

    STRING = "string"
    STRING_OPTIMIZER = "string_optimizer"
    MICRO = "micro"
    HYBRID = "hybrid"
    OFF_GRID = "off_grid"


class Mounting(StrEnum):
    """What the modules stand on."""

    ROOF = "roof"
    FLAT_ROOF = "flat_roof"
    GROUND = "ground"
    CARPORT = "carport"
    TRACKER_1 = "tracker_1"
    TRACKER_2 = "tracker_2"
    FACADE = "facade"


class Shading(StrEnum):
    """How much shade falls on the modules."""

    NONE = "none"
    SOME = "some"
    HEAVY = "heavy"


class BatteryKind(StrEnum):
    """The chemistry of a battery."""

    LFP = "lfp"
    NMC = "nmc"
    LEAD = "lead"
    OTHER = "other"


class Tariff(StrEnum):
    """How what goes into the grid is paid for."""

    NET_METERING = "net_metering"
    NET_BILLING = "net_billing"
    TIME_OF_USE = "time_of_use"
    OTHER = "other"


TRACKERS = frozenset({Mounting.TRACKER_1, Mounting.TRACKER_2})

SYSTEM_TYPES = {
    SystemType.RESIDENTIAL: "Home",
    SystemType.SCHOOL: "School",
    SystemType.COMMUNITY: "Community or co-op",
    SystemType.BUSINESS: "Business",
    SystemType.FARM: "Farm",
    SystemType.OFF_GRID: "Off grid",
}
INVERTER_TYPES = {
    InverterType.STRING: "String inverter",
    InverterType.STRING_OPTIMIZER: "String inverter with optimizers",
    InverterType.MICRO: "Microinverters",
    InverterType.HYBRID: "Hybrid inverter",
    InverterType.OFF_GRID: "Off-grid inverter",
}
INVERTERS_IN_SHORT = {
    InverterType.STRING: "string inverter",
    InverterType.STRING_OPTIMIZER: "optimizers",
    InverterType.MICRO: "microinverters",
    InverterType.HYBRID: "hybrid",
    InverterType.OFF_GRID: "off grid",
}
MOUNTINGS = {
    Mounting.ROOF: "Pitched roof",
    Mounting.FLAT_ROOF: "Flat roof",
    Mounting.GROUND: "Ground",
    Mounting.CARPORT: "Carport",
    Mounting.TRACKER_1: "Tracker, one axis",
    Mounting.TRACKER_2: "Tracker, two axes",
    Mounting.FACADE: "Facade",
}
SHADINGS = {
    Shading.NONE: "No shade",
    Shading.SOME: "Some shade",
    Shading.HEAVY: "Heavy shade",
}
BATTERY_KINDS = {
    BatteryKind.LFP: "Lithium iron phosphate (LFP)",
    BatteryKind.NMC: "Lithium NMC",
    BatteryKind.LEAD: "Lead",
    BatteryKind.OTHER: "Other",
}
TARIFFS = {
    Tariff.NET_METERING: "Net metering",
    Tariff.NET_BILLING: "Net billing",
    Tariff.TIME_OF_USE: "Time of use",
    Tariff.OTHER: "Other",
}
