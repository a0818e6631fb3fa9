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
    "Open threads, reply, add photos or files": {"new", "well known"},
    "Keep drafts": {"new", "well known", "limited"},
    "Post without waiting": {"well known"},
    "Edit your posts for 30 days": {"new", "well known"},
    "Take back words, photos and replies": set(STATES),
    "Report a post or a system card": {"new", "well known"},
    "Describe yourself to others": {"new", "well known"},
    "Add system cards": {"new", "well known"},
    "Hide or remove what you said, and system cards": set(STATES),
    "Take another user name": {"new", "well known"},
    "Change how you sign in, and how we reach you": set(STATES),
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


REFUSED_PAGES = {
    "Open threads, reply, add photos or files": ("/t/{thread}/reply", {}),
    "Report a post or a system card": ("/p/{post}/flag", {"reason": "spam"}),
    "Describe yourself to others": ("/my/profile", {"about": "Two roofs."}),
    "Take another user name": ("/my/handle", {"handle": "rosa.two"}),
}


@pytest.mark.parametrize("what", REFUSED_PAGES)
def test_what_the_table_refuses_the_pages_refuse_too(
    world: World, guest: Browser, what: str
) -> None:
    thread = world.thread("ken")
    at = {"thread": thread, "post": world.opening_post(thread)}
    member = _member(world, Role.MEMBER, "limited")
    guest.begin_session(world.session_of(member))
    token = guest.visit("/").values("/sign-out")["csrf_token"]
    path, fields = REFUSED_PAGES[what]

    page = guest.post(
        path.format(**at), {"csrf_token": token, "affiliation": "owner"} | fields
    )

    assert not _may(world, member)[what]
    assert page.status == 403


def test_who_is_limited_still_keeps_a_draft_as_the_table_says(
    world: World, guest: Browser
) -> None:
    thread = world.thread("ken")
    member = _member(world, Role.MEMBER, "limited")
    guest.begin_session(world.session_of(member))
    token = guest.visit("/").values("/sign-out")["csrf_token"]
    words = {"csrf_token": token, "save-draft": "1", "body": "Not yet."}

    guest.post(f"/t/{thread}/reply", words)

    assert _may(world, member)["Keep drafts"]
    assert guest.visit(f"/t/{thread}/reply").soup.select_one("textarea[name=body]")
    assert "Not yet." in guest.page.text


def test_a_member_sees_which_boards_let_them_start_threads(rosa: Browser) -> None:
    page = rosa.visit("/my/access")

    assert "Only the SolTrex team opens threads on this board." in page.text
    assert "Read and start threads" in page.text
