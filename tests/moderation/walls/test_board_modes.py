"""What waits on a board is chosen by administrators."""

import pytest

from forum.boards.models import PostState
from forum.members.models import Role
from moderation.models import AuditEvent
from moderation.walls.models import Mode
from tests.boards.acts import board_of, send
from tests.browser import Browser
from tests.moderation.walls.acts import opened, set_mode, states
from tests.world import World

HELD, PUBLISHED = PostState.HELD, PostState.PUBLISHED


@pytest.fixture
def boss(world: World) -> Browser:
    """Return the browser of an administrator."""
    world.member("boss", Role.ADMINISTRATOR)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member_id("boss")))
    return browser


@pytest.mark.parametrize(
    ("mode", "is_new", "becomes"),
    [
        (Mode.OPEN, True, PUBLISHED),
        (Mode.FIRST_POSTS, True, HELD),
        (Mode.FIRST_POSTS, False, PUBLISHED),
        (Mode.THREADS, False, HELD),
        (Mode.ALL, False, HELD),
    ],
)
def test_a_board_holds_what_its_mode_says(
    world: World, mode: Mode, is_new: bool, becomes: PostState
) -> None:
    set_mode(world, mode)
    world.member("una", is_new=is_new)
    una = Browser(world.app)
    una.begin_session(world.session_of(world.member_id("una")))

    opened(una)

    assert states(world) == [becomes]


@pytest.mark.parametrize(
    ("mode", "becomes"), [(Mode.THREADS, PUBLISHED), (Mode.ALL, HELD)]
)
def test_replies_wait_where_everything_does(
    ivy: Browser, world: World, mode: Mode, becomes: PostState
) -> None:
    thread = world.thread("ken", board="care")
    set_mode(world, mode)

    send(ivy, thread, "A reply to what ken asked.")

    assert states(world) == [PUBLISHED, becomes]


def test_staff_never_wait(mo: Browser, world: World) -> None:
    set_mode(world, Mode.ALL)

    opened(mo)

    assert states(world) == [PUBLISHED]


def test_an_administrator_sets_the_mode_and_the_log_has_it(
    boss: Browser, world: World
) -> None:
    board = board_of(world, "care")
    assert "What waits on each board" in boss.visit("/moderation/boards").text

    page = boss.submit("/moderation/boards", board=str(board.id), mode="all")

    assert "Saved. It holds from now on." in page.text
    (event,) = [e for e in world.rows(AuditEvent) if e.action == "board_mode"]
    assert event.target_id == board.id


def test_moderators_do_not_set_modes(mo: Browser) -> None:
    assert mo.visit("/moderation/boards").status == 403


def test_a_mode_that_is_none_is_refused(boss: Browser) -> None:
    boss.visit("/moderation/boards")

    page = boss.submit("/moderation/boards", mode="never")

    assert page.status == 422
    assert "There is a problem" in page.text


def test_the_page_of_a_board_shows_and_sets_what_waits_there(
    ada: Browser, ivy: Browser, world: World
) -> None:
    key = board_of(world, "care").id
    page = ada.visit(f"/admin/boards/{key}")
    assert "What waits on this board" in page.text

    page = ada.submit("/moderation/boards", mode="all")

    assert page.path == f"/admin/boards/{key}"
    assert page.values("/moderation/boards")["mode"] == "all"
    opened(ivy)
    assert states(world)[-1] is HELD


def test_what_was_chosen_for_a_board_holds_when_the_default_changes(
    ada: Browser, world: World
) -> None:
    key = board_of(world, "care").id
    ada.visit(f"/admin/boards/{key}")
    ada.submit("/moderation/boards", mode=str(Mode.FIRST_POSTS))
    ada.visit("/admin/settings/what_waits")
    ada.submit("/admin/settings/what_waits", value=str(Mode.OPEN), reason="trial")
    world.member("una", is_new=True)
    una = Browser(world.app)
    una.begin_session(world.session_of(world.member_id("una")))

    opened(una)

    assert states(world) == [HELD]
