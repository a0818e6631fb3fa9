"""Each item of a card goes to those its owner chose, and is sent to nobody else."""

import json
import re

import pytest
from sqlalchemy import update

from forum.core.db import db
from forum.solar.kinds import Mounting, SystemType
from forum.systems.models import SystemCard
from forum.systems.queries import choices_of
from forum.systems.rules import DEFAULTS, Item, Visibility, defaults_for
from forum.systems.rules.visibility import DERIVED, FINGERPRINT, hints
from tests.browser import Browser
from tests.systems.cards import (
    FULL,
    RAW,
    SIGNS,
    UNDER_ANOTHER,
    card,
    choose,
    everything,
    seen,
    shown,
    source,
    told,
)
from tests.world import World

PUBLIC = {
    Item.STATE,
    Item.SYSTEM_TYPE,
    Item.SIZE_BAND,
    Item.INVERTER_TYPE,
    Item.DIRECTION,
    Item.MOUNTING,
    Item.SHADING,
    Item.YEAR_INSTALLED,
}
HIDDEN = {
    Item.ZIP3,
    Item.MODULE_COUNT,
    Item.INVERTER_COUNT,
    Item.ANNUAL_KWH,
    Item.SPECIFIC_YIELD,
    Item.SOLTREX,
}
COARSE = {Item.SIZE_BAND, Item.DIRECTION, Item.SOLTREX}
"""Items that show nothing of their own beside a more exact one, or here."""
SHOWABLE = sorted(set(Item) - COARSE)


def places(world: World, thread: int) -> tuple[str, ...]:
    return "/m/ken", world.url(thread), "/systems"


def set_choices(world: World, chosen: dict[str, str]) -> None:
    """Store choices past every form."""
    with world.writing():
        db.session.execute(update(SystemCard).values(choices=chosen))


def test_the_defaults_are_those_that_were_promised() -> None:
    by_default = {item for item, who in DEFAULTS.items() if who is Visibility.PUBLIC}
    hidden = {item for item, who in DEFAULTS.items() if who is Visibility.HIDDEN}

    assert by_default == PUBLIC
    assert hidden == HIDDEN
    assert set(DEFAULTS) == set(Item)


@pytest.mark.parametrize("kind", [SystemType.SCHOOL, SystemType.COMMUNITY])
def test_the_name_of_a_school_or_community_is_hidden(kind: SystemType) -> None:
    assert defaults_for(kind)[Item.LABEL] is Visibility.HIDDEN


def test_by_default_a_guest_sees_bands_and_a_member_more(
    guest: Browser, rosa: Browser, world: World
) -> None:
    card(world)
    thread = world.thread("ken")

    for path in places(world, thread):
        as_guest, as_member = shown(guest.visit(path)), shown(rosa.visit(path))

        assert told(as_guest) == PUBLIC - COARSE, path
        assert all(
            sign in as_guest for signs in UNDER_ANOTHER.values() for sign in signs
        )
        assert told(as_member) == set(SIGNS) - HIDDEN, path


@pytest.mark.parametrize("item", SHOWABLE)
def test_one_public_item_is_all_that_is_sent(
    guest: Browser, rosa: Browser, world: World, item: Item
) -> None:
    choices = {**everything(Visibility.HIDDEN), item: Visibility.PUBLIC}
    card(world, choices=choices)
    thread = world.thread("ken")
    is_zip = item is Item.ZIP3

    for path in places(world, thread):
        as_guest = told(shown(guest.visit(path)))
        as_member = told(shown(rosa.visit(path)))

        # Three digits of a ZIP code are never public: the choice is as good as none.
        assert as_guest == as_member == (set() if is_zip else {item}), path


@pytest.mark.parametrize("item", SHOWABLE)
def test_an_item_for_members_is_sent_to_no_guest(
    guest: Browser, rosa: Browser, world: World, item: Item
) -> None:
    choices = {**everything(Visibility.HIDDEN), item: Visibility.MEMBERS}
    card(world, choices=choices)
    thread = world.thread("ken")

    for path in places(world, thread)[:2]:
        assert shown(guest.visit(path)) == "", path
        assert told(shown(rosa.visit(path))) == {item}, path


def test_what_is_hidden_stands_in_no_source_of_any_page(
    guest: Browser, rosa: Browser, world: World
) -> None:
    card(world, choices=everything(Visibility.HIDDEN))
    thread = world.thread("ken")
    world.reply(thread, "ken")
    paths = (
        *places(world, thread),
        "/",
        "/latest",
        "/b/performance",
        "/feed.atom",
        f"/t/{thread}/feed.atom",
        "/statistics",
        "/systems?state=NM",
        "/systems?type=farm&inverter=micro",
    )

    for path in paths:
        for browser in (guest, rosa):
            sent = source(browser.visit(path))
            # Figures inside a random token are chance, and not a leak.
            told = re.sub(r"[\w-]{20,}", "", sent)
            assert [sign for sign in RAW if sign in told] == [], path
    for kind in ("module", "inverter"):
        for typed in ("zeph", "zq", "ohm", "ob-"):
            asked = rosa.visit(f"/systems/suggest?kind={kind}&q={typed}")
            assert json.loads(asked.html) == []


def test_the_owner_sees_all_of_it(world: World, ken: Browser) -> None:
    card(world, choices=everything(Visibility.HIDDEN))

    sent = shown(ken.visit("/my/systems"))

    assert told(sent) == set(SIGNS)


def test_an_owner_among_others_sees_what_members_see(
    world: World, ken: Browser
) -> None:
    card(world, choices=everything(Visibility.HIDDEN))
    thread = world.thread("ken")

    assert shown(ken.visit(world.url(thread))) == ""
    assert shown(ken.visit("/m/ken")) == ""


def test_a_change_is_everywhere_at_the_next_request(
    guest: Browser, world: World
) -> None:
    key = card(world, choices=seen(label="public", dc_kw="public"))
    thread = world.thread("ken")
    before = {path: source(guest.visit(path)) for path in places(world, thread)}

    choose(world, "ken", key, label="members", dc_kw="hidden")

    for path, sent in before.items():
        assert "Quillwort" in sent, path
        assert "7.13" in sent, path
        after = source(guest.visit(path))
        assert "Quillwort" not in after, path
        assert "7.13" not in after, path


def test_a_removed_card_is_gone_everywhere(
    guest: Browser, ken: Browser, world: World
) -> None:
    key = card(world)
    thread = world.thread("ken")
    assert shown(guest.visit(world.url(thread)))

    ken.visit(f"/my/systems/{key}/remove")
    ken.submit(f"/my/systems/{key}/remove")

    for path in places(world, thread):
        assert shown(guest.visit(path)) == "", path
    assert ken.visit(f"/my/systems/{key}").status == 404


def test_a_card_that_is_not_for_posts_stays_off_them(
    guest: Browser, ken: Browser, world: World
) -> None:
    key = card(world)
    thread = world.thread("ken")
    action = f"/my/systems/{key}"
    form = ken.visit(action).values(action)
    form.poplist("beside_posts")

    form.setlist("sure", [ken.post(action, form).values(action)["sure"]])
    assert ken.post(action, form, follow=False).status == 303

    assert shown(guest.visit(world.url(thread))) == ""
    assert shown(guest.visit("/m/ken"))


@pytest.mark.parametrize("stored", [{}, {"dc_kw": "everybody", "zip3": "public"}])
def test_a_choice_that_is_odd_or_missing_falls_back_to_its_default(
    guest: Browser, world: World, stored: dict[str, str]
) -> None:
    card(world)

    set_choices(world, stored)

    assert told(shown(guest.visit("/m/ken"))) == PUBLIC - COARSE
    (row,) = world.rows(SystemCard)
    assert choices_of(row) == DEFAULTS


def test_the_preview_shows_what_others_get(
    guest: Browser, rosa: Browser, ken: Browser, world: World
) -> None:
    key = card(world)

    for who, browser in (("guest", guest), ("member", rosa)):
        preview = told(shown(ken.visit(f"/my/systems/{key}/as/{who}")))
        assert preview == told(shown(browser.visit("/m/ken")))
    assert ken.visit(f"/my/systems/{key}/as/owner").status == 404
    assert rosa.visit(f"/my/systems/{key}/as/guest").status == 404


def test_the_cards_of_somebody_else_are_out_of_reach(
    rosa: Browser, world: World
) -> None:
    key = card(world)
    token = rosa.visit("/my/systems").values("/my/systems/statistics")["csrf_token"]

    assert rosa.visit(f"/my/systems/{key}").status == 404
    assert rosa.visit(f"/my/systems/{key}/remove").status == 404
    for path in (f"/my/systems/{key}", f"/my/systems/{key}/remove"):
        assert rosa.post(path, {"csrf_token": token}).status == 404
    assert len(world.rows(SystemCard)) == 1


def test_exact_size_and_both_models_in_public_get_a_hint() -> None:
    models = {"module_model": "public", "inverter_model": "public"}

    assert FINGERPRINT in hints(FULL, seen(**models, dc_kw="public"))
    assert FINGERPRINT in hints(FULL, seen(**models, module_count="public"))
    assert not hints(FULL, seen(**models))
    assert not hints(FULL, seen(module_model="public", dc_kw="public"))


@pytest.mark.parametrize(
    ("one", "other", "kept", "left_out"),
    [
        ("annual_kwh", "specific_yield", Item.ANNUAL_KWH, Item.SPECIFIC_YIELD),
        ("module_model", "module_count", Item.MODULE_MODEL, Item.MODULE_COUNT),
        ("module_model", "inverter_count", Item.MODULE_MODEL, Item.INVERTER_COUNT),
    ],
)
def test_what_together_would_tell_the_size_is_never_sent_together(
    guest: Browser, world: World, one: str, other: str, kept: Item, left_out: Item
) -> None:
    choices = {one: "public", other: "public"}
    key = card(world, choices=seen(**choices))

    sent = told(shown(guest.visit("/m/ken")))
    (hint,) = hints(FULL, seen(**choices))

    assert kept in sent
    assert left_out not in sent
    assert hint.startswith(DERIVED)
    choose(world, "ken", key, **choices, dc_kw="public")
    assert {kept, left_out} <= told(shown(guest.visit("/m/ken")))
    assert hints(FULL, seen(**choices, dc_kw="public")) == []


def test_a_missing_line_tells_no_hidden_tracker(guest: Browser, world: World) -> None:
    hidden = seen(mounting="hidden", angles="public")
    card(world, "fixed", choices=hidden, mounting=Mounting.ROOF)
    card(world, "moving", choices=hidden, mounting=Mounting.TRACKER_1)

    fixed, moving = (
        [line.get_text() for line in guest.visit(f"/m/{one}").soup.select(".facts")]
        for one in ("fixed", "moving")
    )

    assert fixed == moving != []


def test_the_owner_reads_the_hint_beside_the_card(ken: Browser, world: World) -> None:
    card(
        world,
        choices=seen(module_model="public", inverter_model="public", dc_kw="public"),
    )

    assert FINGERPRINT in ken.visit("/my/systems").text
