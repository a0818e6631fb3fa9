"""What cannot be, and what is asked about once: every range of a card.

An error names its field and says what to write. A doubt is a question: the
owner says that it is so, and it is taken.
"""

from collections.abc import Iterator

from forum.solar.kinds import InverterType, Mounting, SystemType
from forum.solar.numbers import written
from forum.solar.places import SPARSE_ZIP3, STATES, region_of
from forum.solar.system import ARRAYS_MAX, System
from forum.solar.yields import FIXED_MAX, SOUTH_30, TRACKER_MAX, soft_range

Said = dict[str, str]
"""Sentences by the name of the field they are about."""

LABEL_MAX = 40
NAME_MAX = 60
YEAR_MIN = 1975
ZIP3 = 3
HARD = {
    "dc_kw": (0.1, 5000, "kW"),
    "ac_kw": (0.1, 5000, "kW"),
    "module_count": (1, 20_000, "modules"),
    "module_watts": (5, 900, "W"),
    "inverter_count": (1, 20_000, "inverters"),
    "battery_kwh": (0, 2000, "kWh"),
}
TILT, AZIMUTH = (0, 90), (0, 359)
RATIO_HARD, RATIO_SOFT = (0.4, 3), (0.75, 1.6)
HOME_KW, HOME_BATTERY_MAX = (2, 25), 60
ROOF_TILT = (2, 45)
SIZE_OFF, MICROS_MIN = 0.03, 0.25
MEGAWATT_HOURS, MONTH = 20, 150
WATTS = 1000
NEAR = 0.15


def errors(system: System, this_year: int) -> Said:
    """Return what cannot be so, by field."""
    found = dict(_outside(system))
    found |= dict(_places(system))
    found |= dict(_arrays(system))
    found |= dict(_years(system, this_year))
    if "dc_kw" not in found and "ac_kw" not in found and system.ac_kw:
        ratio = system.dc_kw / system.ac_kw
        if not RATIO_HARD[0] <= ratio <= RATIO_HARD[1]:
            found["ac_kw"] = (
                f"DC is {written(ratio)} times AC, which no system is. Check both sizes"
            )
    return found


def doubts(system: System, this_year: int) -> Said:
    """Return what is rare enough to be asked about, by field."""
    found = dict(_size_doubts(system))
    found |= dict(_module_doubts(system))
    found |= dict(_angle_doubts(system))
    found |= dict(_yield_doubts(system))
    if _is_home(system) and (system.battery_kwh or 0) > HOME_BATTERY_MAX:
        found["battery_kwh"] = f"Few homes have more than {HOME_BATTERY_MAX} kWh"
    if system.year_installed == this_year and any(
        year == this_year for year, _ in system.annual_kwh
    ):
        found.setdefault("kwh_1", "This year is not over: is this a whole year?")
    return found


def _is_home(system: System) -> bool:
    return system.system_type is SystemType.RESIDENTIAL


def _outside(system: System) -> Iterator[tuple[str, str]]:
    figures = {
        "dc_kw": system.dc_kw,
        "ac_kw": system.ac_kw,
        "module_count": system.modules.count,
        "module_watts": system.module_watts,
        "inverter_count": system.inverters.count,
        "battery_kwh": system.battery_kwh,
    }
    for name, figure in figures.items():
        low, high, unit = HARD[name]
        if figure is not None and not low <= figure <= high:
            hint = _in_kilowatts(figure) if unit == "kW" and figure > high else ""
            yield name, f"Use {written(low)} to {written(high)} {unit}{hint}"


def _in_kilowatts(figure: float) -> str:
    return f". {written(figure)} W are {written(figure / WATTS)} kW"


def _places(system: System) -> Iterator[tuple[str, str]]:
    if len(system.label) > LABEL_MAX:
        yield "label", f"Use {LABEL_MAX} characters at most"
    if system.state and system.state not in STATES:
        yield "state", "Choose a state or territory from the list"
    zip3 = system.zip3
    if zip3 and not (zip3.isascii() and zip3.isdigit() and len(zip3) == ZIP3):
        yield "zip3", "Use the first three digits only"
    elif zip3 in SPARSE_ZIP3:
        yield (
            "zip3",
            (
                "So few people live there that three digits would point at you. Leave "
                "this empty; the state is enough"
            ),
        )


def _arrays(system: System) -> Iterator[tuple[str, str]]:
    if len(system.arrays) > ARRAYS_MAX:
        yield "tilt_1", f"Use {ARRAYS_MAX} arrays at most"
    for number, array in enumerate(system.arrays, 1):
        if not TILT[0] <= array.tilt <= TILT[1]:
            yield f"tilt_{number}", "Use 0 (flat) to 90 degrees (upright)"
        if not AZIMUTH[0] <= array.azimuth <= AZIMUTH[1]:
            yield f"azimuth_{number}", "Use 0 (north) to 359 degrees; south is 180"
        if not 0 < array.share <= 100:  # noqa: PLR2004 - per cent
            yield f"share_{number}", "Use 1 to 100 %"
    together = sum(array.share for array in system.arrays)
    if system.arrays and round(together) != 100:  # noqa: PLR2004 - per cent
        yield "share_1", f"The shares make {written(together)} %; they must make 100 %"


def _years(system: System, this_year: int) -> Iterator[tuple[str, str]]:
    installed = system.year_installed
    if installed is not None and not YEAR_MIN <= installed <= this_year:
        yield "year_installed", f"Use a year from {YEAR_MIN} to {this_year}"
    at_most = TRACKER_MAX if system.is_tracking else FIXED_MAX
    seen = set()
    for number, (year, kwh) in enumerate(system.annual_kwh, 1):
        if year in seen:
            yield f"kwh_year_{number}", f"{year} stands here twice"
        elif not (installed or YEAR_MIN) <= year <= this_year:
            first = installed or YEAR_MIN
            yield f"kwh_year_{number}", f"Use a year from {first} to {this_year}"
        seen.add(year)
        if kwh < 0:
            yield f"kwh_{number}", "Use 0 or more"
        elif system.dc_kw and kwh / system.dc_kw > at_most:
            yield (
                f"kwh_{number}",
                (
                    f"This is {kwh / system.dc_kw:,.0f} kWh per kW, and no place "
                    f"in the country brings more than {at_most:,}. Check both figures"
                ),
            )


def _size_doubts(system: System) -> Iterator[tuple[str, str]]:
    low, high = HOME_KW
    if _is_home(system) and not low <= system.dc_kw <= high:
        in_watts = ""
        if low * WATTS <= system.dc_kw <= high * WATTS:
            in_watts = f". {_in_kilowatts(system.dc_kw)[2:]}: is that what you mean?"
        yield "dc_kw", f"Most homes have {low} to {high} kW DC{in_watts}"
    if system.ac_kw:
        ratio = system.dc_kw / system.ac_kw
        if not RATIO_SOFT[0] <= ratio <= RATIO_SOFT[1]:
            yield (
                "ac_kw",
                (
                    f"DC is {written(ratio)} times AC; most systems have "
                    f"{RATIO_SOFT[0]} to {RATIO_SOFT[1]}"
                ),
            )


def _module_doubts(system: System) -> Iterator[tuple[str, str]]:
    count, watts = system.modules.count, system.module_watts
    if count and watts:
        made = count * watts / WATTS
        if abs(made - system.dc_kw) > SIZE_OFF * system.dc_kw:
            yield (
                "module_count",
                (
                    f"{count:,} modules of {written(watts)} W make {written(made)} kW, "
                    f"not {written(system.dc_kw)} kW"
                ),
            )
    micros = system.inverters.count
    if (
        count
        and micros
        and system.inverter_type is InverterType.MICRO
        and not MICROS_MIN * count <= micros <= count
    ):
        yield "inverter_count", "Most microinverters serve one to four modules"


def _angle_doubts(system: System) -> Iterator[tuple[str, str]]:
    south = SOUTH_30.get(region) if (region := region_of(system.state)) else None
    brings = system.newest_yield
    as_south = bool(south and brings and abs(brings - south) < NEAR * south)
    for number, array in enumerate(system.arrays, 1):
        low, high = ROOF_TILT
        if system.mounting is Mounting.ROOF and not low <= array.tilt <= high:
            yield f"tilt_{number}", f"Most roofs have {low} to {high} degrees"
        if array.azimuth < 90 and as_south:  # noqa: PLR2004 - degrees, east
            yield (
                f"azimuth_{number}",
                (
                    "Here 0 is north and 180 is south. The yield is that of a system "
                    "facing south"
                ),
            )


def _yield_doubts(system: System) -> Iterator[tuple[str, str]]:
    plausible = soft_range(system.state)
    for number, (_, kwh) in enumerate(system.annual_kwh, 1):
        brings = kwh / system.dc_kw if system.dc_kw else 0
        name = f"kwh_{number}"
        if 0 < brings < MEGAWATT_HOURS:
            yield (
                name,
                (
                    f"{written(kwh)} kWh is little for a year. {written(kwh)} MWh are "
                    f"{written(kwh * WATTS)} kWh: is that what you mean?"
                ),
            )
        elif brings < MONTH:
            yield name, "This is little for a year. Is it one month's figure?"
        elif plausible and not plausible[0] <= brings <= plausible[1]:
            yield (
                name,
                (
                    f"This is {brings:,.0f} kWh per kW; where you live most bring "
                    f"{plausible[0]:,} to {plausible[1]:,}"
                ),
            )
