"""What a card can hold: hard ranges refuse, soft ranges ask once."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.solar.bands import (
    KW_BANDS,
    kw_band,
    rounded_yield,
    sector,
    tilt_step,
    year_group,
)
from forum.solar.checking import doubts, errors
from forum.solar.kinds import InverterType, Mounting, SystemType
from forum.solar.numbers import NoFigure, read_figure
from forum.solar.places import SPARSE_ZIP3, STATES, region_of
from forum.solar.system import Array, Equipment, System
from forum.solar.yields import SOFT, expected_yield, orientation_factor

YEAR = 2026
PLAIN = System(dc_kw=6.4, state="MA")
SOUTH = Array(30, 180)


def one(**changes: Any) -> System:
    return replace(PLAIN, **changes)


def yearly(kwh: float, **changes: Any) -> System:
    return one(annual_kwh=((2025, kwh),), **changes)


HARD = {
    "dc_kw": (
        [one(dc_kw=0.1), one(dc_kw=5000)],
        [one(dc_kw=0.09), one(dc_kw=5000.01), one(dc_kw=0), one(dc_kw=-1)],
    ),
    "ac_kw": (
        [one(ac_kw=6.4), one(ac_kw=16), one(ac_kw=2.14)],
        [one(ac_kw=0.05), one(ac_kw=5001), one(ac_kw=16.1), one(ac_kw=2.1)],
    ),
    "module_count": (
        [one(modules=Equipment(count=1)), one(modules=Equipment(count=20_000))],
        [one(modules=Equipment(count=0)), one(modules=Equipment(count=20_001))],
    ),
    "module_watts": (
        [one(module_watts=5), one(module_watts=900)],
        [one(module_watts=4.9), one(module_watts=900.1)],
    ),
    "inverter_count": (
        [one(inverters=Equipment(count=1)), one(inverters=Equipment(count=20_000))],
        [one(inverters=Equipment(count=0)), one(inverters=Equipment(count=20_001))],
    ),
    "battery_kwh": (
        [one(battery_kwh=0), one(battery_kwh=2000)],
        [one(battery_kwh=-0.1), one(battery_kwh=2000.1)],
    ),
    "label": ([one(label="x" * 40)], [one(label="x" * 41)]),
    "state": ([one(state=""), one(state="PR")], [one(state="XX"), one(state="ma")]),
    "zip3": (
        [one(zip3=""), one(zip3="021")],
        [one(zip3="02"), one(zip3="0213"), one(zip3="abc"), one(zip3="٠٢١")],
    ),
    "year_installed": (
        [one(year_installed=1975), one(year_installed=YEAR)],
        [one(year_installed=1974), one(year_installed=YEAR + 1)],
    ),
    "tilt_1": (
        [one(arrays=(Array(0, 180),)), one(arrays=(Array(90, 180),))],
        [one(arrays=(Array(-1, 180),)), one(arrays=(Array(90.5, 180),))],
    ),
    "azimuth_1": (
        [one(arrays=(Array(30, 0),)), one(arrays=(Array(30, 359),))],
        [one(arrays=(Array(30, -1),)), one(arrays=(Array(30, 360),))],
    ),
    "share_1": (
        [one(arrays=(Array(30, 180, 60), Array(30, 90, 40)))],
        [
            one(arrays=(Array(30, 180, 60), Array(30, 90, 30))),
            one(arrays=(Array(30, 180, 90),)),
        ],
    ),
    "kwh_1": (
        [
            yearly(0),
            yearly(6.4 * 2300),
            yearly(6.4 * 2800, mounting=Mounting.TRACKER_1),
        ],
        [
            yearly(-1),
            yearly(6.4 * 2301),
            yearly(6.4 * 2801, mounting=Mounting.TRACKER_2),
        ],
    ),
    "kwh_year_1": (
        [one(annual_kwh=((YEAR, 7000),))],
        [
            one(annual_kwh=((YEAR + 1, 7000),)),
            one(annual_kwh=((2014, 7000),), year_installed=2015),
        ],
    ),
    "kwh_year_2": (
        [one(annual_kwh=((2024, 7000), (2025, 7000)))],
        [one(annual_kwh=((2025, 7000), (2025, 7100)))],
    ),
}

SOFT_RANGES = {
    "dc_kw": (
        [
            one(dc_kw=2),
            one(dc_kw=25),
            one(dc_kw=120, system_type=SystemType.SCHOOL),
        ],
        [one(dc_kw=1.9), one(dc_kw=25.1), one(dc_kw=4800)],
    ),
    "ac_kw": (
        [one(ac_kw=8.53), one(ac_kw=4)],
        [one(ac_kw=8.6), one(ac_kw=3.9)],
    ),
    "module_count": (
        [one(modules=Equipment(count=16), module_watts=400)],
        [one(modules=Equipment(count=17), module_watts=400)],
    ),
    "inverter_count": (
        [
            one(
                modules=Equipment(count=16),
                inverters=Equipment(count=4),
                inverter_type=InverterType.MICRO,
            ),
            one(modules=Equipment(count=16), inverters=Equipment(count=1)),
        ],
        [
            one(
                modules=Equipment(count=16),
                inverters=Equipment(count=count),
                inverter_type=InverterType.MICRO,
            )
            for count in (3, 17)
        ],
    ),
    "tilt_1": (
        [
            one(arrays=(Array(2, 180),), mounting=Mounting.ROOF),
            one(arrays=(Array(60, 180),), mounting=Mounting.GROUND),
        ],
        [
            one(arrays=(Array(1, 180),), mounting=Mounting.ROOF),
            one(arrays=(Array(46, 180),), mounting=Mounting.ROOF),
        ],
    ),
    "battery_kwh": (
        [one(battery_kwh=60), one(battery_kwh=61, system_type=SystemType.FARM)],
        [one(battery_kwh=61)],
    ),
    "kwh_1": (
        [
            yearly(6.4 * 270),
            yearly(6.4 * 1550),
            one(annual_kwh=((2025, 9000),), state=""),
        ],
        [yearly(6.4 * 260), yearly(6.4 * 1560), yearly(8.3), yearly(700)],
    ),
    "azimuth_1": (
        [
            yearly(6.4 * 1214, arrays=(SOUTH,)),
            yearly(6.4 * 800, arrays=(Array(30, 0),)),
        ],
        [yearly(6.4 * 1214, arrays=(Array(30, 0),))],
    ),
}


@pytest.mark.parametrize("field", HARD)
def test_a_hard_range_refuses_what_lies_outside_and_only_that(field: str) -> None:
    inside, outside = HARD[field]

    assert not [one for one in inside if field in errors(one, YEAR)]
    assert not [one for one in outside if field not in errors(one, YEAR)]


@pytest.mark.parametrize("field", SOFT_RANGES)
def test_a_soft_range_asks_about_what_is_rare_and_refuses_nothing(field: str) -> None:
    usual, rare = SOFT_RANGES[field]

    assert not [one for one in usual if field in doubts(one, YEAR)]
    assert not [one for one in rare if field not in doubts(one, YEAR)]
    assert not [one for one in [*usual, *rare] if errors(one, YEAR)]


@pytest.mark.parametrize("zip3", sorted(SPARSE_ZIP3))
def test_an_area_with_few_people_is_refused(zip3: str) -> None:
    assert "zip3" in errors(one(zip3=zip3), YEAR)


def test_the_list_of_sparse_areas_is_whole() -> None:
    assert len(SPARSE_ZIP3) == 19
    assert {"036", "203", "893"} <= SPARSE_ZIP3


@pytest.mark.parametrize(
    ("field", "system", "said"),
    [
        ("dc_kw", one(dc_kw=7200), "7,200 W are 7.2 kW"),
        ("kwh_1", yearly(8.3), "8.3 MWh are 8,300 kWh"),
        ("kwh_1", yearly(700), "one month"),
        ("azimuth_1", yearly(7770, arrays=(Array(30, 0),)), "180 is south"),
    ],
)
def test_a_slip_of_units_is_named(field: str, system: System, said: str) -> None:
    found = {**doubts(system, YEAR), **errors(system, YEAR)}

    assert said in found[field]


def test_watts_typed_as_kilowatts_are_asked_about_where_they_fit() -> None:
    assert "4,000 W are 4 kW" in doubts(one(dc_kw=4000), YEAR)["dc_kw"]


def test_a_year_that_is_not_over_is_asked_about() -> None:
    asked = doubts(one(annual_kwh=((YEAR, 7000),), year_installed=YEAR), YEAR)

    assert "not over" in asked["kwh_1"]


def test_every_state_has_a_region_with_a_range() -> None:
    regions = {region_of(state) for state in STATES}

    assert None not in regions
    assert regions == set(SOFT)


@pytest.mark.parametrize(
    ("kw", "band"),
    [
        (0.1, "under 2 kW"),
        (1.99, "under 2 kW"),
        (2, "2\u20134 kW"),
        (6, "6\u20138 kW"),
        (7.99, "6\u20138 kW"),
        (10, "10\u201315 kW"),
        (99, "25\u2013100 kW"),
        (500, "100\u2013500 kW"),
        (500.1, "over 500 kW"),
    ],
)
def test_a_size_has_one_band(kw: float, band: str) -> None:
    assert kw_band(kw) == band
    assert len(KW_BANDS) == 10


def test_angles_and_years_have_steps() -> None:
    assert [sector(azimuth) for azimuth in (0, 350, 23, 180, 202, 270)] == [
        "north",
        "north",
        "northeast",
        "south",
        "south",
        "west",
    ]
    assert [tilt_step(tilt) for tilt in (0, 9.9, 10, 90)] == [
        (0, 10),
        (0, 10),
        (10, 20),
        (80, 90),
    ]
    assert year_group(2009) == "before 2010"
    assert year_group(2024) == "2020\u20132024"
    assert rounded_yield(1149) == 1150


def test_expected_yields_follow_the_measured_factors() -> None:
    assert orientation_factor(SOUTH) == 1
    assert 0.77 <= orientation_factor(Array(30, 90)) <= 0.89
    assert 0.54 <= orientation_factor(Array(30, 0)) <= 0.71
    assert 0.90 <= orientation_factor(Array(10, 180)) <= 0.98
    assert expected_yield(one(arrays=(SOUTH,), state="AZ")) == 1640
    assert expected_yield(one(arrays=(SOUTH,), state="TX")) is None
    assert expected_yield(one()) is None


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("6.4", 6.4),
        ("6,4", 6.4),
        ("7,200", 7200),
        ("6.4 kW", 6.4),
        (" 30° ", 30),
        ("13.5kWh", 13.5),
        ("", None),
        (".5", 0.5),
        ("6.456", 6.46),
    ],
)
def test_figures_are_read_as_people_type_them(typed: str, figure: float | None) -> None:
    assert read_figure(typed) == figure


@pytest.mark.parametrize(
    "typed", ["six", "1e3", "6.4.1", "kW", "nan", "9" * 21, "٦", "-"]
)
def test_what_is_no_figure_is_none(typed: str) -> None:
    with pytest.raises(NoFigure):
        read_figure(typed)


@given(
    dc=st.floats(0.1, 5000),
    ac=st.none() | st.floats(0.1, 5000),
    state=st.sampled_from(["", *STATES]),
    kwh=st.floats(0, 1e7),
    angles=st.tuples(st.floats(0, 90), st.floats(0, 359)),
)
def test_any_figures_within_the_hard_ranges_get_an_answer(
    dc: float, ac: float | None, state: str, kwh: float, angles: tuple[float, float]
) -> None:
    system = System(
        dc, state=state, ac_kw=ac, arrays=(Array(*angles),), annual_kwh=((2025, kwh),)
    )

    found = {**errors(system, YEAR), **doubts(system, YEAR)}

    assert all(text and len(text) < 200 for text in found.values())
