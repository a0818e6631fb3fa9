"""M2: decisions can be appealed for six months, also by who is suspended."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.models import Member
from moderation.appeals.models import Appeal
from moderation.models import Statement
from tests.browser import Browser
from tests.moderation.appeals.asking import appealed, told
from tests.world import World


@pytest.mark.parametrize(("days", "appeals"), [(175, 1), (190, 0)])
def test_an_appeal_is_taken_for_six_months(
    mo: Browser, rosa: Browser, world: World, days: int, appeals: int
) -> None:
    statement = told(world, mo)

    with time_machine.travel(utcnow() + timedelta(days=days), tick=False):
        rosa.begin_session(world.session_of(world.member_id("rosa")))
        rosa.visit(f"/my/decisions/{statement}/appeal")
        if rosa.page.forms("/appeal"):
            appealed(rosa, statement)

    assert len(world.rows(Appeal)) == appeals


def test_who_is_suspended_appeals(mo: Browser, rosa: Browser, world: World) -> None:
    statement = told(world, mo, suspend="365")
    rosa.sign_in("rosa")
    assert world.row(Member, world.member_id("rosa")).suspended_until

    appealed(rosa, statement)

    assert len(world.rows(Appeal)) == 1


def test_the_terms_and_the_rules_say_so(guest: Browser) -> None:
    for path in ("/terms", "/rules"):
        said = guest.visit(path).text
        assert "six months" in said
        assert "suspended" in said
        assert "took no part" in said


def test_the_reasons_say_until_when(mo: Browser, rosa: Browser, world: World) -> None:
    statement = told(world, mo)
    until = world.row(Statement, statement).appeal_until

    page = rosa.visit(f"/my/decisions/{statement}")

    assert f"until {until:%B} {until.day}, {until.year}" in page.text
    assert until - utcnow() > timedelta(days=180)
