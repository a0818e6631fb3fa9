"""The words of solar power in plain language, as the page Learn explains them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word, what it means, and the unit it is counted in."""

    name: str
    meaning: str
    unit: str = ""
    also: str = ""
    """How else people call it."""
    tag: str = ""
    """The tag under which threads about it stand, if there is one."""

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        letters = (one if one.isalnum() else "-" for one in self.name.casefold())
        return "-".join(filter(None, "".join(letters).split("-")))


TERMS = (
    Term(
        "AC capacity",
        "The rated output of all inverters together: the most that a system can give "
        "to the house and the grid at one moment.",
        "kW AC",
    ),
    Term(
        "Azimuth",
        "The direction that modules face, clockwise from true north: east is 90, south "
        "180, west 270. Some programs count from south; say which you mean.",
        "degrees, 0 to 359",
        tag="tilt-azimuth",
    ),
    Term(
        "Capacity factor",
        "What was produced, divided by what the full capacity would have given in the "
        "same hours. It differs much between AC and DC capacity: state which you used.",
        "kWh / (kW times hours), in percent",
    ),
    Term(
        "Clipping",
        "What is lost while modules could give more than the inverter can pass on. It "
        "grows with the DC/AC ratio: at most 0.1 % of a year at 1.35, about 0.5 to "
        "1.1 % at 1.5, 2.5 to 4.5 % at 1.7, counted by the hour, which understates.",
        "percent of a year",
        tag="clipping",
    ),
    Term(
        "DC capacity",
        "The ratings of all modules added up, as measured under standard test "
        "conditions in a laboratory. It is the size that people mean by “a 7 kW "
        "system”.",
        "kW DC",
        also="kWp, peak power",
    ),
    Term(
        "DC/AC ratio",
        "DC capacity divided by AC capacity. Homes mostly have 1.0 to 1.4: modules "
        "rarely reach their rating, so a smaller inverter loses little.",
        also="inverter loading ratio, ILR",
        tag="dc-ac-ratio",
    ),
    Term(
        "Degradation",
        "How much less modules give each year as they age. A study of systems in the "
        "United States (NREL PV Fleet, 2020) found a median loss of 0.72 % a year in "
        "inverter data; older figures range from 0.5 to 0.9 %.",
        "percent a year",
        tag="degradation",
    ),
    Term(
        "Federal homeowner credit",
        "A tax credit for homeowners. It ended for what was spent after December 31, "
        "2025; a part of it that you could not use yet still carries forward. What "
        "was written before 2026 is wrong about this.",
        also="25D, residential clean energy credit",
        tag="tax-credit",
    ),
    Term(
        "Interconnection",
        "How a utility decides whether and how a system may be joined to its grid: "
        "application, review, meter, inspection.",
        tag="interconnection",
    ),
    Term(
        "Inverter",
        "Turns the direct current of modules into the alternating current of a house. "
        "A string inverter serves one or more strings; a hybrid inverter also charges "
        "a battery.",
        tag="inverter",
    ),
    Term(
        "Kilowatt and kilowatt-hour",
        "A kilowatt says how fast energy flows at one moment, a kilowatt-hour how much "
        "of it came together. 5 kW for two hours make 10 kWh.",
        "kW, kWh",
    ),
    Term(
        "Microinverter",
        "A small inverter below each module. Each module works for itself, so shade on "
        "one does not hold back others.",
        also="micro",
        tag="microinverter",
    ),
    Term(
        "Module",
        "One framed plate of solar cells. Several make an array.",
        "watts",
        also="panel, solar panel",
        tag="module",
    ),
    Term(
        "MPPT",
        "Maximum power point tracking: an input of an inverter that keeps looking for "
        "the voltage at which its modules give most. Strings that face different ways "
        "need an input each.",
        also="tracker input",
        tag="mppt",
    ),
    Term(
        "Net billing",
        "What you send to the grid is credited in dollars, mostly at less than you pay "
        "for what you take.",
        "dollars",
        tag="net-billing",
    ),
    Term(
        "Net metering",
        "What you send to the grid is banked as kilowatt-hours and taken back later, "
        "by the rules of your utility.",
        "kWh",
        also="NEM",
        tag="net-metering",
    ),
    Term(
        "Optimizer",
        "A small converter below each module that works with a string inverter: "
        "direct current in, direct current out, tuned for that one module.",
        also="power optimizer",
        tag="optimizer",
    ),
    Term(
        "Performance ratio",
        "Specific yield divided by reference yield: what came out of what the sun "
        "offered. A typical target is 75 to 85 %.",
        "percent",
        also="PR",
        tag="performance-ratio",
    ),
    Term(
        "Permission to operate",
        "The letter from the utility after which a system may be switched on.",
        also="PTO",
        tag="interconnection",
    ),
    Term(
        "Reference yield",
        "The sun's energy on the plane of the modules, divided by 1 kW per square "
        "meter: how many hours of full sun that makes.",
        "hours",
        also="Yr, peak sun hours",
    ),
    Term(
        "Specific yield",
        "What a system gave over a time, divided by its DC capacity (IEC 61724). It "
        "makes small and large systems comparable.",
        "kWh per kWp",
        also="Yf, final yield",
        tag="specific-yield",
    ),
    Term(
        "SREC",
        "Solar renewable energy certificate: one for each 1 MWh produced, in some "
        "states. The meter that counts it often has to be of revenue grade "
        "(ANSI C12.20).",
        "1 for each MWh",
        tag="srec",
    ),
    Term(
        "String",
        "Modules wired in series, one after another. The weakest one limits the "
        "current of all, unless there are optimizers or bypass diodes.",
        tag="string-sizing",
    ),
    Term(
        "Tilt",
        "How steep modules stand: 0 lies flat, 90 stands upright.",
        "degrees from horizontal",
        tag="tilt-azimuth",
    ),
    Term(
        "Time of use",
        "A tariff whose price depends on the hour.",
        also="TOU",
        tag="time-of-use",
    ),
)
"""By name. Each tag is one of the closed list."""
