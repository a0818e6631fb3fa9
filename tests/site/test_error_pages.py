"""When something goes wrong: a clear page, the text kept, nothing given away."""

import re

import pytest
from flask import Flask
from sqlalchemy import text

from forum.boards.models import Post
from forum.core.db import db
from tests.boards.acts import counted
from tests.browser import Browser
from tests.world import BODY, World

WORDS = "Zz-words about twelve modules on a south roof."


def test_an_address_that_leads_nowhere(guest: Browser) -> None:
    page = guest.visit("/no-such-page")

    assert page.status == 404
    assert page.heading == "We cannot find this page"
    assert page.link("All boards") == "/"
    assert page.link("Contact us") == "/contact"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_does_not_work_here(guest: Browser, method: str) -> None:
    answer = guest.client.open("/about", method=method)

    assert answer.status_code in {400, 405}
    assert "<h1>" in answer.text


def test_a_form_sent_to_a_page_without_one(guest: Browser) -> None:
    token = guest.visit("/sign-in").values("/sign-in")

    page = guest.post("/about", token)

    assert page.status == 405
    assert page.heading == "This does not work here"
    assert "POST" not in page.headers["Allow"]


@pytest.mark.parametrize("is_member", [False, True])
def test_a_form_that_is_too_large(
    guest: Browser, rosa: Browser, world: World, is_member: bool
) -> None:
    browser = rosa if is_member else guest
    thread = world.thread()

    page = browser.post(f"/t/{thread}/reply", {"body": "x" * 600_000})

    assert page.status == 413
    assert page.heading == "This is too large"
    assert counted(world, Post) == 1


def test_a_form_without_its_token_keeps_the_text_and_offers_to_send_it(
    rosa: Browser, world: World
) -> None:
    reply = f"/t/{world.thread()}/reply"
    rosa.visit(reply)

    page = rosa.submit(reply, body=WORDS, csrf_token="forged")

    assert page.status == 400
    assert page.heading == "Please send this again"
    assert page.values(reply)["body"] == WORDS
    assert "Your post is public" in rosa.submit(reply).text
    assert counted(world, Post) == 2


def test_a_form_of_another_site_is_refused_and_not_offered_again(
    rosa: Browser, world: World
) -> None:
    reply = f"/t/{world.thread()}/reply"
    values = rosa.visit(reply).values(reply)
    values["body"] = WORDS

    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://a.example"}):
        page = rosa.post(reply, values, headers=headers)
        assert page.status == 403
        assert "This form was sent from another site." in page.text
        assert WORDS not in page.html
    assert counted(world, Post) == 1


def test_a_password_never_comes_back(guest: Browser) -> None:
    sent = {"login": "rosa", "password": "zz secret words", "csrf_token": "forged"}

    page = guest.post("/sign-in", sent)

    assert page.status == 400
    assert "zz secret words" not in page.html
    assert page.values("/sign-in")["login"] == "rosa"


@pytest.mark.parametrize("field", ["passphrase", "new_password", "code", "credential"])
def test_no_secret_of_another_name_comes_back(guest: Browser, field: str) -> None:
    guest.visit("/sign-in")

    page = guest.post("/sign-in", {"login": WORDS, field: "Zz-secret-of-mine"})

    assert page.status == 400
    assert WORDS in page.text
    assert "Zz-secret-of-mine" not in page.html


def test_what_was_written_is_shown_as_text(rosa: Browser) -> None:
    sent = {"body": "</textarea><script>alert(1)</script> &amp;", "<x>": '"><b>'}

    page = rosa.post("/b/performance/new", sent)

    assert page.status == 400
    assert "<script>alert" not in page.html
    assert '"><b>' not in page.html
    assert page.values("/new")["body"] == sent["body"]


def _broken(world: World) -> None:
    """Take a table away, so that writing fails as nobody foresaw."""
    with world.writing():
        db.session.execute(text("DROP TABLE disclosure_count"))
        db.session.execute(text("ALTER TABLE thread_tag RENAME TO elsewhere"))


def test_the_unexpected_gives_a_number_and_keeps_the_text(
    rosa: Browser, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    new = "/b/performance/new"
    rosa.visit(new)
    _broken(world)

    page = rosa.submit(new, title="Zz-title of a thread", body=WORDS, tags="snow")

    assert page.status == 500
    assert page.heading == "Something went wrong"
    (number,) = re.findall(r"tell us this number: ([0-9a-f]{8})", page.text)
    assert page.values(new)["body"] == WORDS
    assert number in caplog.text
    assert "Zz-" not in caplog.text
    assert "Traceback" not in caplog.text
    assert "thread_tag" not in page.html


@pytest.mark.parametrize("table", ["bookmark", "notification"])
def test_a_page_that_cannot_be_read_gives_a_number(
    rosa: Browser, world: World, table: str
) -> None:
    """What counts for the header of a page may be away as well."""
    with world.writing():
        db.session.execute(text(f"ALTER TABLE {table} RENAME TO elsewhere"))

    page = rosa.visit("/my/bookmarks")

    assert page.status == 500
    assert "tell us this number" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_log_says_where_it_happened(
    rosa: Browser, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    rosa.visit("/b/performance/new")
    _broken(world)

    rosa.submit("/new", title="Zz-title of a thread", body=BODY, tags="snow")

    (line,) = [
        one.getMessage() for one in caplog.records if one.name.endswith("errors")
    ]
    assert re.fullmatch(r"error [0-9a-f]{8}: \w+ at .+\.py:\d+", line)


def test_a_foreign_host_name_is_not_answered(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.text
