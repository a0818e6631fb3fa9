"""M1: who took part in a decision does not decide about the appeal."""

from forum.members.models import Role
from moderation.models import Reviewable, ReviewStatus
from tests.browser import Browser
from tests.moderation.appeals.asking import (
    WHY,
    a_day_passes,
    appealed,
    case_of,
    judged,
    told,
)
from tests.world import World


def test_who_decided_is_refused_also_without_the_form(
    mo: Browser, rosa: Browser, world: World
) -> None:
    world.member("max_mod", Role.MODERATOR)
    appealed(rosa, told(world, mo))
    case = case_of(world)
    a_day_passes(world)
    page = mo.visit(f"/moderation/appeals/{case}")
    token = page.values("/sign-out")["csrf_token"]

    sent = {"csrf_token": token, "outcome": "refuse", "reason": WHY, "version": "1"}
    answer = mo.post(f"/moderation/appeals/{case}/decide", sent)

    assert not page.forms("/decide")
    assert answer.status == 403
    assert world.row(Reviewable, case).status is ReviewStatus.OPEN


def test_somebody_else_decides(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))

    page = judged(ada, case_of(world), "refuse")

    assert "Decided." in page.text
    assert world.row(Reviewable, case_of(world)).status is ReviewStatus.CLOSED
