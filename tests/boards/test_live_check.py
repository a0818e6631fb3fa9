"""What scripts ask while somebody writes, as JSON, and the preview."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.boards.models import DisclosureCount, Post, Revision
from tests.boards.acts import CALL_ME, PHONE, SSN, composing, counted, send
from tests.browser import Browser
from tests.world import World


def asked(browser: Browser, thread: int, body: str, **more: str) -> dict[str, Any]:
    """Ask about a reply to a thread, from the composer's own form."""
    composing(browser, thread)
    fields = browser.page.values("/reply")
    fields["body"] = body
    return told(browser.client, dict(fields) | more)


def told(client: FlaskClient, fields: dict[str, str]) -> dict[str, Any]:
    answer = client.post("/check", data=fields)
    assert answer.status_code == 200
    said: dict[str, Any] = answer.get_json()
    return said


@pytest.mark.parametrize(
    "before", ["", "Sun ☀️ here. ", "😀😀 ", "👩‍🔧👨‍👩‍👧 ", "Zürich: ", "a\r\nb\r\n"]
)
def test_offsets_count_code_points(rosa: Browser, world: World, before: str) -> None:
    thread = world.thread()
    body = f"{before}{CALL_ME}"

    said = asked(rosa, thread, body)

    (found,) = said["findings"]
    plain = body.replace("\r\n", "\n")
    assert plain[found["start"] : found["end"]] == PHONE
    assert (found["kind"], found["level"], found["part"]) == ("phone", "ask", "body")
    assert found["leaves"] == "[phone number masked]"
    assert found["may_be_kept"] is True
    assert found["title"] == "Phone number"
    assert found["why"]


def test_nothing_that_is_asked_is_stored(rosa: Browser, world: World) -> None:
    thread = world.thread()
    before = counted(world, Revision), counted(world, DisclosureCount)

    asked(rosa, thread, CALL_ME, keep="0")

    assert (counted(world, Revision), counted(world, DisclosureCount)) == before


def test_what_is_kept_while_writing_is_not_asked_about_again(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    said = asked(rosa, thread, CALL_ME, keep="0")
    assert said["findings"][0]["choice"] == "keep"

    longer = told(rosa.client, sent(rosa, said, f"Hello there. {CALL_ME}"))

    assert longer["findings"][0]["choice"] == "keep"
    page = send(
        rosa, thread, f"Hello. {CALL_ME}", seal=longer["seal"], once=longer["once"]
    )
    assert page.status == 200
    (count,) = world.rows(DisclosureCount)
    assert (count.masked, count.kept) == (0, 1)


def test_a_decision_can_be_undone_while_writing(rosa: Browser, world: World) -> None:
    thread = world.thread()
    said = asked(rosa, thread, CALL_ME, not_personal="0")
    assert said["findings"][0]["choice"] == "not_personal"

    undone = told(rosa.client, sent(rosa, said, CALL_ME) | {"undo": "1"})

    assert undone["findings"][0]["choice"] == ""


def test_what_was_masked_while_writing_is_counted(rosa: Browser, world: World) -> None:
    thread = world.thread()
    said = asked(rosa, thread, "Call me at [phone number masked].", mask="phone")

    send(
        rosa,
        thread,
        "Call me at [phone number masked].",
        seal=said["seal"],
        once=said["once"],
    )

    (count,) = world.rows(DisclosureCount)
    assert (count.kind, count.masked, count.kept) == ("phone", 1, 0)


def test_what_cannot_be_kept_cannot_be_kept_while_writing(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()

    said = asked(rosa, thread, f"My SSN is {SSN}, they said.", keep="0")

    assert said["findings"][0]["may_be_kept"] is False
    assert said["findings"][0]["choice"] == ""


@pytest.mark.parametrize("number", ["7", "-1", "x", "1e9", "999999999999999999999"])
def test_a_decision_about_nothing_is_left_out(
    rosa: Browser, world: World, number: str
) -> None:
    thread = world.thread()

    said = asked(rosa, thread, CALL_ME, keep=number, undo=number)

    assert [found["choice"] for found in said["findings"]] == [""]


def test_the_check_needs_somebody_who_is_signed_in(guest: Browser) -> None:
    guest.visit("/sign-in")
    token = guest.page.values("/sign-in")["csrf_token"]

    page = guest.post("/check", {"csrf_token": token, "body": CALL_ME})

    assert page.status == 401


@pytest.mark.parametrize("path", ["/check", "/preview"])
def test_the_check_and_the_preview_need_the_token_of_a_form(
    rosa: Browser, path: str
) -> None:
    page = rosa.post(path, {"body": CALL_ME, "kind": "reply", "key": "1"})

    assert page.status == 400


def test_the_preview_shows_what_will_be_published(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    composing(rosa, thread)
    body = "It is **dead**:\n\n1. fuse\n2. cable\n\n> quoted\n\n<b>no tag</b>"

    shown = rosa.submit("/reply", to="/preview", body=body)

    assert shown.status == 200
    assert counted(world, Post) == 1
    preview = shown.soup.select_one("#preview .prose")
    rosa.submit("/reply")
    (post,) = guest.visit(world.url(thread)).soup.select("article .prose")[1:]
    assert preview is not None
    assert preview.decode_contents().strip() == post.decode_contents().strip()


def test_the_preview_shows_masked_what_is_undecided(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    composing(rosa, thread)

    page = rosa.submit("/reply", to="/preview", body=CALL_ME)

    (article,) = page.soup.select("article[aria-label=Preview]")
    assert PHONE not in article.get_text()
    assert "phone number masked" in article.get_text()
    assert "Shown with the phone number masked." in page.text


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("reply", "999"),
        ("reply", "x"),
        ("edit", "1"),
        ("poem", "1"),
        ("thread", "nowhere"),
    ],
)
def test_there_is_no_preview_of_what_cannot_be_sent(
    rosa: Browser, world: World, kind: str, key: str
) -> None:
    thread = world.thread()
    composing(rosa, thread)

    page = rosa.submit("/reply", to="/preview", body="Hello there.", kind=kind, key=key)

    assert page.status == 404
    assert counted(world, Post) == 1


def sent(browser: Browser, said: dict[str, Any], body: str) -> dict[str, str]:
    """Return the composer's fields as the script keeps them."""
    fields = dict(browser.page.values("/reply"))
    return fields | {"body": body, "seal": said["seal"], "once": said["once"]}
