"""What staff does about a member outside of the queue, and how it ends."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.models import Role
from forum.members.rules import OPEN_ENDED
from moderation.models import (
    Decision,
    ModAction,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
)
from tests.browser import Browser
from tests.moderation.standing.staff import (
    WHY,
    acted,
    ended,
    logged,
    member,
    pass_time,
)
from tests.world import World, words_of

DAY = timedelta(days=1)


@pytest.mark.parametrize("days", ["1", "3", "7", "30", "365"])
def test_a_suspension_holds_for_its_time(
    mo: Browser, rosa: Browser, world: World, days: str
) -> None:
    page = acted(mo, "rosa", "suspend", days=days)

    assert "The member is told" in page.text
    until = member(world, "rosa").suspended_until
    assert until is not None
    assert abs(until - utcnow() - int(days) * DAY) < DAY / 24
    assert rosa.visit("/my").status == 401


def test_the_member_gets_reasons_and_a_mail_at_the_start(
    mo: Browser, rosa: Browser, world: World
) -> None:
    acted(mo, "rosa", "limit")
    with time_machine.travel(utcnow() + timedelta(hours=25)):
        world.run_jobs()

    (told,) = world.rows(Statement)
    page = rosa.visit(f"/my/decisions/{told.id}")
    assert WHY in page.text
    assert "mo_mod" not in page.text
    (mail,) = world.outbox.to("rosa@example.com")
    assert WHY.split(".")[0] in words_of(mail)
    (case,), (decision,) = world.rows(Reviewable), world.rows(Decision)
    assert (case.kind, case.status) == ("moderator_act", "closed")
    assert (decision.outcome, decision.rule_code) == ("uphold", "R2")
    assert "limit" in logged(world)


@pytest.mark.parametrize(
    ("measure", "says"),
    [("limit", "You can write again"), ("suspend", "Your account is open again")],
)
def test_a_measure_ends_by_itself_and_is_told_once(
    mo: Browser, rosa: Browser, world: World, measure: str, says: str
) -> None:
    acted(mo, "rosa", measure, days="1")

    for hours in (25, 26):
        with time_machine.travel(utcnow() + timedelta(hours=hours)):
            pass_time(world)

    mails = [one["Subject"] for one in world.outbox.to("rosa@example.com")]
    assert [one for one in mails if says in one] == [f"[Service] {says}"]
    about = member(world, "rosa")
    assert (about.limited_until, about.suspended_until) == (None, None)
    assert f"un{measure}" in logged(world)
    assert rosa.visit("/").status == 200


def test_a_measure_is_ended_early_and_the_member_told(
    mo: Browser, rosa: Browser, world: World
) -> None:
    acted(mo, "rosa", "suspend")

    page = ended(mo, "rosa", "suspension", "We talked about it.")

    assert "Ended." in page.text
    assert member(world, "rosa").suspended_until is None
    assert all(one.expires_at for one in world.rows(ModAction) if one.kind == "suspend")
    assert "Your account is open again" in {
        one.subject for one in world.rows(Statement)
    }
    assert "unsuspend" in logged(world)
    rosa.sign_in("rosa")
    assert rosa.visit("/b/care/new").status == 200
    mo.visit("/moderation/members/rosa")
    assert not mo.page.forms("/end")


def test_an_open_ended_suspension_is_looked_at_after_a_year(
    mo: Browser, rosa: Browser, world: World
) -> None:
    acted(mo, "rosa", "suspend", days="0")
    assert member(world, "rosa").suspended_until == OPEN_ENDED
    rosa.sign_in("rosa")
    assert "until a moderator ends it" in rosa.visit("/my").text

    with time_machine.travel(utcnow() + timedelta(days=364)):
        pass_time(world)
    assert not _open(world)
    for days in (366, 368):
        with time_machine.travel(utcnow() + timedelta(days=days)):
            pass_time(world)

    assert len(_open(world)) == 1
    assert member(world, "rosa").suspended_until == OPEN_ENDED


@pytest.mark.parametrize(
    ("handle", "role"),
    [("max_mod", Role.MODERATOR), ("eve_op", Role.ADMINISTRATOR)],
)
def test_nobody_acts_on_an_equal_or_a_higher_role(
    mo: Browser, world: World, handle: str, role: Role
) -> None:
    world.member("rosa")
    world.member(handle, role)
    page = mo.visit(f"/moderation/members/{handle}")
    assert "same or a higher role" in page.text
    assert not page.forms("/act")
    fields = mo.visit("/moderation/members/rosa").values("/act")
    fields["measure"], fields["reason"], fields["rule"] = "suspend", WHY, "R2"

    page = mo.post(f"/moderation/members/{handle}/act", fields)

    assert page.status == 403
    assert member(world, handle).suspended_until is None
    assert world.rows(Decision) == []


def test_an_administrator_acts_on_a_moderator_but_not_on_the_last_administrator(
    ada: Browser, world: World
) -> None:
    world.member("max_mod", Role.MODERATOR)

    acted(ada, "max_mod", "suspend")
    page = ada.visit("/moderation/members/ada_op")

    assert member(world, "max_mod").suspended_until is not None
    assert not page.forms("/act")
    assert "This is you" in page.text


def test_a_plain_member_sees_nothing_of_it(rosa: Browser, world: World) -> None:
    world.member("ken")

    assert rosa.visit("/moderation/members/ken").status == 403
    assert "Moderate" not in rosa.visit("/m/ken").text


def test_a_measure_without_reasons_keeps_what_was_chosen(
    mo: Browser, world: World
) -> None:
    world.member("ken")

    page = acted(mo, "ken", "limit", reason="", days="30")

    assert page.status == 422
    assert "Write the reasons" in page.text
    assert page.values("/act")["days"] == "30"
    assert world.rows(Decision) == []


def _open(world: World) -> list[Reviewable]:
    return [
        one
        for one in world.rows(Reviewable)
        if one.status is ReviewStatus.OPEN and one.kind is ReviewableKind.FLAGGED_MEMBER
    ]
