"""Drafts: kept by a button, seen by their owner only, gone when they are posted."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from forum.boards.models import Audience, Post, Thread
from forum.boards.rules import DRAFTS_MAX
from forum.boards.saved import SavedDraft
from forum.core.clock import utcnow
from forum.core.db import db
from forum.rights.queries import copy_of
from tests.boards.acts import (
    CARD,
    PHONE,
    SSN,
    board_of,
    body_of,
    open_to,
    threads,
)
from tests.browser import Browser, Page
from tests.images.pictures import jpeg
from tests.rights.leaving import HANDLE, erased, planted
from tests.world import BODY, TITLE, World

SAVE = {"save-draft": "1"}
BEGUN = "Half a sentence about snow, and"


def save_reply(browser: Browser, thread: int, body: str = BEGUN, **fields: Any) -> Page:
    """Open the page for a reply and keep what was written as a draft."""
    browser.visit(f"/t/{thread}/reply")
    return browser.submit(f"/t/{thread}/reply", body=body, more=SAVE, **fields)


def save_thread(browser: Browser, **fields: Any) -> Page:
    """Open the page for a thread and keep what was written as a draft."""
    browser.visit("/b/performance/new")
    return browser.submit("/b/performance/new", more=SAVE, **fields)


def test_a_draft_of_a_reply_is_kept_and_opens_again(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    page = save_reply(rosa, thread)

    assert page.path == f"/t/{thread}/reply"
    assert "Your draft is saved. Only you can see it." in page.text
    assert body_of(rosa.visit(f"/t/{thread}/reply")) == BEGUN
    assert "Draft saved in your account on" in rosa.page.text
    assert len(world.rows(Post)) == 1


def test_a_draft_of_a_thread_keeps_title_text_board_and_tags(rosa: Browser) -> None:
    save_thread(rosa, title="Snow", body=BEGUN, tags="snow, inverter", board="care")

    fields = rosa.visit("/b/care/new").values("/new")

    assert fields["title"] == "Snow"
    assert fields["body"].strip() == BEGUN
    assert fields["tags"] == "snow, inverter"
    assert fields["board"] == "care"
    assert rosa.visit("/b/performance/new").values("/new")["title"] == ""


def test_the_reply_below_a_thread_can_be_saved_too(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))

    rosa.submit(f"/t/{thread}/reply", body=BEGUN, more=SAVE)

    assert body_of(rosa.page) == BEGUN
    page = rosa.visit(world.url(thread))
    assert "You have begun a reply" in page.text
    assert page.link("Go on writing") == f"/t/{thread}/reply"


def test_saving_again_leaves_one_draft_for_a_place(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")

    save_reply(rosa, thread)
    save_reply(rosa, thread, "Quite another sentence.")

    (draft,) = world.rows(SavedDraft)
    assert draft.body == "Quite another sentence."


def test_a_thread_that_moves_to_another_board_takes_its_draft_along(
    rosa: Browser, world: World
) -> None:
    save_thread(rosa, title="Snow", body=BEGUN)
    rosa.visit("/b/performance/new")

    rosa.submit("/b/performance/new", board="care", more=SAVE)

    (draft,) = world.rows(SavedDraft)
    assert draft.board_id == board_of(world, "care").id


def test_a_quotation_stands_below_what_was_begun(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    save_reply(rosa, thread)

    page = rosa.visit(f"/t/{thread}/reply?quote={world.opening_post(thread)}")

    assert body_of(page).startswith(f"{BEGUN}\n\n> [ken wrote in #1]")


def test_the_list_shows_drafts_and_leads_to_them(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    save_reply(rosa, thread)
    save_thread(rosa, body="Only a text so far.")

    page = rosa.visit("/my/drafts")

    assert BEGUN in page.text
    assert "A thread without a title" in page.text
    links = {str(a["href"]) for a in page.soup.select("main a[href]")}
    assert {f"/t/{thread}/reply", "/b/performance/new"} <= links
    assert rosa.visit("/drafts").path == "/my/drafts"


def test_a_draft_is_deleted_by_a_button(rosa: Browser, world: World) -> None:
    save_reply(rosa, world.thread("ken"))
    rosa.visit("/my/drafts")
    fields = rosa.page.values("/delete")

    page = rosa.submit("/delete")

    assert "The draft is deleted." in page.text
    assert world.rows(SavedDraft) == []
    assert rosa.post("/my/drafts/1/delete", fields).status == 200


def test_nobody_else_sees_or_deletes_a_draft(
    rosa: Browser, ken: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    save_reply(rosa, thread)
    token = ken.visit("/").values("/sign-out")

    for browser in (ken, mo):
        for path in (f"/t/{thread}/reply", "/my/drafts", world.url(thread)):
            assert BEGUN not in browser.visit(path).html
    assert guest.visit("/my/drafts").status == 401
    ken.post("/my/drafts/1/delete", token)
    assert len(world.rows(SavedDraft)) == 1


def test_a_draft_is_gone_once_it_is_posted(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    save_reply(rosa, thread)
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit(f"/t/{thread}/reply", body=BODY + " Snow.")

    assert "Your post is public." in page.text
    assert world.rows(SavedDraft) == []


def test_a_thread_is_opened_from_its_draft(rosa: Browser, world: World) -> None:
    save_thread(rosa, title=TITLE, body=BODY, tags="snow")
    rosa.visit("/b/performance/new")

    page = rosa.submit("/b/performance/new")

    assert page.heading == TITLE
    assert world.rows(SavedDraft) == []


def test_what_was_not_sent_keeps_its_draft(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    save_reply(rosa, thread)
    rosa.visit(f"/t/{thread}/reply")

    rosa.submit(f"/t/{thread}/reply", body=f"Call me at {PHONE}")

    assert rosa.page.status == 422
    assert len(world.rows(SavedDraft)) == 1


@pytest.mark.parametrize("words", [CARD, SSN])
def test_what_opens_accounts_is_not_even_kept_in_a_draft(
    rosa: Browser, world: World, words: str
) -> None:
    page = save_reply(rosa, world.thread("ken"), f"They wanted {words} for it")

    assert page.status == 422
    assert "We never store one" in page.text
    assert words in body_of(page)
    assert world.rows(SavedDraft) == []


def test_other_details_may_wait_in_a_draft_and_cannot_be_read_raw(
    rosa: Browser, world: World
) -> None:
    save_reply(rosa, world.thread("ken"), f"Call me at {PHONE}")

    with world.reading(), db.engine.connect() as connection:
        raw = str(connection.exec_driver_sql("SELECT * FROM draft").fetchall())
    assert PHONE not in raw
    assert world.rows(SavedDraft)[0].body == f"Call me at {PHONE}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "Write something before you save it"),
        ({"body": "x" * 30_001}, "This is longer than a post can be"),
        ({"body": "x\x00y"}, "Some characters in this text cannot be stored"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_on_the_page(
    rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    page = save_reply(rosa, world.thread("ken"), **fields)

    assert page.status == 422
    assert said in page.text
    assert len(body_of(page)) >= len(fields["body"]) - 1
    assert world.rows(SavedDraft) == []


def test_photos_and_their_descriptions_wait_with_the_draft(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")
    rosa.submit(
        f"/t/{thread}/reply",
        body=BEGUN,
        more=SAVE,
        photos=[("roof.jpg", jpeg())],
    )
    rosa.submit(f"/t/{thread}/reply", more=SAVE | {"alt-1": "A roof with snow"})

    page = rosa.visit(f"/t/{thread}/reply")

    assert page.values("/reply")["alt-1"] == "A roof with snow"


def begun(member: int, thread: int) -> SavedDraft:
    return SavedDraft(
        member_id=member,
        thread_id=thread,
        once=f"of {thread}",
        title="",
        body="Mine",
        tags="",
        alts="",
        saved_at=utcnow(),
    )


def test_fifty_drafts_are_enough(rosa: Browser, world: World) -> None:
    member, last = world.member_id("rosa"), world.thread("ken")
    threads(world, "performance", DRAFTS_MAX)
    with world.writing():
        db.session.add_all(begun(member, one.id) for one in world_threads(last))

    page = save_reply(rosa, last)

    assert page.status == 403
    assert "You have 50 drafts" in page.text
    assert BEGUN in page.html


def world_threads(but: int) -> list[Thread]:
    return list(db.session.scalars(select(Thread).where(Thread.id != but)))


def test_a_draft_goes_sixty_days_after_it_was_saved_last(
    rosa: Browser, world: World
) -> None:
    save_reply(rosa, world.thread("ken"))

    with time_machine.travel(utcnow() + timedelta(days=59)):
        world.app.test_cli_runner().invoke(args=["sweep"])
    assert len(world.rows(SavedDraft)) == 1
    with time_machine.travel(utcnow() + timedelta(days=61)):
        world.app.test_cli_runner().invoke(args=["sweep"])

    assert world.rows(SavedDraft) == []
    assert "60 days after they were saved last" in rosa.visit("/privacy/retention").text


def test_the_list_names_nothing_that_its_owner_may_not_read_any_more(
    rosa: Browser, world: World
) -> None:
    save_reply(rosa, world.thread("ken"))
    open_to(world, "performance", Audience.STAFF)

    page = rosa.visit("/my/drafts")

    assert TITLE not in page.text
    assert BEGUN in page.text
    assert not page.soup.select("a[href='/t/1/reply']")


def test_words_taken_back_are_gone_from_quotations_in_drafts(
    rosa: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken", body=f"{BODY} Ask at {PHONE}.")
    post = world.opening_post(thread)
    page = rosa.visit(f"/t/{thread}/reply?quote={post}")
    rosa.submit(f"/t/{thread}/reply", body=body_of(page) + "\nThanks.", more=SAVE)
    ken.visit(f"/p/{post}/take-back")
    ken.submit(f"/p/{post}/take-back", words=PHONE)
    if ken.page.forms("/take-back"):
        ken.submit(f"/p/{post}/take-back", is_done="y")

    (draft,) = world.rows(SavedDraft)

    assert PHONE not in draft.body
    assert "Thanks." in draft.body


def test_an_erasure_takes_drafts_and_names_in_drafts_of_others(
    rosa: Browser, world: World
) -> None:
    at = planted(world)
    page = rosa.visit(f"/t/{at.other_thread}/reply?quote={_post_of(world, at.member)}")
    assert HANDLE in body_of(page)
    rosa.submit(f"/t/{at.other_thread}/reply", body=body_of(page), more=SAVE)
    with world.writing():
        db.session.add(begun(at.member, at.own_thread))

    done = erased(world, at.member)

    (draft,) = world.rows(SavedDraft)
    assert draft.member_id == world.member_id("rosa")
    assert HANDLE not in draft.body
    assert done.found_after == 0


def _post_of(world: World, member: int) -> int:
    return next(
        post.id
        for post in world.rows(Post)
        if post.author_id == member and post.thread_id == 1 and post.number
    )


def test_a_draft_is_in_the_copy_of_ones_data(rosa: Browser, world: World) -> None:
    save_thread(rosa, title="Snow", body=BEGUN, tags="snow")

    with world.reading():
        data = copy_of(world.member_id("rosa")).data

    (draft,) = data["drafts"]
    assert (draft["title"], draft["body"], draft["tags"]) == ("Snow", BEGUN, "snow")
