"""What is gone needs no moderator: a rule decides, and no case closes without it."""

import json

from moderation.models import (
    AuditEvent,
    AuditPayload,
    Decision,
    Flag,
    FlagStatus,
    Outcome,
    Reviewable,
    ReviewStatus,
)
from tests.browser import Browser
from tests.moderation.appeals.asking import appealed, told
from tests.moderation.appeals.asking import case_of as appeal_of
from tests.moderation.proofs.invariants import faults
from tests.moderation.test_system_cards import advertising, case_of, reported
from tests.rights.leaving import erased
from tests.world import World


def ending(world: World, case: int) -> Decision:
    """Return the one decision of a case, which nobody made."""
    (made,) = (row for row in world.rows(Decision) if row.reviewable_id == case)
    assert world.row(Reviewable, case).status is ReviewStatus.CLOSED
    assert (made.automated, made.actor_id) == (True, None)
    assert made.outcome is Outcome.NO_ACTION
    return made


def test_a_case_about_a_removed_card_ends_with_a_decision(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    key = advertising(world)
    reported(rosa, key)
    case = case_of(world)
    ken.visit(f"/my/systems/{key}/remove")

    ken.submit(f"/my/systems/{key}/remove")

    made = ending(world, case)
    (flag,) = world.rows(Flag)
    assert (flag.status, flag.decision_id) == (FlagStatus.NO_ACTION, made.id)
    (entry,) = (row for row in world.rows(AuditEvent) if row.action == "withdrawn")
    assert (entry.decision_id, entry.actor_kind) == (made.id, "system")
    assert faults(world) == []
    text = mo.visit(f"/moderation/cards/{case}").text
    assert "nobody: a rule of the forum" in text
    assert "Its owner removed the card." in text
    assert "There was nothing more to do" in rosa.visit("/my/flags").text


def test_a_removed_card_decided_before_keeps_its_decision(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    key = advertising(world)
    reported(rosa, key)
    mo.visit(f"/moderation/cards/{case_of(world)}")
    mo.submit("/decide", measure="leave")

    ken.visit(f"/my/systems/{key}/remove")
    ken.submit(f"/my/systems/{key}/remove")

    assert [row.automated for row in world.rows(Decision)] == [False]
    assert faults(world) == []


def test_a_report_about_somebody_erased_ends_with_a_decision(
    rosa: Browser, mo: Browser, world: World
) -> None:
    member = world.member("ken")
    rosa.visit("/m/ken/flag")
    rosa.submit("/m/ken/flag", reason="spam")
    (case,) = world.rows(Reviewable)

    erased(world, member)

    made = ending(world, case.id)
    assert made.internal_note == "The member was erased."
    assert faults(world) == []
    assert mo.visit(f"/moderation/members/items/{case.id}").status == 200
    assert mo.visit("/moderation/queue?show=decided").status == 200


def test_an_appeal_of_somebody_erased_ends_with_a_decision(
    mo: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    case = appeal_of(world)

    erased(world, world.member_id("rosa"))

    ending(world, case)
    assert faults(world) == []
    kept = {row.seq: json.loads(row.json) for row in world.rows(AuditPayload)}
    assert all("rosa" not in json.dumps(one) for one in kept.values())
