"""Drafts a script saves, drafts of corrections, and two windows at one draft."""

import json
from typing import Any

import pytest

from forum.boards.models import Post
from forum.boards.saved import SavedDraft
from tests.boards.acts import CARD, body_of, counted
from tests.boards.test_drafts import BEGUN, SAVE, save_reply
from tests.browser import Browser, Page
from tests.world import BODY, TITLE, World

AUTO = "/my/drafts/save"
MINE, THEIRS = "Written in this window.", "Written in the other window."


def sent(browser: Browser, action: str, **fields: str) -> tuple[int, dict[str, Any]]:
    """Let a script save what stands in a form of the present page."""
    values = browser.page.values(action)
    for name, value in fields.items():
        values.setlist(name, [value])
    answer = browser.client.post(
        AUTO, data=values, headers={"Sec-Fetch-Site": "same-origin"}
    )
    return answer.status_code, json.loads(answer.get_data(as_text=True))


def in_two_windows(rosa: Browser, action: str, opened: Page) -> Page:
    """Save a draft here and, from the page as it was opened before, there."""
    late = opened.values(action)
    rosa.submit(action, body=THEIRS, more=SAVE)
    late.setlist("body", [MINE])
    late.setlist("save-draft", ["1"])
    return rosa.post(opened.path, late)


def test_a_script_saves_what_is_written_and_the_next_save_replaces_it(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")

    status, first = sent(rosa, "/reply", body=BEGUN)
    again = sent(rosa, "/reply", body=MINE, seen_draft=first["draft"])

    assert (status, again[0]) == (200, 200)
    (draft,) = world.rows(SavedDraft)
    assert draft.body == MINE
    assert again[1]["draft"] == f"{draft.id}.2"
    assert body_of(rosa.visit(f"/t/{thread}/reply")) == MINE


def test_a_script_saves_a_new_thread_with_title_and_tags(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/b/storage/new")

    status, _ = sent(rosa, "/new", title="Snow", body=BEGUN, tags="snow, micros")

    (draft,) = world.rows(SavedDraft)
    assert status == 200
    assert (draft.title, draft.body, draft.tags) == ("Snow", BEGUN, "snow, micros")


def test_a_script_never_stores_a_card_number(rosa: Browser, world: World) -> None:
    rosa.visit(f"/t/{world.thread('ken')}/reply")

    status, answer = sent(rosa, "/reply", body=f"They wanted {CARD} for it")

    assert status == 422
    assert "We never store one" in answer["error"]
    assert world.rows(SavedDraft) == []


def test_a_script_is_told_that_another_window_saved_a_newer_draft(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    opened = rosa.visit(f"/t/{thread}/reply")
    save_reply(rosa, thread, THEIRS)
    rosa.page = opened

    status, answer = sent(rosa, "/reply", body=MINE)

    assert status == 409
    assert answer["error"] == "A newer draft was saved in another window"
    assert answer["url"] == f"/t/{thread}/reply"
    assert world.rows(SavedDraft)[0].body == THEIRS
    assert sent(rosa, "/reply", body=MINE, seen_draft=answer["draft"])[0] == 200
    assert world.rows(SavedDraft)[0].body == MINE


def test_what_a_late_script_sends_after_posting_is_not_kept(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    opened = rosa.visit(f"/t/{thread}/reply")
    rosa.submit("/reply", body=BODY + " Snow.")
    rosa.page = opened

    status, answer = sent(rosa, "/reply", body=BODY)

    assert (status, answer["error"]) == (422, "You posted this already.")
    assert world.rows(SavedDraft) == []


def test_without_scripts_two_windows_show_both_texts_and_lose_none(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    page = in_two_windows(rosa, "/reply", rosa.visit(f"/t/{thread}/reply"))

    assert page.status == 409
    assert page.heading == "A newer draft was saved in another window"
    areas = [area.get_text().strip() for area in page.soup.select("textarea")]
    assert areas == [THEIRS, MINE]
    assert world.rows(SavedDraft)[0].body == THEIRS
    assert page.link("Take theirs") == f"/t/{thread}/reply"


def test_ones_own_text_can_be_kept_over_the_newer_one(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    in_two_windows(rosa, "/reply", rosa.visit(f"/t/{thread}/reply"))

    page = rosa.submit("/reply", more=SAVE)

    assert "Your draft is saved." in page.text
    assert [one.body for one in world.rows(SavedDraft)] == [MINE]


def test_the_choice_between_two_new_threads_keeps_title_and_tags(
    rosa: Browser, world: World
) -> None:
    opened = rosa.visit("/b/storage/new")
    late = opened.values("/new")
    rosa.submit("/new", title="Their title", body=THEIRS, tags="snow", more=SAVE)
    for name, value in {"title": "My title", "body": MINE, "tags": "wiring"}.items():
        late.setlist(name, [value])
    late.setlist("save-draft", ["1"])

    page = rosa.post("/b/storage/new", late)
    rosa.submit("/new", more=SAVE)

    assert all(said in page.html for said in ("Their title", "My title", "wiring"))
    (draft,) = world.rows(SavedDraft)
    assert (draft.title, draft.body, draft.tags) == ("My title", MINE, "wiring")


def test_a_correction_can_wait_as_a_draft_with_its_reason(
    rosa: Browser, guest: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    rosa.visit(f"/p/{post}/edit")

    rosa.submit("/edit", body=MINE, reason="A slip", more=SAVE)

    fields = rosa.visit(f"/p/{post}/edit").values("/edit")
    assert (fields["body"].strip(), fields["reason"]) == (MINE, "A slip")
    assert fields["title"] == TITLE
    assert MINE not in guest.visit(f"/p/{post}").html
    listed = rosa.visit("/my/drafts")
    assert f"Edit of your post in “{TITLE}”" in listed.text
    assert listed.link("Go on writing") == f"/p/{post}/edit"


def test_the_draft_of_a_correction_goes_once_it_is_saved(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body=MINE, more=SAVE)
    rosa.visit(f"/p/{post}/edit")

    rosa.submit("/edit")

    assert world.rows(SavedDraft) == []
    assert world.row(Post, post).revision == 2


def test_a_draft_of_a_correction_meets_what_changed_since(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    fields = rosa.visit(f"/p/{post}/edit").values("/edit")
    rosa.submit("/edit", body=MINE, more=SAVE)
    fields["body"] = THEIRS
    fields["once"] = ""
    rosa.post(f"/p/{post}/edit", fields)
    rosa.visit(f"/p/{post}/edit")

    page = rosa.submit("/edit")

    assert page.status == 409
    assert "This post changed while you were writing" in page.text
    assert MINE in page.html
    assert THEIRS in page.html
    assert "What changed while you were writing" in page.text


def test_a_script_does_not_save_a_correction_of_an_older_wording(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    opened = rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body=THEIRS)
    rosa.page = opened

    status, answer = sent(rosa, "/edit", body=MINE)

    assert status == 409
    assert "changed in another window" in answer["error"]
    assert world.rows(SavedDraft) == []


def test_a_withdrawn_post_takes_the_draft_of_its_correction_along(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa")
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body=MINE, more=SAVE)
    rosa.visit(f"/p/{post}/withdraw")

    rosa.submit("/withdraw")

    assert counted(world, SavedDraft) == 0


@pytest.mark.parametrize("path", ["/b/planning/new", "/b/performance/new"])
def test_a_board_asks_for_the_facts_and_takes_a_text_without_them(
    rosa: Browser, world: World, path: str
) -> None:
    page = rosa.visit(path)
    assert "Size, kW DC" in body_of(page)

    rosa.submit("/new", title=TITLE, body=BODY)

    assert counted(world, Post) == 1
    assert body_of(rosa.visit("/b/storage/new")) == ""
