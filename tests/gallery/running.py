"""Pages of administration that need an example: a board, a setting, a member."""

from collections.abc import Iterator

from forum.admin.models import OpenedDetail
from forum.boards.models import Board, BoardGroup
from forum.core.clock import utcnow
from forum.core.db import db
from tests.gallery.picture import Picture
from tests.gallery.places import ADMINISTRATOR, MEMBER, browser_of
from tests.world import World


def of_running(world: World) -> Iterator[Picture]:
    """Show what administrators change, and a member as they see them."""
    member = f"/admin/members/{world.member_id(MEMBER)}"
    board, group = world.rows(Board)[0].id, world.rows(BoardGroup)[0].id
    _open_address(world)
    for name, path in (
        ("board", f"/admin/boards/{board}"),
        ("group", f"/admin/boards/groups/{group}"),
        ("setting", "/admin/settings/threads_per_hour"),
        ("setting-of-words", "/admin/settings/what_waits"),
        ("setting-fixed", "/admin/settings/second_look_percent"),
        ("statistics-board", "/admin/statistics?board=performance"),
        ("member", member),
        ("member-address", f"{member}/address"),
        ("member-erase", f"{member}/erase"),
        ("member-role", f"{member}/role"),
        ("member-why", f"{member}/why"),
        ("role-of-own", _role(world)),
    ):
        yield Picture(f"admin-{name}", ADMINISTRATOR, path)
    yield Picture("my-opened-once", MEMBER, "/my/opened")


def _role(world: World) -> str:
    """Make a role, give it to a member; return the address of its page."""
    browser = browser_of(world, ADMINISTRATOR)
    browser.visit("/admin/roles/new")
    role = {"name": "Quiet on one board", "refuses": "reply"}
    path = browser.submit("/admin/roles/new", more=role).path
    theirs = f"/admin/members/{world.member_id('dusty_az')}/role"
    browser.visit(theirs)
    given = {"others": path.rpartition("/")[2], "reason": "boards"}
    assert browser.submit(theirs, more=given).status == 200
    return path


def _open_address(world: World) -> None:
    opened = OpenedDetail(
        member_id=world.member_id(MEMBER),
        by_id=world.member_id(ADMINISTRATOR),
        reason="asked",
        at=utcnow(),
    )
    with world.writing():
        db.session.add(opened)
