"""A card before the moderators: reported, hidden until edited, shown again."""

from typing import Any

from forum.systems.rules import Visibility
from moderation.models import (
    AuditEvent,
    Decision,
    Evidence,
    Flag,
    Reviewable,
    ReviewStatus,
    Statement,
)
from tests.browser import Browser, Page
from tests.systems.cards import card, everything, seen, shown
from tests.systems.crowds import as_made_now, crowd, named
from tests.world import World

LABEL = "Buy panels at my shop"
REASON = "Your label advertises. Please give it another."


def advertising(world: World) -> int:
    """Return a card whose label everybody can read."""
    return card(world, label=LABEL, choices=seen(label="public"))


def reported(browser: Browser, key: int, reason: str = "spam", note: str = "") -> Page:
    browser.visit(f"/systems/{key}/flag")
    return browser.submit(f"/systems/{key}/flag", reason=reason, note=note)


def case_of(world: World) -> int:
    return [item.id for item in world.rows(Reviewable)][-1]


def decided(browser: Browser, case: int, measure: str, **fields: str) -> Page:
    browser.visit(f"/moderation/cards/{case}")
    said: dict[str, Any] = {"reason": REASON, "rule": "R1"} | fields
    return browser.submit("/decide", measure=measure, **said)


def test_a_member_reports_a_card_from_where_they_see_it(
    rosa: Browser, world: World
) -> None:
    key = advertising(world)

    assert rosa.visit("/m/ken").link("Report the card") == f"/systems/{key}/flag"
    page = reported(rosa, key, note="It is the label.")

    assert "A moderator will look at the card" in page.text
    (flag,), (kept,) = world.rows(Flag), world.rows(Evidence)
    assert (flag.target_type, flag.reason, flag.note) == (
        "card",
        "spam",
        "It is the label.",
    )
    assert LABEL in kept.content
    assert "already" in reported(rosa, key).text
    assert len(world.rows(Flag)) == 1


def test_evidence_holds_only_what_members_can_read(rosa: Browser, world: World) -> None:
    hidden = {"module_model": "hidden", "monitoring": "hidden"}
    key = card(world, choices=seen(label="public", **hidden))

    reported(rosa, key)

    (kept,) = world.rows(Evidence)
    assert "Quillwort" in kept.content
    assert "Zephyrine" not in kept.content
    assert "Gridlark" not in kept.content


def test_a_hidden_card_is_seen_by_its_owner_only(
    guest: Browser, ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    key = advertising(world)
    thread = world.thread("ken", body=f"Ours is {{{{system:{key}}}}} here.")
    reported(rosa, key)
    assert "System card" in mo.visit("/moderation/queue").text

    decided(mo, case_of(world), "hide_until_edited")

    for path in ("/m/ken", "/systems", world.url(thread)):
        assert shown(guest.visit(path)) == "", path
        assert LABEL not in guest.visit(path).html
    assert "system no longer shared" in guest.visit(world.url(thread)).text
    assert guest.visit("/systems?state=NM").html.count("/m/ken") == 0
    mine = ken.visit("/my/systems").text
    assert "A moderator hid this card" in mine
    assert "Rule 1" in mine
    assert "A moderator hid" not in rosa.visit("/m/ken").text


def test_the_owner_gets_the_reasons_and_no_name_of_who_reported(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa, advertising(world))

    decided(mo, case_of(world), "hide_until_edited")

    (told,) = world.rows(Statement)
    page = ken.visit(f"/my/decisions/{told.id}").text
    assert REASON in page
    assert "rosa" not in page
    assert LABEL not in told.body
    assert "decide" in {event.action for event in world.rows(AuditEvent)}


def test_an_edited_card_comes_back_to_the_queue_and_is_shown_again(
    guest: Browser, ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    key = advertising(world)
    reported(rosa, key)
    decided(mo, case_of(world), "hide_until_edited")
    ken.visit(f"/my/systems/{key}")
    ken.submit(f"/my/systems/{key}", label="Barn")
    ken.submit(f"/my/systems/{key}", label="Barn")

    assert shown(guest.visit("/m/ken")) == ""
    assert [one.status for one in world.rows(Reviewable)] == ["closed", "open"]
    decided(mo, case_of(world), "restore")

    assert "Barn" in shown(guest.visit("/m/ken"))


def test_a_card_is_left_as_it_is(mo: Browser, rosa: Browser, world: World) -> None:
    reported(rosa, advertising(world))

    page = decided(mo, case_of(world), "leave")

    assert "Decided" in page.text
    assert world.rows(Flag)[0].status == "dismissed"
    assert LABEL in rosa.visit("/m/ken").text
    assert world.rows(Statement) == []


def test_hiding_needs_a_rule_and_reasons(
    mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa, advertising(world))

    page = decided(mo, case_of(world), "hide_until_edited", reason="")

    assert page.status == 422
    assert "the owner reads them" in page.text
    assert world.rows(Decision) == []


def test_who_comes_second_is_told_and_changes_nothing(
    mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa, advertising(world))
    case = case_of(world)
    mo.visit(f"/moderation/cards/{case}")
    form = mo.page.values(f"/moderation/cards/{case}/decide")
    decided(mo, case, "leave")

    form["measure"], form["reason"], form["once"] = (
        "hide_until_edited",
        REASON,
        "another",
    )
    page = mo.post(f"/moderation/cards/{case}/decide", form)

    assert page.status == 409
    assert len(world.rows(Decision)) == 1


def test_a_removed_card_leaves_nothing_behind(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    key = advertising(world)
    reported(rosa, key)
    case = case_of(world)

    ken.visit(f"/my/systems/{key}/remove")
    ken.submit(f"/my/systems/{key}/remove")

    assert world.rows(Evidence) == []
    assert [one.status for one in world.rows(Reviewable)] == [ReviewStatus.CLOSED]
    assert "Its owner removed it" in mo.visit(f"/moderation/cards/{case}").text
    assert mo.visit("/moderation/queue").status == 200


def test_an_owner_edits_or_removes_instead(ken: Browser, world: World) -> None:
    key = advertising(world)

    assert "your own card" in ken.visit(f"/systems/{key}/flag").text
    assert "/flag" not in shown(ken.visit("/m/ken"))


def test_a_guest_signs_in_first(guest: Browser, world: World) -> None:
    key = advertising(world)

    assert guest.visit(f"/systems/{key}/flag").status == 401
    assert world.rows(Flag) == []


def test_a_card_that_members_cannot_see_cannot_be_reported(
    rosa: Browser, world: World
) -> None:
    hidden = card(world, choices=everything(Visibility.HIDDEN))

    assert rosa.visit(f"/systems/{hidden}/flag").status == 404
    assert rosa.visit("/systems/999999/flag").status == 404


def test_a_hidden_card_counts_in_no_statistics(
    mo: Browser, rosa: Browser, world: World
) -> None:
    crowd(world, named("m", 9), state="NM")
    reported(rosa, advertising(world))
    assert [c for t in as_made_now(world) for c in t.cells if c.count]

    decided(mo, case_of(world), "hide_until_edited")

    states = [t for t in as_made_now(world) if t.chart == "states"]
    assert not [cell for cell in states[0].cells if cell.count]


def test_pages_of_cases_about_cards_are_for_moderators(
    rosa: Browser, world: World
) -> None:
    reported(rosa, advertising(world))
    case = case_of(world)

    assert rosa.visit(f"/moderation/cards/{case}").status in {403, 404}
