"""What programs read: what a guest sees, and nothing more."""

import json

import pytest

from forum.boards.models import Audience, PostState
from tests.api.asking import asked, keys, path_of
from tests.boards.acts import become, open_to, replies
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.moderation.reshaped import tool
from tests.world import BODY, TITLE, World


def test_boards_are_listed_as_on_the_first_page(guest: Browser, world: World) -> None:
    world.thread()

    said = asked(guest, "/api/v1/boards")

    names = [one["name"] for one in said["items"]]
    shown = [one.text for one in guest.visit("/").soup.select(".board h3 a")]
    assert names == shown
    (board,) = [one for one in said["items"] if one["slug"] == "performance"]
    assert board["threads"] == 1
    assert guest.visit(path_of(board["url"])).status == 200


@pytest.mark.parametrize("path", ["boards?x=%00", "threads?%00=x"])
def test_what_no_text_has_is_not_understood(guest: Browser, path: str) -> None:
    asked(guest, f"/api/v1/{path}", 400)


def test_a_foreign_host_gets_no_answer_to_programs(guest: Browser) -> None:
    answer = guest.client.get("/api/v1/boards", headers={"Host": "[::1"})

    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"


def test_threads_are_listed_in_parts_without_gap_or_repetition(
    guest: Browser, world: World
) -> None:
    threads = [world.thread(f"by{n}", title=f"Thread number {n}") for n in range(5)]
    world.reply(threads[1])

    path, found = "/api/v1/threads?limit=2", []
    while path:
        said = asked(guest, path)
        found += keys(said)
        cursor = said["next"]
        path = f"/api/v1/threads?limit=2&after={cursor}" if cursor else ""

    assert sorted(found) == threads
    assert found == keys(asked(guest, "/api/v1/threads"))


def test_a_thread_and_its_posts_say_what_the_page_says(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken", tags=("snow",))
    posts = replies(world, thread, 21)

    said = asked(guest, f"/api/v1/threads/{thread}")
    first = asked(guest, path_of(said["posts_url"]))
    second = asked(guest, f"{path_of(said['posts_url'])}?after={first['next']}")

    assert (said["title"], said["author"], said["replies"]) == (TITLE, "ken", 21)
    assert said["tags"] == ["snow"]
    assert path_of(said["url"]) == world.url(thread)
    assert keys(first) + keys(second) == [world.opening_post(thread), *posts]
    assert first["items"][0]["html"] == f"<p>{BODY}</p>\n"
    assert path_of(first["items"][0]["author"]["url"]) == "/m/ken"
    assert second["next"] is None


def test_the_newest_posts_come_first_and_in_parts(guest: Browser, world: World) -> None:
    thread = world.thread()
    posts = replies(world, thread, 4)

    first = asked(guest, "/api/v1/posts?limit=3&board=performance")
    rest = asked(guest, f"/api/v1/posts?limit=3&after={first['next']}")

    assert keys(first) + keys(rest) == [*reversed(posts), world.opening_post(thread)]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (PostState.REMOVED, 410),
        (PostState.WITHDRAWN, 410),
        (PostState.HIDDEN, 404),
    ],
)
def test_a_post_that_was_taken_away_is_gone_for_programs(
    guest: Browser, world: World, state: PostState, status: int
) -> None:
    thread = world.thread()
    post = world.reply(thread, body="Words that were taken away.")
    assert asked(guest, f"/api/v1/posts/{post}")["html"]

    become(world, post, state, "Rule 1: No ads." if status == 410 else "")

    assert asked(guest, f"/api/v1/posts/{post}", status)["status"] == status
    items = asked(guest, f"/api/v1/threads/{thread}/posts")["items"]
    assert items[1]["html"] is None
    assert items[1]["not_shown"]
    assert post not in keys(asked(guest, "/api/v1/posts"))
    assert "taken away." not in guest.visit(f"/api/v1/threads/{thread}/posts").html


def test_a_removed_thread_is_gone_with_the_sentence_of_its_page(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    post = world.opening_post(thread)

    become(world, post, PostState.REMOVED, "Rule 1: No ads.")

    for path in (f"threads/{thread}", f"threads/{thread}/posts", f"posts/{post}"):
        said = asked(guest, f"/api/v1/{path}", 410)
        assert said["detail"] == "A moderator removed this thread. Rule 1: No ads."
    assert asked(guest, "/api/v1/threads")["items"] == []


def test_a_moderators_sentence_goes_to_programs_without_email_addresses(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    reply, said = world.reply(thread), "Rule 1: <form> Ask una@quarrymail.com first."

    become(world, reply, PostState.REMOVED, said)
    gone = asked(guest, f"/api/v1/posts/{reply}", 410)["detail"]
    left = asked(guest, f"/api/v1/threads/{thread}/posts")["items"][1]["not_shown"]
    become(world, world.opening_post(thread), PostState.REMOVED, said)
    away = asked(guest, f"/api/v1/threads/{thread}", 410)["detail"]

    for one in (gone, left, away):
        assert "una@quarrymail.com" not in one
        assert one.endswith("Ask [email address: sign in to view] first.")


def test_redacted_words_are_nowhere_in_the_answers(
    guest: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken", body="Ask Quillfeather about it.")
    post = world.opening_post(thread)
    paths = ["posts", f"posts/{post}", f"threads/{thread}/posts"]
    for path in paths:
        assert "Quillfeather" in guest.visit(f"/api/v1/{path}").html

    decided(mo, flagged(world, post), "mask", words="Quillfeather")

    for path in paths:
        assert "Quillfeather" not in guest.visit(f"/api/v1/{path}").html
    assert asked(guest, f"/api/v1/posts/{post}")["edited_at"]


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.STAFF])
def test_nobody_gets_more_than_a_guest(
    guest: Browser, mo: Browser, world: World, audience: Audience
) -> None:
    thread = world.thread(title="Only for some of us", body="Not for everybody.")
    post = world.opening_post(thread)
    open_to(world, "performance", audience)

    for browser in (guest, mo):
        for path in (
            f"threads/{thread}",
            f"threads/{thread}/posts",
            f"posts/{post}",
            "threads?board=performance",
            "posts?board=performance",
        ):
            asked(browser, f"/api/v1/{path}", 404)
        for path in ("boards", "threads", "posts"):
            page = browser.visit(f"/api/v1/{path}")
            assert "for some of us" not in page.html
            assert "Not for everybody" not in page.html
            assert '"performance"' not in page.html


def test_a_search_finds_what_guests_read(guest: Browser, world: World) -> None:
    body = "My Quillstone inverter stopped, write to ida.b@quarrymail.com"
    post = world.opening_post(world.thread("ken", body=body))
    gone = world.opening_post(world.thread("eva", title="Gone by now", body=body))
    become(world, gone, PostState.REMOVED, "Rule 1: No ads.")

    said = asked(guest, "/api/v1/search?q=quillstone")

    assert (keys(said), said["total"], said["next"]) == ([post], 1, None)
    assert "Quillstone inverter" in said["items"][0]["excerpt"]
    assert "quarrymail" not in guest.page.html
    assert keys(asked(guest, "/api/v1/search?q=quillstone&sort=newest")) == [post]
    assert keys(asked(guest, "/api/v1/search?q=nowhere-to-be-found")) == []
    assert keys(asked(guest, "/api/v1/search")) == []
    asked(guest, f"/api/v1/search?q={'x' * 300}", 400)
    asked(guest, "/api/v1/search?q=quillstone&after=x", 400)


def test_a_merged_thread_leads_on(guest: Browser, mo: Browser, world: World) -> None:
    thread, other = world.thread(), world.thread("eva", title="Another thread")
    tool(mo, thread, "merge", into=str(other))

    page = guest.visit(f"/api/v1/threads/{thread}", follow=False)

    assert page.status == 303
    assert path_of(page.headers["Location"]) == f"/api/v1/threads/{other}"


def test_addresses_of_members_are_left_out_and_the_answer_is_whole(
    guest: Browser, rosa: Browser, world: World
) -> None:
    body = 'Write to <ida.b@quarrymail.com>\nor "mailto:eve@quarrymail.com" soon.'
    world.thread(title="Ask me at ida.b@quarrymail.com please", body=body)

    for browser in (guest, rosa):
        for path in ("/api/v1/posts", "/api/v1/threads", "/api/v1/threads/1/posts"):
            page = browser.visit(path)
            assert "quarrymail" not in page.html
            assert "sign in to view" in page.html
            assert json.loads(page.html)["items"]


def test_what_did_not_change_is_not_sent_again(guest: Browser, world: World) -> None:
    thread = world.thread()
    path = f"/api/v1/threads/{thread}/posts"
    tag = guest.visit(path).headers["ETag"]

    same = guest.client.get(path, headers={"If-None-Match": tag})
    world.reply(thread)
    changed = guest.client.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize(
    "path",
    [
        "threads?limit=0",
        "threads?limit=101",
        "threads?limit=x",
        "threads?after=x",
        "threads?after=WzFd",
        "threads?after=bnVsbA",
        "posts?after=WyIyMDI2LTAxLTAxIiwxXQ",
        "threads/1/posts?after=WyJhIl0",
        "threads/1/posts?after=" + "A" * 200,
    ],
)
def test_what_is_not_understood_is_said_and_not_guessed(
    guest: Browser, world: World, path: str
) -> None:
    world.thread()

    said = asked(guest, f"/api/v1/{path}", 400)

    assert said["detail"].endswith(".")


@pytest.mark.parametrize("path", ["nothing", "threads/77", "posts/77", "posts/0"])
def test_what_is_not_there_is_a_problem_for_programs(guest: Browser, path: str) -> None:
    said = asked(guest, f"/api/v1/{path}", 404)

    assert said["title"] == "Not Found"


def test_nothing_can_be_written(guest: Browser) -> None:
    page = guest.post("/api/v1/threads", {"title": "x"})

    assert page.status == 405
    assert page.headers["Content-Type"] == "application/problem+json"
    assert "GET" in page.headers["Allow"]


def test_the_sixty_first_request_in_a_minute_is_told_to_wait(guest: Browser) -> None:
    for _ in range(30):
        asked(guest, "/api/v1/boards")
        asked(guest, "/api/v1/threads")

    said = asked(guest, "/api/v1/boards", 429)

    assert "60" in said["detail"]
    assert int(guest.page.headers["Retry-After"]) > 0
    assert guest.visit("/").status == 200
