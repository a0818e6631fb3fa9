"""Bytes that are no text, and numbers that are too large: a clear page, no failure."""

from io import BytesIO

import pytest
from werkzeug.datastructures import MultiDict

from forum.boards.models import Post
from tests.boards.acts import counted
from tests.browser import Browser
from tests.structure.scene import scene
from tests.world import BODY, World

NUL = "a\0b"
NO_KEYS = ["9" * 5000, "9" * 19, "2147483648", "0" * 20 + "9" * 9, "²", "٣", "-1", "x"]
BAD = [NUL, "\u202e\ufffd\x1b", "9" * 30]
HUGE = ["0", "-1", "1000001", "99999999999999999999", "1e3", "٣", "", "x", "1.5"]
INVALID = b"\xff\xfe\xc3"


@pytest.mark.parametrize("number", HUGE)
def test_a_page_number_that_is_none_is_not_found(
    guest: Browser, world: World, number: str
) -> None:
    thread = world.thread()

    for path in ("/latest", "/b/performance", world.url(thread)):
        assert guest.visit(f"{path}?page={number}").status == 404, path


def test_a_page_behind_the_last_is_not_found(guest: Browser, world: World) -> None:
    thread = world.thread()

    for path in ("/latest", "/b/performance", world.url(thread)):
        assert guest.visit(f"{path}?page=1").status == 200
        assert guest.visit(f"{path}?page=2").status == 404
        assert guest.visit(f"{path}?page=1000000").status == 404


@pytest.mark.parametrize(
    "bytes_", ["%00", "%ff%fe", "%c3%28", "%ed%a0%80", "%e2%80%ae"]
)
def test_odd_bytes_in_a_path_are_not_found(guest: Browser, bytes_: str) -> None:
    paths = ["/m/{}", "/b/{}", "/t/{}", "/t/1/{}", "/p/{}", "/{}", "/terms/v/{}"]

    answers = {path: guest.visit(path.format(bytes_)).status for path in paths}

    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize("path", ["/verify/{}", "/reset/{}"])
def test_odd_bytes_in_a_link_are_no_link(guest: Browser, path: str) -> None:
    assert guest.visit(path.format("%ff%fe")).status == 410
    assert guest.visit(path.format("%00")).status == 404


@pytest.mark.parametrize("bytes_", ["%00", "%ff%fe", "%c3%28", "%ed%a0%80"])
def test_odd_bytes_in_a_query_fail_nothing(
    guest: Browser, mo: Browser, world: World, bytes_: str
) -> None:
    at = scene(world)
    queries = [
        f"/latest?page={bytes_}",
        f"/b/performance?show={bytes_}&tag={bytes_}",
        f"{at.url}?page={bytes_}",
        f"/sign-in?next={bytes_}",
        f"/?{bytes_}={bytes_}",
        f"/t/{at.thread}/reply?quote={bytes_}",
        f"/moderation/queue?show={bytes_}&kind={bytes_}",
    ]

    for path in queries:
        for browser in (guest, mo):
            page = browser.visit(path)
            assert page.status < 500, path
            assert page.soup.select("h1"), path


def sendings(browser: Browser, page: str, action: str) -> list[MultiDict[str, str]]:
    """Return a page's form as it would be sent, with each field spoilt in turn."""
    values = browser.visit(page).values(action)
    if "body" in values:
        values["body"] = BODY
    return [
        MultiDict({**values.to_dict(), name: bad})
        for name in values
        if name != "csrf_token"
        for bad in BAD
    ]


def test_odd_bytes_in_a_guests_form_fail_nothing(guest: Browser) -> None:
    for path in ("/register", "/sign-in", "/reset"):
        for sent in sendings(guest, path, path):
            page = guest.post(path, sent)
            assert page.status < 500, sent
            assert page.soup.select("h1")


@pytest.mark.parametrize("form", ["reply", "new", "edit", "flag"])
def test_odd_bytes_in_a_members_form_fail_nothing(
    rosa: Browser, world: World, form: str
) -> None:
    thread = world.thread("rosa")
    path = {
        "reply": f"/t/{thread}/reply",
        "new": "/b/performance/new",
        "edit": f"/p/{world.opening_post(thread)}/edit",
        "flag": f"/p/{world.reply(thread, 'ivy')}/flag",
    }[form]

    for sent in sendings(rosa, path, path):
        page = rosa.post(path, sent, follow=False)
        assert page.status < 500, sent


@pytest.mark.parametrize("path", ["/preview", "/check"])
def test_odd_bytes_fail_nothing_while_writing(
    rosa: Browser, world: World, path: str
) -> None:
    reply = f"/t/{world.thread('rosa')}/reply"

    for sent in sendings(rosa, reply, reply):
        assert rosa.post(path, sent, follow=False).status < 500, sent


@pytest.mark.parametrize("once", [NUL, "\ufffd", "x" * 99, "'", ""])
def test_an_odd_mark_of_a_form_still_makes_a_post(
    rosa: Browser, world: World, once: str
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit("/reply", body=BODY, once=once)

    assert page.status == 200
    assert "Your post is public" in page.text
    assert counted(world, Post) == 2


def test_odd_bytes_in_a_moderators_form_fail_nothing(mo: Browser, world: World) -> None:
    at = scene(world)
    item = f"/moderation/items/{at.case}"
    mo.visit(item)
    mo.submit("/claim")
    thread = f"/moderation/threads/{at.thread}"

    for page, action in ((item, f"{item}/decide"), (thread, thread)):
        for sent in sendings(mo, page, action):
            answer = mo.post(action, {**sent.to_dict(), "measure": "leave"})
            assert answer.status < 500, sent


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/reset"])
def test_invalid_utf_8_in_a_form_is_said_or_refused(guest: Browser, path: str) -> None:
    values = guest.visit(path).values(path)
    spoilt: dict[str, str | bytes] = dict.fromkeys(values, INVALID)
    spoilt["csrf_token"] = values["csrf_token"]

    answer = guest.client.post(path, data=spoilt)

    assert answer.status_code in {400, 422}
    assert "<h1>" in answer.text


def test_a_text_with_lost_characters_is_given_back_for_a_look(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    token = rosa.visit(f"/t/{thread}/reply").values("/reply")["csrf_token"]

    sent = {"csrf_token": token, "body": b"Twelve \x00 modules, south."}
    answer = rosa.client.post(f"/t/{thread}/reply", data=sent)

    assert answer.status_code == 422
    assert "Some characters in this text cannot be stored." in answer.text
    assert counted(world, Post) == 1


def test_a_file_where_words_belong_is_no_answer(rosa: Browser, world: World) -> None:
    path = f"/t/{world.thread()}/reply"
    sent = rosa.visit(path).values("/reply").to_dict()

    answer = rosa.client.post(path, data=sent | {"body": (BytesIO(b"Sunny."), "a.txt")})

    assert answer.status_code == 422
    assert counted(world, Post) == 1


def test_a_file_instead_of_a_name_signs_nobody_in(guest: Browser) -> None:
    token = guest.visit("/sign-in").values("/sign-in")["csrf_token"]
    name = (BytesIO(b"rosa"), "rosa.txt")

    answer = guest.client.post("/sign-in", data={"csrf_token": token, "login": name})

    assert answer.status_code == 422


@pytest.mark.parametrize("sent", ['{"login": 1}', "[1]", "null", "{", '{"login": []}'])
def test_json_instead_of_a_form_is_an_empty_form(guest: Browser, sent: str) -> None:
    token = guest.visit("/sign-in").values("/sign-in")["csrf_token"]

    answer = guest.client.post(
        "/sign-in",
        data=sent,
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("number", NO_KEYS)
def test_a_number_that_names_nothing_fails_nothing(
    mo: Browser, world: World, number: str
) -> None:
    at = scene(world)
    reply = f"/t/{at.thread}/reply"
    paths = {
        f"{reply}?quote={number}": 200,
        f"/moderation/batch?item={number}": 200,
        f"/moderation/batches?batch={number}": 404,
        f"/moderation/queue/live?ids={number},{at.case}": 200,
    }

    answers = {path: mo.visit(path).status for path in paths}
    mo.visit(reply)
    read = mo.submit(reply, body=BODY, more={"have-read": number})
    token = {"csrf_token": mo.visit(reply).values("/reply")["csrf_token"]}
    picked = mo.post("/moderation/batch", token | {"picked": f"{number}.1.1"})
    view = mo.post("/moderation/queue/views/delete", token | {"which": number})

    assert answers == paths
    assert read.status == 200
    assert picked.status < 500
    assert view.status == 404
