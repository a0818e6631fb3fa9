"""Members are told of what concerns them, and of nothing they may not read."""

import pytest

from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job
from forum.following.models import Level, Watch
from forum.members.models import Member
from forum.notifications.models import Notification
from forum.notifications.rules import mentioned
from tests.boards.acts import become, open_to, statements
from tests.browser import Browser
from tests.notifications.following import (
    ago,
    mutes,
    reads,
    told,
    watches,
    watches_board,
)
from tests.world import TITLE, World

MANY = 1000
SAID = "Ours was 1,201 in the first year, says the logger."


@pytest.fixture
def thread(world: World, rosa: Browser) -> int:
    """Return a thread of Ken's that Rosa watches."""
    assert rosa.page.status == 0
    thread = world.thread("ken", at=ago(9))
    watches(world, "rosa", thread)
    return thread


def bell(browser: Browser) -> int:
    """Return the number beside the bell."""
    (sign,) = browser.visit("/").soup.select(".me a[href='/notifications']")
    count = sign.select_one(".count")
    return int(count.get_text().split()[0]) if count else 0


def test_a_reply_is_told_to_who_watches_and_not_to_its_author(
    world: World, thread: int
) -> None:
    watches(world, "ivy", thread)

    world.reply(thread, "ivy", SAID)

    assert told(world, "rosa") == ["reply"]
    assert told(world, "ivy") == []


def test_a_new_thread_is_told_to_who_watches_the_board(world: World) -> None:
    watches_board(world, "rosa")

    world.thread("ken")

    assert told(world, "rosa") == ["thread"]


def test_mentions_and_quotes_are_told_once_for_the_nearest_reason(
    world: World, thread: int
) -> None:
    for handle in ("una", "eva"):
        world.member(handle)
    post = world.reply(thread, "una", SAID, ago(5))
    quote = f"> [una wrote in #2](/p/{post})\n>\n> Ours was 1,201\n\n"

    world.reply(thread, "ivy", f"{quote}@rosa and @Eva know more.", ago(4))

    assert told(world, "una") == ["quote"]
    assert told(world, "rosa") == ["reply", "mention"]
    assert told(world, "eva") == ["mention"]


def test_who_is_called_in_a_quotation_or_in_code_is_not_mentioned() -> None:
    text = (
        "Ask @una.\n\n> @rosa said so\n\n`@ken` and\n\n```\n@ivy\n```\n\nme@example.com"
    )

    assert mentioned(text) == ("una",)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("``@ken ` @eva`` @una", ("una",)),
        ("`@ken `` @eva` @una", ("una",)),
        ("`@ken", ("ken",)),
        ("``@ken`", ("ken",)),
        ("`@ken\n\n@eva`", ("ken", "eva")),
        ("```@ken `@eva` ``@una``", ("ken",)),
    ],
)
def test_code_ends_with_as_many_ticks_as_it_began_with(
    text: str, called: tuple[str, ...]
) -> None:
    assert mentioned(f"So {text}") == called


def test_ten_members_at_most_are_mentioned_in_a_post() -> None:
    text = " ".join(f"@member{number}" for number in range(40))

    assert len(mentioned(text)) == 10


def test_who_cannot_read_the_board_is_told_nothing(world: World, thread: int) -> None:
    open_to(world, "performance", Audience.STAFF)

    world.reply(thread, "ivy", f"{SAID} @rosa @una")

    assert told(world, "rosa") == []


def test_a_muted_thread_is_silent_also_for_mentions(world: World, thread: int) -> None:
    mutes(world, "rosa", thread)

    world.reply(thread, "ivy", f"{SAID} @rosa")

    assert told(world, "rosa") == []


def test_a_held_post_is_told_at_its_approval_and_not_before(
    world: World, thread: int, rosa: Browser
) -> None:
    world.member("nia_new", is_new=True)
    post = world.reply(thread, "nia_new", f"{SAID} @rosa", utcnow())
    assert told(world, "rosa") == []

    become(world, post, PostState.PUBLISHED)

    assert told(world, "rosa") == ["mention"]
    assert bell(rosa) == 1


def test_the_page_groups_by_thread_and_leads_to_the_first_new_post(
    world: World, thread: int, rosa: Browser
) -> None:
    first = world.reply(thread, "ivy", SAID, ago(5))
    world.reply(thread, "una", SAID, ago(4))
    world.reply(thread, "ivy", "Snow fell until noon.", ago(2))

    page = rosa.visit("/notifications")

    assert page.link(f"3 new replies in “{TITLE}”") == f"/p/{first}"
    assert bell(rosa) == 1


def test_reading_the_thread_marks_it_as_read(
    world: World, thread: int, rosa: Browser
) -> None:
    first = world.reply(thread, "ivy", SAID, ago(5))
    second = world.reply(thread, "una", SAID, ago(4))

    reads(world, "rosa", first)
    page = rosa.visit("/notifications")
    assert page.link("1 new reply in") == f"/p/{second}"
    reads(world, "rosa", second)
    page = rosa.visit("/notifications")

    assert page.link(f"2 replies in “{TITLE}”")
    assert not page.soup.select(".new")
    assert bell(rosa) == 0


def test_all_is_marked_as_read_that_was_seen_and_not_what_came_since(
    world: World, thread: int, rosa: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(5))
    rosa.visit("/notifications")
    other = world.thread("ken", title="Snow guards above a string inverter", at=ago(4))
    watches(world, "rosa", other)
    world.reply(other, "ivy", SAID, ago(3))

    page = rosa.submit("/notifications/read")

    assert "All of it is marked as read." in page.text
    assert bell(rosa) == 1


@pytest.mark.parametrize("state", [PostState.REMOVED, PostState.HIDDEN])
def test_what_was_taken_away_is_not_told_any_more(
    world: World, thread: int, rosa: Browser, state: PostState
) -> None:
    post = world.reply(thread, "ivy", SAID, ago(5))
    assert bell(rosa) == 1

    become(world, post, state, "Rule 1: Be kind.")

    assert bell(rosa) == 0
    assert "Nothing yet" in rosa.visit("/notifications").text


def test_a_title_is_not_shown_to_who_may_not_read_it_any_more(
    world: World, thread: int, rosa: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(5))
    assert TITLE in rosa.visit("/notifications").text

    open_to(world, "performance", Audience.STAFF)

    assert TITLE not in rosa.visit("/notifications").text
    assert bell(rosa) == 0


def test_many_notifications_are_paged(world: World, rosa: Browser) -> None:
    member = watches_board(world, "rosa")
    for number in range(21):
        title = f"Thread with number {number:02}"
        world.thread("ken" if number % 2 else "ivy", title=title, at=ago(100 - number))
    assert {one.member_id for one in world.rows(Notification)} == {member}

    page = rosa.visit("/notifications")
    older = rosa.visit(page.link("Older"))

    assert page.link("New thread: “Thread with number 20”")
    assert older.link("New thread: “Thread with number 00”")
    assert rosa.visit("/notifications?page=3").status == 404
    assert rosa.visit("/notifications?page=x").status == 404


def test_a_guest_is_asked_to_sign_in(guest: Browser) -> None:
    assert guest.visit("/notifications").status == 401
    assert not guest.visit("/").soup.select("a[href='/notifications']")


def test_a_member_marks_only_their_own(
    world: World, thread: int, rosa: Browser, mo: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(5))
    token = mo.visit("/my").values("/sign-out")["csrf_token"]

    mo.post("/notifications/read", {"csrf_token": token, "up_to": "99999"})

    assert bell(rosa) == 1
    bad = {"csrf_token": token, "up_to": "all"}
    assert mo.post("/notifications/read", bad).status == 422


def test_posting_costs_as_much_with_a_thousand_watchers_as_with_one(
    world: World, thread: int
) -> None:
    world.reply(thread, "ivy", "Our roof faces east and gets less.", ago(9))
    with statements() as with_one:
        world.reply(thread, "ivy", SAID, ago(8))
    _many_watch(world, thread)

    with statements() as with_many:
        world.reply(thread, "ivy", f"{SAID} It rained.", ago(5))

    rows = world.rows(Notification)
    assert len([one for one in rows if one.kind == "reply"]) > MANY
    assert _own(with_many) == _own(with_one)
    mine = [one for one in with_many if "notification" in one]
    assert len(mine) == 1
    waiting = [one for one in world.rows(Job) if one.kind == "mail about a post"]
    assert len(waiting) == 3


def test_the_bell_is_one_query_and_the_page_two(
    world: World, thread: int, rosa: Browser
) -> None:
    for hour in range(8, 2, -1):
        world.reply(thread, "ivy", f"{SAID} {hour}", ago(hour))

    with statements() as asked:
        rosa.visit("/my/drafts")
    assert len([one for one in asked if "FROM notification" in one]) == 1
    with statements() as asked:
        rosa.visit("/notifications")
    assert len([one for one in asked if "FROM notification" in one]) == 3


def _own(asked: list[str]) -> int:
    """Return how many statements there were, but for those of the walls."""
    return len([one for one in asked if "likeness" not in one])


def _many_watch(world: World, thread: int) -> None:
    with world.writing():
        members = [
            Member(
                handle=f"m{number}",
                handle_key=f"m{number}",
                joined_at=ago(900),
            )
            for number in range(MANY)
        ]
        db.session.add_all(members)
        db.session.flush()
        db.session.add_all(
            Watch(member_id=one.id, thread_id=thread, level=Level.WATCH, since=ago(9))
            for one in members
        )
