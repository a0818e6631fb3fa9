"""C11: state, role, board rule and the first time decide access; nothing else does."""

from datetime import timedelta

import pytest

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members import actions as members
from forum.members.models import Affiliation, Member, Role
from forum.rights.rules import RIGHTS
from tests.browser import Browser
from tests.world import World

STATES = ("new", "well known", "limited", "suspended")
MATRIX = {
    "Read every public board, and search": set(STATES),
    "Read boards for members": set(STATES),
    "Open threads and reply": {"new", "well known"},
    "Post without waiting": {"well known"},
    "Edit your posts for 30 days": {"new", "well known"},
    "Take back words, photos and replies": set(STATES),
    "Report a post": set(STATES),
    "Keep system cards": set(STATES),
    "Get a copy of your data, pause or delete": set(STATES),
}
OF_STAFF = {
    "Decide about reports": {Role.MODERATOR, Role.ADMINISTRATOR},
    "Change how the forum is run": {Role.ADMINISTRATOR},
}


def _member(world: World, role: Role, state: str) -> int:
    member, now = world.member("rosa", role, is_new=state == "new"), utcnow()
    with world.writing():
        if state == "limited":
            members.limit(member, now + timedelta(days=3))
        if state == "suspended":
            members.suspend(member, now + timedelta(days=3))
    return member


def _may(world: World, member: int) -> dict[str, bool]:
    with world.reading():
        row = db.session.get_one(Member, member)
        return {right.what: bool(right.ask(row, utcnow())) for right in RIGHTS}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", STATES)
def test_the_table_of_rights_is_the_one_that_is_promised(
    world: World, role: Role, state: str
) -> None:
    may = _may(world, _member(world, role, state))

    expected = {what: state in states for what, states in MATRIX.items()}
    expected |= {what: role in roles for what, roles in OF_STAFF.items()}
    if role is not Role.MEMBER and state == "new":
        expected["Post without waiting"] = True
    assert may == expected


@pytest.mark.parametrize("tie", list(Affiliation))
def test_editing_a_profile_never_changes_a_right(
    world: World, tie: Affiliation
) -> None:
    member = world.member("rosa")
    before = _may(world, member)

    with world.writing():
        members.describe(member, "Administrator of everything", tie, "moderator")

    assert _may(world, member) == before


def test_a_member_sees_what_they_may_do_and_why(rosa: Browser) -> None:
    page = rosa.visit("/my/access")

    for right in RIGHTS:
        assert right.what in page.text
    assert "Administrators only." in page.text


def test_a_limited_member_reads_the_reason(world: World, guest: Browser) -> None:
    member = _member(world, Role.MEMBER, "limited")
    guest.begin_session(world.session_of(member))

    page = guest.visit("/my/access")

    assert "You can read but not write until" in page.text


def test_what_the_table_refuses_the_boards_refuse_too(
    world: World, guest: Browser
) -> None:
    thread = world.thread("ken")
    member = _member(world, Role.MEMBER, "limited")
    guest.begin_session(world.session_of(member))

    assert guest.visit(f"/t/{thread}/reply").status == 403
