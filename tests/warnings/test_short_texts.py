"""Notes, reasons and profiles are looked into before others read them."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from tests.boards.acts import CARD, OTHER_PHONE, PHONE, SSN
from tests.browser import Browser, Page
from tests.moderation.cases import left
from tests.warnings.ways import ABOUT, NOTE_OF_A_FLAG, WAYS, Way, browser_of, counts
from tests.world import World

CALL = f"Ring {PHONE} after six"
MASKED = "Ring [phone number masked] after six"
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)


@pytest.fixture
def me(world: World, way: Way) -> Browser:
    """Return the browser of somebody who may send the form."""
    return browser_of(world, "me", way.role)


def is_asked(page: Page) -> bool:
    return page.status == 422 and page.heading.startswith("Check what ")


@every_way
def test_a_private_detail_is_asked_about_and_nothing_is_stored(
    me: Browser, world: World, way: Way
) -> None:
    page = way.sent(me, world, CALL)

    assert is_asked(page)
    assert [one.get_text() for one in page.soup.select("legend")] == ["Phone number"]
    assert MASKED in page.text
    assert way.stored(world) == []
    assert left(world, PHONE) == {}
    assert counts(world) == {}


@every_way
def test_a_text_without_details_goes_straight_through(
    me: Browser, world: World, way: Way
) -> None:
    page = way.sent(me, world, "Two dry weeks")

    assert page.status == 200
    assert way.stored(world) == ["Two dry weeks"]
    assert counts(world) == {}


@every_way
def test_what_is_masked_is_stored_masked_and_counted(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="mask")

    assert page.status == 200
    assert way.stored(world) == [MASKED]
    assert left(world, PHONE) == {}
    assert counts(world) == {"phone": (1, 0, 0)}


@every_way
def test_what_is_kept_is_stored_as_written_and_counted(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="keep")

    assert page.status == 200
    assert way.stored(world) == [CALL]
    assert counts(world) == {"phone": (0, 1, 0)}


@every_way
def test_what_is_not_personal_is_counted_as_such(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)

    way.again(me, choice__0="not_personal")

    assert way.stored(world) == [CALL]
    assert counts(world) == {"phone": (0, 0, 1)}


@every_way
@pytest.mark.parametrize("words", [CARD, SSN])
def test_what_opens_accounts_is_never_kept(
    me: Browser, world: World, way: Way, words: str
) -> None:
    page = way.sent(me, world, f"They wanted {words} for it")
    assert not page.soup.select("input[value=keep], input[value=not_personal]")

    page = way.again(me, choice__0="keep")

    assert is_asked(page)
    assert way.stored(world) == []
    way.again(me, choice__0="mask")
    (stored,) = way.stored(world)
    assert stored.startswith("They wanted [")
    assert left(world, words) == {}


@every_way
def test_a_decision_that_is_missing_is_asked_for(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="")

    assert is_asked(page)
    (summary,) = page.soup.select(".summary")
    assert "Choose what to do with the phone number" in summary.get_text()
    assert page.soup.select(str(summary.a and summary.a["href"]))
    assert way.stored(world) == []


@every_way
def test_showing_it_again_stores_nothing(me: Browser, world: World, way: Way) -> None:
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="keep", preview="1")

    assert is_asked(page)
    assert page.values(way.to)["choice-0"] == "keep"
    assert CALL in page.text
    assert way.stored(world) == []


@every_way
@pytest.mark.parametrize("button", ["back", "choice__0"])
def test_who_goes_back_finds_the_text(
    me: Browser, world: World, way: Way, button: str
) -> None:
    written = f'{CALL} "<b>&amp;"'
    way.sent(me, world, written)

    page = way.again(me, **{button: "edit"})

    assert page.status == 200
    assert not page.heading.startswith("Check")
    values = page.values(way.to)
    assert {name: values[name] for name in way.others} == dict(way.others)
    assert values[way.part] == written
    assert way.stored(world) == []


@every_way
def test_who_goes_back_is_not_asked_twice_about_what_was_kept(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)
    way.again(me, choice__0="keep", back="1")

    page = way.again(me, **{way.part: f"{CALL} please"})

    assert page.status == 200
    assert way.stored(world) == [f"{CALL} please"]
    assert counts(world) == {"phone": (0, 1, 0)}


@every_way
def test_a_seal_of_somebody_else_publishes_nothing(
    me: Browser, world: World, way: Way
) -> None:
    other = browser_of(world, "other", way.role)
    way.sent(other, world, CALL)
    fields = other.page.values(way.to)
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="keep", seal=fields["seal"], once=fields["once"])

    assert is_asked(page)
    assert way.stored(world) == []


@every_way
def test_a_seal_of_another_form_publishes_nothing(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)
    seal = me.page.values(way.to)["seal"]
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="keep", seal=seal)

    assert is_asked(page)
    assert way.stored(world) == []


@every_way
@pytest.mark.parametrize("seal", ["", "eyJrZXB0Ijp7fX0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbb"])
def test_choices_without_the_seal_of_the_page_publish_nothing(
    me: Browser, world: World, way: Way, seal: str
) -> None:
    way.sent(me, world, CALL)

    page = way.again(me, choice__0="keep", seal=seal)

    assert is_asked(page)
    assert way.stored(world) == []


@every_way
def test_a_text_that_was_changed_after_the_page_is_asked_about(
    me: Browser, world: World, way: Way
) -> None:
    way.sent(me, world, CALL)

    page = way.again(
        me, choice__0="keep", **{way.part: CALL.replace(PHONE, OTHER_PHONE)}
    )

    assert is_asked(page)
    assert way.stored(world) == []
    assert left(world, OTHER_PHONE) == {}


@every_way
@pytest.mark.parametrize(("hours", "asks"), [(11, False), (13, True)])
def test_decisions_end_after_some_hours(
    me: Browser, world: World, way: Way, hours: int, asks: bool
) -> None:
    way.sent(me, world, CALL)
    kept = me.page.values(way.to)
    fields = {name: kept[name] for name in ("seal", "once", "step")}

    with time_machine.travel(utcnow() + timedelta(hours=hours), tick=True):
        me.sign_in("me")
        way.opened(me, world)
        fields |= {**way.others, way.part: CALL, "choice__0": "keep"}
        page = way.again(me, **fields)

    assert is_asked(page) == asks
    assert way.stored(world) == ([] if asks else [CALL])


@every_way
def test_a_check_that_fails_lets_nothing_through(
    me: Browser, world: World, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError(PHONE)

    way.opened(me, world)
    monkeypatch.setattr("forum.warnings.choices.scan", broken)
    monkeypatch.setattr("moderation.queries.cases.scan", lambda *_: [])

    page = way.again(me, **{way.part: CALL, **way.others})

    assert page.status == 503
    assert "We could not check your text just now" in page.text
    assert page.values(way.to)[way.part] == CALL
    assert way.stored(world) == []


@pytest.mark.parametrize("way", [NOTE_OF_A_FLAG])
def test_a_decision_about_one_post_does_not_hold_for_another(
    me: Browser, world: World, way: Way
) -> None:
    thread = world.thread("ken")
    other = world.reply(thread, "ivy")
    way.sent(me, world, CALL)
    fields = me.page.values(way.to)
    fields["choice-0"] = "keep"

    page = me.post(f"/p/{other}/flag", fields)

    assert is_asked(page)
    assert way.stored(world) == []


@pytest.mark.parametrize("way", [ABOUT])
def test_what_was_kept_for_moderators_is_asked_about_before_everybody_reads_it(
    me: Browser, world: World, way: Way
) -> None:
    NOTE_OF_A_FLAG.sent(me, world, CALL)
    NOTE_OF_A_FLAG.again(me, choice__0="keep", back="1")
    fields = me.page.values("/flag")

    way.opened(me, world)
    page = way.again(
        me, **way.others, about=CALL, seal=fields["seal"], once=fields["once"]
    )

    assert is_asked(page)
    assert way.stored(world) == []


@every_way
def test_the_page_says_who_would_read_it(me: Browser, world: World, way: Way) -> None:
    page = way.sent(me, world, CALL)

    heading, see, keep = {
        "the note of a flag": ("others will read", "Moderators see", "Keep it"),
        "reasons for an author": ("others will read", "The author sees", "Keep it"),
        "the note of a decision": ("others will read", "Moderators see", "Keep it"),
    }.get(way.name, ("will be public", "Readers see", "Keep it public"))
    assert page.heading == f"Check what {heading}"
    (mask, _, kept, _) = page.soup.select("fieldset label")
    assert f"{see} phone number masked" in " ".join(mask.get_text(" ").split())
    assert str(kept.b and kept.b.get_text()) == keep
    assert ("Anyone could call it" in page.text) == (see == "Readers see")


@every_way
def test_hints_do_not_stop_anybody(me: Browser, world: World, way: Way) -> None:
    page = way.sent(me, world, "Ask Jane Miller at the co-op")

    assert page.status == 200
    assert way.stored(world) == ["Ask Jane Miller at the co-op"]


@pytest.mark.parametrize("way", [ABOUT])
@pytest.mark.parametrize("wanted", [True, False])
def test_hints_are_given_to_who_wants_them(
    me: Browser, world: World, way: Way, wanted: bool
) -> None:
    fields = me.visit("/my/privacy").values("/my/privacy")
    assert fields.pop("wants_hints") == "y"
    me.post("/my/privacy", fields | ({"wants_hints": "y"} if wanted else {}))

    page = way.sent(me, world, f"Ask Jane Miller at {PHONE}")

    assert is_asked(page)
    assert ("Worth a look" in page.text) == wanted
