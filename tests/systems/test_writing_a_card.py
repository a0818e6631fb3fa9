"""Adding, editing and removing a card through its form; nothing typed is lost."""

from datetime import timedelta

import pytest

from forum.core.clock import utcnow
from forum.members import actions as members
from forum.members.news import ClaimedSystem
from forum.systems import actions
from forum.systems.models import CARDS_MAX, SystemCard
from tests.browser import Browser, Page
from tests.systems.cards import FULL, card, cards, filled, seen, shown
from tests.world import World

NEVER = {
    "address",
    "street",
    "city",
    "town",
    "latitude",
    "longitude",
    "lat",
    "lon",
    "zip",
    "zip5",
    "zipcode",
    "postcode",
    "serial",
    "account",
    "meter",
    "url",
    "link",
    "date",
    "installer",
    "utility",
    "series",
    "phone",
    "name",
}


def asked(page: Page) -> str:
    """Return what is asked about, as one text."""
    return " ".join(one.get_text(" ") for one in page.soup.select(".note.t-sun"))


def wrong(page: Page) -> dict[str, str]:
    """Return what is wrong, by field."""
    return {
        str(one["href"])[1:]: one.get_text() for one in page.soup.select(".summary a")
    }


def test_a_card_needs_a_size_and_a_kind_only(rosa: Browser, world: World) -> None:
    page = filled(rosa, state="")

    assert page.status == 200
    assert "Your card is saved" in page.text
    (row,) = cards(world)
    assert (row.dc_kw, row.system_type, row.state) == (6.4, "residential", "")
    assert rosa.visit("/m/rosa").text.count("6.4 kW") >= 1


def test_every_field_is_kept_and_comes_back(rosa: Browser, world: World) -> None:
    sent = {
        "label": "Garage roof",
        "system_type": "farm",
        "state": "NM",
        "zip3": "871",
        "dc_kw": "7.2",
        "ac_kw": "6.2",
        "module_maker": "Zephyrine",
        "module_model": "ZQ-411",
        "module_count": "18",
        "module_watts": "400",
        "inverter_type": "micro",
        "inverter_maker": "Ohmbrook",
        "inverter_model": "OB-350",
        "inverter_count": "18",
        "mounting": "ground",
        "shading": "some",
        "year_installed": "2019",
        "battery_kwh": "13.5",
        "battery_kind": "lfp",
        "tariff": "time_of_use",
        "monitoring": "Gridlark",
        "tilt_1": "30",
        "azimuth_1": "180",
        "share_1": "60",
        "tilt_2": "10",
        "azimuth_2": "90",
        "share_2": "40",
        "kwh_year_1": "2024",
        "kwh_1": "11,500",
        "see_label": "public",
        "see_annual_kwh": "members",
    }

    assert filled(rosa, **sent).status == 200

    (row,) = cards(world)
    form = rosa.visit(f"/my/systems/{row.id}").values(f"/my/systems/{row.id}")
    assert {name: form[name] for name in sent} == sent
    assert row.arrays == [[30, 180, 60], [10, 90, 40]]
    assert row.annual_kwh == [[2024, 11500]]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"dc_kw": ""}, "dc_kw", "Write the size"),
        ({"dc_kw": "six"}, "dc_kw", "Write a figure"),
        ({"dc_kw": "7200"}, "dc_kw", "7,200 W are 7.2 kW"),
        ({"zip3": "036"}, "zip3", "few people"),
        ({"zip3": "87101"}, "zip3", "characters at most"),
        ({"module_count": "2.5"}, "module_count", "whole number"),
        ({"tilt_2": "30"}, "azimuth_2", "azimuth too"),
        ({"kwh_3": "7000"}, "kwh_year_3", "which year"),
        ({"kwh_year_2": "2024", "kwh_2": "99999"}, "kwh_2", "brings more"),
        ({"label": "x" * 41}, "label", "40 characters"),
        ({"monitoring": "x" * 41}, "monitoring", "40 characters"),
        ({"state": "XX"}, "state", "Not a valid choice"),
        ({"see_zip3": "public"}, "see_zip3", "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    rosa: Browser, world: World, fields: dict[str, str], field: str, said: str
) -> None:
    page = filled(rosa, module_maker="Zephyrine", **fields)

    assert page.status == 422
    assert set(wrong(page)) == {field}
    assert said in wrong(page)[field]
    assert page.soup.select(f"#{field}")
    assert page.values("/my/systems/new")["module_maker"] == "Zephyrine"
    assert cards(world) == []


def test_what_is_rare_is_asked_about_once_and_then_taken(
    rosa: Browser, world: World
) -> None:
    page = filled(rosa, dc_kw="31.5")

    assert page.status == 422
    assert "Most homes have 2 to 25 kW" in asked(page)
    assert cards(world) == []
    assert rosa.submit("/my/systems/new").status == 200
    assert [row.dc_kw for row in cards(world)] == [31.5]


def test_another_figure_is_asked_about_anew(rosa: Browser, world: World) -> None:
    filled(rosa, dc_kw="31.5")

    page = rosa.submit("/my/systems/new", battery_kwh="80")

    assert page.status == 422
    assert "Few homes have more than 60 kWh" in asked(page)
    assert cards(world) == []


def test_the_answer_to_a_question_is_not_asked_for_twice(rosa: Browser) -> None:
    filled(rosa, dc_kw="31.5")

    page = rosa.submit("/my/systems/new", follow=False)

    assert page.status == 303


def test_the_label_of_a_school_is_asked_about(rosa: Browser, world: World) -> None:
    page = filled(rosa, system_type="school", label="Room 214")

    assert "says where it is" in asked(page)
    assert rosa.submit("/my/systems/new", see_label="hidden").status == 200
    (row,) = cards(world)
    assert row.choices["label"] == "hidden"


@pytest.mark.parametrize("field", ["label", "module_model", "monitoring"])
def test_a_detail_in_a_text_is_pointed_out_first(
    rosa: Browser, world: World, field: str
) -> None:
    page = filled(rosa, **{field: "Call 413-555-0142"})

    assert page.status == 422
    assert "Check what" in page.heading
    assert cards(world) == []

    page = rosa.submit("/my/systems/new", choice__0="mask")

    assert page.status == 200
    (row,) = cards(world)
    assert "0142" not in getattr(row, field)
    assert row.dc_kw == 6.4
    assert row.choices["dc_kw"] == "members"


def test_a_card_number_is_refused(rosa: Browser, world: World) -> None:
    page = filled(rosa, label="4111 1111 1111 1111")

    assert page.status == 422
    assert "cannot stay here" in page.text
    rosa.submit("/my/systems/new", choice__0="keep")
    assert cards(world) == []


def test_equipment_names_are_no_details(rosa: Browser, world: World) -> None:
    page = filled(
        rosa,
        module_maker="LG Electronics Inc.",
        module_model="LG360N1C-N5",
        inverter_maker="SolarEdge Technologies Ltd.",
        inverter_model="SE7600H-US000BNU4",
    )

    assert page.status == 200
    assert len(cards(world)) == 1


def test_showing_a_text_to_more_people_checks_it_again(
    ken: Browser, world: World
) -> None:
    key = card(world, label="Call 413-555-0142", choices=seen(label="hidden"))
    action = f"/my/systems/{key}"
    ken.visit(action)
    ken.submit(action, see_label="hidden")  # the questions about figures

    same = ken.submit(action, follow=False, see_label="hidden")

    assert same.status == 303
    ken.visit(action)
    ken.submit(action, see_label="public")
    assert ken.submit(action, see_label="public").status == 422


def test_there_are_five_cards_at_most(ken: Browser, world: World) -> None:
    for _ in range(CARDS_MAX):
        card(world)

    assert ken.visit("/my/systems/new").status == 403
    token = ken.visit("/my/systems").values("/my/systems/statistics")["csrf_token"]
    page = ken.post("/my/systems/new", {"csrf_token": token, "dc_kw": "6"})
    assert page.status == 403
    assert len(cards(world)) == CARDS_MAX


def test_removing_a_card_says_what_goes_and_keeps_nothing(
    ken: Browser, world: World
) -> None:
    key = card(world)

    page = ken.visit(f"/my/systems/{key}/remove")

    assert "We keep nothing of it" in page.text
    ken.submit(f"/my/systems/{key}/remove")
    assert cards(world) == []
    assert ken.visit("/my").text.count("You share") == 0


def test_nothing_that_locates_can_be_stored_or_sent(rosa: Browser) -> None:
    columns = {column.name for column in SystemCard.__table__.columns}
    fields = set(rosa.visit("/my/systems/new").values("/my/systems/new"))

    assert not {name for name in columns if set(name.split("_")) & NEVER}
    assert not {name for name in fields if set(name.split("_")) & NEVER}


def test_a_hand_made_field_is_dropped(rosa: Browser, world: World) -> None:
    rosa.visit("/my/systems/new")

    rosa.submit("/my/systems/new", dc_kw="6.4", more={"serial": "QX1", "choices": "{}"})

    assert len(cards(world)) == 1
    assert "QX1" not in shown(rosa.visit("/my/systems"))


def test_a_guest_is_asked_to_sign_in(guest: Browser) -> None:
    for path in ("/my/systems", "/my/systems/new", "/systems/suggest?kind=module&q=ab"):
        assert guest.visit(path).status == 401


def test_everything_a_card_can_hold_is_shown_to_its_owner(
    ken: Browser, world: World
) -> None:
    card(world, system=FULL)

    assert ken.visit("/my/systems").text.count("Quillwort barn") == 1


def test_who_may_not_write_can_still_hide_and_remove(
    ken: Browser, world: World
) -> None:
    key = card(world, choices=seen(label="public"), annual_kwh=())
    with world.writing():
        members.limit(world.known("ken"), utcnow() + timedelta(days=3))
    action = f"/my/systems/{key}"
    ken.visit(action)
    ken.submit(action, see_label="hidden")

    hidden = ken.submit(action, follow=False, see_label="hidden")

    assert hidden.status == 303
    assert filled(ken).status == 403
    ken.visit(action)
    ken.submit(action, label="Another label")
    assert ken.submit(action, label="Another label").status == 403
    ken.visit(f"{action}/remove")
    assert ken.submit(f"{action}/remove").status == 200
    assert cards(world) == []


def claimed(dc_kw: float | None = 5.2, **said: str) -> ClaimedSystem:
    told = {"id": "s-1", "label": "Elm Street", "state": "VT", "url": ""} | said
    return ClaimedSystem(dc_kw=dc_kw, **told)


def test_the_registration_prefills_cards_and_leaves_choices_alone(
    ken: Browser, guest: Browser, world: World
) -> None:
    member = world.known("ken")
    with world.writing():
        actions.take_claims(member, [claimed(), claimed(None, id="s-2")], utcnow())
    (row,) = cards(world)
    assert (row.dc_kw, row.state, row.choices["label"]) == (5.2, "VT", "hidden")
    assert "Elm Street" not in guest.visit("/m/ken").html
    action = f"/my/systems/{row.id}"
    ken.visit(action)
    assert ken.submit(action, follow=False, see_state="hidden").status == 303

    with world.writing():
        actions.take_claims(member, [claimed(6.1, state="NH")], utcnow())

    (row,) = cards(world)
    assert (row.dc_kw, row.state, row.soltrex_id) == (6.1, "NH", "s-1")
    assert row.choices["state"] == "hidden"
    assert row.public_state is None


def test_a_system_removed_at_soltrex_loses_its_link_and_keeps_its_card(
    ken: Browser, world: World
) -> None:
    member = world.known("ken")
    both = [claimed(), claimed(4.4, id="s-2")]
    with world.writing():
        actions.take_claims(member, both, utcnow())

    with world.writing():
        actions.take_claims(member, [claimed()], utcnow())

    linked = {row.dc_kw: row.soltrex_id for row in cards(world)}
    assert linked == {5.2: "s-1", 4.4: None}
    assert "4.4 kW" in ken.visit("/my/systems").text


def test_a_card_that_was_removed_is_not_prefilled_again(
    ken: Browser, world: World
) -> None:
    member = world.known("ken")
    with world.writing():
        actions.take_claims(member, [claimed()], utcnow())
    (row,) = cards(world)
    ken.visit(f"/my/systems/{row.id}/remove")
    ken.submit(f"/my/systems/{row.id}/remove")

    with world.writing():
        actions.take_claims(member, [claimed()], utcnow())

    assert cards(world) == []


def test_cards_of_who_pauses_are_unseen_and_of_who_is_erased_gone(
    guest: Browser, world: World
) -> None:
    card(world)
    member, thread = world.known("ken"), world.thread("ken")

    with world.writing():
        members.deactivate(member, utcnow())
    assert shown(guest.visit(world.url(thread))) == ""
    assert shown(guest.visit("/systems")) == ""
    with world.writing():
        members.reactivate(member, utcnow())
    assert shown(guest.visit("/systems"))
    with world.writing():
        actions.remove_all(member, utcnow())
    assert cards(world) == []
