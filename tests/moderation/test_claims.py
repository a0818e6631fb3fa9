"""Claims: renewed while one works, taken over, and seen by colleagues as they are."""

import json
from datetime import timedelta

import time_machine

from forum.core.clock import utcnow
from moderation import rules
from moderation.models import AuditEvent, AuditPayload, FlagReason, Reviewable
from tests.browser import Browser
from tests.moderation.cases import decided, opened
from tests.moderation.test_review_queue import colleague, reported_thread
from tests.world import World


def case_about(world: World, title: str = "A thread with advertising") -> int:
    by = "liz" if title.startswith("Another") else "ken"
    return reported_thread(world, by, title, FlagReason.SPAM)


def logged(world: World, action: str) -> list[AuditEvent]:
    return [one for one in world.rows(AuditEvent) if one.action == action]


def live(browser: Browser, *cases: int) -> list[dict[str, object]]:
    ids = ",".join(map(str, cases))
    found = json.loads(browser.visit(f"/moderation/queue/live?ids={ids}").html)
    rows: list[dict[str, object]] = found["cases"]
    return rows


def test_a_claim_is_renewed_without_a_second_entry(mo: Browser, world: World) -> None:
    case = case_about(world)
    again = opened(mo, case).values("/claim")
    mo.submit("/claim")

    with time_machine.travel(utcnow() + timedelta(minutes=4), tick=True):
        mo.post(f"/moderation/items/{case}/claim", again)
        until = world.row(Reviewable, case).claimed_until

        assert until is not None
        assert until > utcnow() + rules.LEASE - timedelta(minutes=1)
    assert len(logged(world, "claim")) == 1


def test_a_colleagues_case_can_be_taken_over(mo: Browser, world: World) -> None:
    case = case_about(world)
    max_mod = colleague(world)
    opened(mo, case)
    mo.submit("/claim")

    opened(max_mod, case)
    page = max_mod.submit("/take-over")

    assert "Claimed by you" in page.text
    assert world.row(Reviewable, case).claimed_by == world.member_id("max_mod")
    (entry,) = logged(world, "take_over")
    payload = json.loads(world.row(AuditPayload, entry.seq).json)
    assert payload == {"from": world.member_id("mo_mod")}


def test_who_lost_a_case_is_told_by_what_their_page_asks(
    mo: Browser, world: World
) -> None:
    case = case_about(world)
    max_mod = colleague(world)
    opened(mo, case)
    mo.submit("/claim")
    before = live(mo, case)
    opened(max_mod, case)
    max_mod.submit("/take-over")

    after = live(mo, case)

    mine = {"id": case, "is_open": True, "claimed_by": "mo_mod", "is_mine": True}
    assert before == [mine]
    assert after == [mine | {"claimed_by": "max_mod", "is_mine": False}]


def test_a_decided_case_is_not_taken_over(mo: Browser, world: World) -> None:
    case = case_about(world)
    max_mod = colleague(world)
    opened(mo, case)
    mo.submit("/claim")
    late = opened(max_mod, case).values("/take-over")
    decided(mo, case, "leave")

    page = max_mod.post(f"/moderation/items/{case}/take-over", late)

    assert page.status == 403
    assert "This was decided already." in page.text


def test_live_says_what_was_decided_and_forgets_old_claims(
    mo: Browser, world: World
) -> None:
    one, two = case_about(world), case_about(world, "Another one of these")
    opened(mo, one)
    mo.submit("/claim")
    decided(mo, two, "leave")

    with time_machine.travel(utcnow() + rules.LEASE + timedelta(seconds=5), tick=True):
        rows = live(mo, one, two)

    assert [(row["is_open"], row["claimed_by"]) for row in rows] == [
        (True, ""),
        (False, ""),
    ]


def test_live_asks_for_nothing_odd(mo: Browser, rosa: Browser) -> None:
    assert live(mo) == []
    page = mo.visit("/moderation/queue/live?ids=1,x,²,99999999999999999999,-1")
    assert page.status == 200
    assert rosa.visit("/moderation/queue/live?ids=1").status == 403


def test_after_a_decision_the_next_case_opens_if_wished(
    mo: Browser, world: World
) -> None:
    one, two = case_about(world), case_about(world, "Another one of these")
    page = opened(mo, one)
    (button,) = page.soup.select("button[formaction]")

    page = mo.submit("/decide", to=str(button["formaction"]), measure="leave")

    assert page.path == f"/moderation/items/{two}"
    opened(mo, two)
    assert decided(mo, two, "leave").path == "/moderation/queue"


def test_the_next_case_is_none_that_a_colleague_is_at(
    mo: Browser, world: World
) -> None:
    one, two = case_about(world), case_about(world, "Another one of these")
    max_mod = colleague(world)
    opened(max_mod, two)
    max_mod.submit("/claim")
    opened(mo, one)

    page = mo.submit(
        "/decide", to=f"/moderation/items/{one}/decide?next=1", measure="leave"
    )

    assert page.path == "/moderation/queue"
