"""What is new to a member: marks, the first unread post, marking as read."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards import actions as boards
from forum.boards.models import Audience, PostState
from forum.core import read_only
from forum.core.clock import utcnow
from forum.following.models import ReadUpTo
from tests.boards.acts import become, board_of, counted, open_to, replies, statements
from tests.browser import Browser
from tests.following.reading import news, pointers, read_to, swept, unread_titles
from tests.world import TITLE, World

READS = ("SELECT", "WITH", "BEGIN")
LISTS = ("/", "/latest", "/b/performance")


def test_lists_say_how_many_posts_are_new_and_lead_to_the_first(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    world.reply(thread, "ivy")
    world.reply(thread, "una")
    read_to(world, "rosa", thread, 1)

    for path in LISTS:
        assert f"2 new in {TITLE}" in news(rosa.visit(path)), path
    page = rosa.visit(rosa.page.link("2 new"))

    assert page.path == world.url(thread)
    assert "2 new since your last visit" in page.text


def test_the_first_page_marks_boards_with_something_new(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    assert [one for one in news(rosa.visit("/")) if one.startswith("new in")]

    rosa.visit(world.url(thread))
    assert news(rosa.visit("/")) == []


def test_reading_a_page_marks_its_own_posts_and_no_later_ones(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    replies(world, thread, 30)

    rosa.visit(world.url(thread))

    assert pointers(world)[world.known("rosa"), thread] == 20
    assert f"11 new in {TITLE}" in news(rosa.visit("/latest"))


def test_an_older_page_read_later_does_not_move_the_mark_back(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    replies(world, thread, 30)

    rosa.visit(f"{world.url(thread)}?page=2")
    rosa.visit(world.url(thread))

    assert pointers(world)[world.known("rosa"), thread] == 31


def test_the_way_to_the_first_unread_post_leads_to_its_page(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    posts = replies(world, thread, 30)
    read_to(world, "rosa", thread, 25)

    page = rosa.visit(f"/t/{thread}/unread", follow=False)
    assert page.status == 303
    assert page.headers["Location"] == f"{world.url(thread)}?page=2#p{posts[24]}"

    rosa.visit(f"/t/{thread}/unread")
    page = rosa.visit(f"/t/{thread}/unread", follow=False)
    assert page.headers["Location"] == f"{world.url(thread)}?page=2#last"


def test_a_thread_has_a_line_before_what_is_new_and_a_way_there(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    posts = replies(world, thread, 30)
    read_to(world, "rosa", thread, 28)

    first = rosa.visit(world.url(thread))
    assert first.link("First unread") == f"/p/{posts[27]}"
    page = rosa.visit(f"{world.url(thread)}?page=2")

    assert page.link("First unread") == "#new"
    (line,) = page.soup.select("#new")
    assert line.find_next("article").get("id") == f"p{posts[27]}"  # type: ignore[union-attr]
    assert not rosa.visit(f"{world.url(thread)}?page=2").soup.select("#new")


def test_a_guest_reads_without_a_write_a_mark_or_a_query_more(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")

    with statements() as asked:
        page = guest.visit(world.url(thread))

    assert not [one for one in asked if not one.startswith(READS)]
    assert not page.soup.select("[href='/unread'], .newline, .new")
    assert counted(world, ReadUpTo) == 0
    page = guest.visit(f"/t/{thread}/unread", follow=False)
    assert page.headers["Location"] == f"{world.url(thread)}#last"


def test_a_page_fetched_ahead_or_asked_for_its_head_is_not_read(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    rosa.client.head(world.url(thread))
    rosa.client.get(world.url(thread), headers={"Sec-Purpose": "prefetch"})

    assert counted(world, ReadUpTo) == 0


def test_reading_again_what_was_read_writes_nothing(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))

    with statements() as asked:
        rosa.visit(world.url(thread))

    assert not [one for one in asked if "read_up_to" in one and "SELECT" not in one]


def test_a_member_pays_one_query_more_for_marks_and_none_for_each_thread(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    for path in (*LISTS, world.url(thread)):
        rosa.visit(path)
        with statements() as asked:
            rosa.visit(path)
        own = [one for one in asked if "follow_choice" in one]
        assert len(own) == 1, path


def test_what_one_wrote_oneself_is_not_new(rosa: Browser, world: World) -> None:
    world.thread("rosa")

    assert unread_titles(rosa) == []
    assert news(rosa.visit("/latest")) == []


@pytest.mark.parametrize(
    "state", [PostState.HIDDEN, PostState.REMOVED, PostState.WITHDRAWN]
)
def test_a_post_that_others_cannot_read_is_not_new(
    rosa: Browser, world: World, state: PostState
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    read_to(world, "rosa", thread, 1)

    become(world, post, state, "Rule 1: No advertising.")

    assert unread_titles(rosa) == []
    assert news(rosa.visit("/b/performance")) == []


def test_a_held_post_is_new_once_it_is_published(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    read_to(world, "rosa", thread, 1)
    post = world.reply(thread, "ivy")
    become(world, post, PostState.HELD)
    assert unread_titles(rosa) == []

    become(world, post, PostState.PUBLISHED)

    assert unread_titles(rosa) == [TITLE]


def test_what_one_cannot_read_is_never_listed_as_unread(
    rosa: Browser, mo: Browser, world: World
) -> None:
    hidden = world.thread("ken", title="A thread of the team alone", board="care")
    open_to(world, "care", Audience.STAFF)
    become(world, world.opening_post(world.thread("ivy")), PostState.HIDDEN)

    assert unread_titles(rosa) == []
    assert "team alone" not in rosa.page.text
    assert rosa.visit(f"/t/{hidden}/unread").status == 404
    assert unread_titles(mo) == ["A thread of the team alone"]


def test_what_is_older_than_sixty_days_counts_as_read(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken", at=utcnow() - timedelta(days=61))
    other = world.thread("ivy", title="This one is not so old yet", board="care")

    assert unread_titles(rosa) == ["This one is not so old yet"]
    rosa.visit(world.url(thread))
    assert pointers(world) == {}
    rosa.visit(world.url(other))
    assert len(pointers(world)) == 1


def test_what_was_written_before_one_joined_counts_as_read(world: World) -> None:
    world.thread("ken")
    newcomer = world.member("nell", is_new=True)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(newcomer))

    assert unread_titles(browser) == []


def test_muted_threads_and_boards_are_never_unread(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    world.thread("ivy", title="Something about the care of panels", board="care")
    rosa.visit(world.url(thread))
    rosa.submit("/follow", level="mute")
    rosa.visit("/b/care")
    rosa.submit("/follow", level="mute")
    world.reply(thread, "una")

    assert unread_titles(rosa) == []
    assert news(rosa.visit("/")) == []


def test_what_one_watches_is_listed_first(rosa: Browser, world: World) -> None:
    at = utcnow() - timedelta(hours=9)
    older = world.thread("ken", title="The older one of the two", at=at)
    world.thread("ivy", title="The newer one of the two")
    assert unread_titles(rosa)[0] == "The newer one of the two"
    rosa.visit(world.url(older))
    rosa.submit("/follow", level="watch")
    world.reply(older, "una", at=at + timedelta(hours=1))

    assert unread_titles(rosa)[0] == "The older one of the two"


def test_everything_can_be_marked_as_read_at_once(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    world.thread("ivy", title="Something about the care of panels", board="care")
    rosa.visit("/unread")

    page = rosa.submit("/unread/read")

    assert "Everything is marked as read." in page.text
    assert "You have read everything" in page.text
    with time_machine.travel(utcnow() + timedelta(hours=1)):
        world.reply(thread, "ivy", at=utcnow())
        assert unread_titles(rosa) == [TITLE]


def test_a_board_can_be_marked_as_read_and_others_stay(
    rosa: Browser, world: World
) -> None:
    world.thread("ken")
    world.thread("ivy", title="Something about the care of panels", board="care")
    rosa.visit("/b/care")

    rosa.submit("/read")

    assert unread_titles(rosa) == [TITLE]
    assert not rosa.visit("/b/care").forms("/read")


def test_a_thread_can_be_marked_as_read_from_the_list(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    replies(world, thread, 30)
    page = rosa.visit("/unread")
    (button,) = page.soup.select("button[formaction]")

    rosa.submit("/unread", to=str(button["formaction"]))

    assert unread_titles(rosa) == []
    assert pointers(world) == {(world.known("rosa"), thread): 31}


def test_a_thread_moved_from_a_board_that_was_marked_stays_read(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit("/b/performance")
    rosa.submit("/read")
    care = board_of(world, "care").id

    with world.writing():
        boards.move(thread, care)

    assert unread_titles(rosa) == []


def test_a_member_who_switches_it_off_leaves_nothing_behind(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))
    assert pointers(world)
    sent = rosa.visit("/my/following").values("/my/following")
    sent.pop("keeps_place")

    rosa.post("/my/following", sent)
    world.reply(thread, "ivy")
    rosa.visit(world.url(thread))

    assert pointers(world) == {}
    assert news(rosa.visit("/latest")) == []
    assert "You switched this off" in rosa.visit("/unread").text


def test_switched_on_again_it_begins_with_what_is_new_from_then_on(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    page = rosa.visit("/my/following")
    sent = page.values("/my/following")
    kept = sent.pop("keeps_place")
    rosa.post("/my/following", sent)
    rosa.post("/my/following", sent | {"keeps_place": kept})

    assert unread_titles(rosa) == []
    with time_machine.travel(utcnow() + timedelta(hours=1)):
        world.reply(thread, "ivy", at=utcnow())
        assert unread_titles(rosa) == [TITLE]


def test_a_mark_that_nobody_used_for_half_a_year_goes(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))

    with time_machine.travel(utcnow() + timedelta(days=179)):
        swept(world)
        assert pointers(world)
    with time_machine.travel(utcnow() + timedelta(days=181)):
        swept(world)
        assert pointers(world) == {}


def test_reading_writes_nothing_while_the_forum_can_be_read_only(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    with world.writing():
        read_only.begin(None, utcnow())

    page = rosa.visit(world.url(thread))
    with world.writing():
        read_only.end()  # also for the next test: pages remember it for some seconds

    assert page.status == 200
    assert pointers(world) == {}
    rosa.visit(world.url(thread))
    assert len(pointers(world)) == 1
