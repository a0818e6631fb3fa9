"""Which reply is the answer: who says so, where it shows, when it stops being so."""

from datetime import timedelta

import pytest

from forum.boards import actions as boards
from forum.boards.models import PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.wording import Wording
from forum.members.models import Member, Role
from forum.reactions import actions
from moderation.models import AuditEvent
from tests.boards.acts import become, board_of
from tests.browser import Browser
from tests.reactions.acts import answer_of, buttons, opened, press
from tests.world import World

SAID = "It was one cable, not three broken microinverters."


@pytest.fixture
def thread(world: World) -> int:
    """Return a question of Rosa's."""
    return world.thread("rosa")


@pytest.fixture
def reply(world: World, thread: int) -> int:
    """Return a reply that helped."""
    return world.reply(thread, "ivy", SAID)


def mark(world: World, post: int, thread: int) -> None:
    """Let a reply be the answer."""
    with world.writing():
        actions.mark_answer(thread, post)


def test_who_asked_marks_a_reply_and_everybody_finds_it(
    rosa: Browser, guest: Browser, world: World, thread: int, reply: int
) -> None:
    page = press(rosa, world, reply, "answer")

    assert "Marked as the answer." in page.text
    assert answer_of(world, thread) == reply
    seen = opened(guest, world, thread)
    assert "Solved by ivy: read the answer, post 2" in seen.text
    assert str(seen.link("Go to the solution")) == f"/p/{reply}"
    assert f"The solution in short “{SAID}”" in seen.text
    assert seen.soup.select(f"#p{reply}.post--ok")
    for path in ("/", "/latest", "/b/performance", "/b/performance?show=solved"):
        assert "Solved" in guest.visit(path).text, path


def test_the_tab_shows_threads_with_an_answer_and_no_others(
    guest: Browser, world: World, thread: int, reply: int
) -> None:
    world.thread("ken", title="Which meter reads in both directions?")
    mark(world, reply, thread)

    page = guest.visit("/b/performance?show=solved")

    assert len(page.soup.select(".thread__t")) == 1


def test_another_reply_can_be_marked_instead(
    rosa: Browser, world: World, thread: int, reply: int
) -> None:
    other = world.reply(thread, "ken")
    press(rosa, world, reply, "answer")

    press(rosa, world, other, "answer")
    assert answer_of(world, thread) == other

    press(rosa, world, other, "no-answer")
    assert answer_of(world, thread) is None


def test_a_reply_of_ones_own_can_be_the_answer(
    rosa: Browser, world: World, thread: int
) -> None:
    found = "I found it: the breaker was off."
    own = world.reply(thread, "rosa", found, utcnow() - timedelta(hours=2))

    press(rosa, world, own, "answer")

    assert answer_of(world, thread) == own


def test_the_opening_post_is_never_the_answer(
    rosa: Browser, world: World, thread: int, reply: int
) -> None:
    opening = world.opening_post(thread)
    page = opened(rosa, world, thread)
    assert "answer" not in buttons(page, opening)

    answer = rosa.post(f"/p/{opening}/answer", page.values(f"/p/{reply}/answer"))

    assert answer.status in {403, 409}
    assert answer_of(world, thread) is None


def test_somebody_else_marks_nothing(
    ken: Browser, world: World, thread: int, reply: int
) -> None:
    page = opened(ken, world, thread)
    assert "answer" not in buttons(page, reply)

    answer = ken.post(f"/p/{reply}/answer", page.values(f"/p/{reply}/thank"))

    assert answer.status in {403, 409}
    assert "Only who started the thread and moderators mark the answer." in answer.text
    assert answer_of(world, thread) is None


def test_a_moderator_marks_the_answer(
    mo: Browser, world: World, thread: int, reply: int
) -> None:
    press(mo, world, reply, "answer")

    assert answer_of(world, thread) == reply


def test_a_moderator_of_another_board_does_not(world: World, reply: int) -> None:
    other = world.member("mod_other", Role.MODERATOR)
    care = board_of(world, "care").id
    with world.writing():
        db.session.get_one(Member, other).moderates = [care]
    browser = Browser(world.app)
    browser.begin_session(world.session_of(other))

    assert "answer" not in buttons(opened(browser, world, 1), reply)


def test_a_board_for_talk_has_no_answers(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="welcome")
    reply = world.reply(thread, "ivy")

    assert "answer" not in buttons(opened(rosa, world, thread), reply)
    assert "Solved" not in guest.visit("/b/welcome").text


@pytest.mark.parametrize("state", [PostState.REMOVED, PostState.HIDDEN])
def test_a_reply_that_is_taken_away_is_the_answer_no_longer(
    world: World, thread: int, reply: int, state: PostState
) -> None:
    mark(world, reply, thread)

    become(world, reply, state, "R1")

    assert answer_of(world, thread) is None


def test_an_edited_reply_stays_the_answer(
    world: World, thread: int, reply: int
) -> None:
    mark(world, reply, thread)

    become(world, world.opening_post(thread), PostState.PUBLISHED)

    assert answer_of(world, thread) == reply


def test_a_withdrawn_reply_is_the_answer_no_longer(
    ken: Browser, world: World, thread: int
) -> None:
    reply = world.reply(thread, "ken")
    mark(world, reply, thread)

    ken.visit(f"/p/{reply}/withdraw")
    ken.submit(f"/p/{reply}/withdraw")

    assert answer_of(world, thread) is None


def test_a_redacted_reply_is_the_answer_no_longer(world: World, thread: int) -> None:
    reply = world.reply(thread, "ken", SAID)
    mark(world, reply, thread)

    with world.writing():
        gone = boards.Passages(Wording(("one cable",), "[taken back]"))
        boards.redact(reply, gone, world.member_id("ken"), utcnow())

    assert answer_of(world, thread) is None


def test_the_answer_goes_along_when_its_thread_is_merged_and_back(
    world: World, thread: int, reply: int
) -> None:
    older = world.thread("ken", at=utcnow() - timedelta(days=3))
    mark(world, reply, thread)

    with world.writing():
        numbers = boards.merge(thread, older)
    assert answer_of(world, older) == reply
    assert answer_of(world, thread) is None

    with world.writing():
        boards.unmerge(thread, older, numbers)
    assert answer_of(world, thread) == reply
    assert answer_of(world, older) is None


def test_an_answer_that_opens_a_thread_of_its_own_answers_nothing(
    world: World, thread: int, reply: int
) -> None:
    last = world.reply(thread, "ken")
    mark(world, reply, thread)

    with world.writing():
        board = db.session.get_one(Thread, thread).board_id
        done = boards.split(
            thread, boards.Wanted([reply, last], "Cables gnawed by squirrels", board)
        )
        made = done.thread.id

    assert answer_of(world, thread) is None
    assert answer_of(world, made) is None


def test_a_thread_that_moves_to_a_board_for_talk_stays_solved(
    guest: Browser, world: World, thread: int, reply: int
) -> None:
    mark(world, reply, thread)

    talk = board_of(world, "welcome").id
    with world.writing():
        boards.move(thread, talk)

    assert "Solved" in opened(guest, world, thread).text


def test_what_a_moderator_marks_for_somebody_else_stands_in_the_log(
    mo: Browser, rosa: Browser, world: World, reply: int
) -> None:
    press(mo, world, reply, "answer")
    press(mo, world, reply, "no-answer")
    press(rosa, world, reply, "answer")

    acts = [one.action for one in world.rows(AuditEvent)]
    assert [one for one in acts if "answer" in one] == [
        "answer_marked",
        "answer_unmarked",
    ]
