"""What no request gets past, and what every answer carries."""

import pytest
from flask import Flask, request

from forum.app import create_app
from forum.core.http import FILE_HEADERS, HEADERS
from forum.members.models import MemberSession
from forum.settings import load_settings
from tests.browser import PASSWORD, Browser
from tests.world import World

HERE = "127.0.0.1:8000"
SAME = {"Sec-Fetch-Site": "same-origin"}


def _sign_in_form(guest: Browser) -> dict[str, str]:
    token = guest.visit("/sign-in").values("/sign-in")["csrf_token"]
    return {"csrf_token": token, "login": "rosa", "password": PASSWORD}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b"])
def test_a_foreign_host_name_is_refused(app: Flask, host: str) -> None:
    answer = app.test_client().get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000"])
def test_a_local_forum_answers_under_every_name_of_this_machine(
    app: Flask, host: str
) -> None:
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://{HERE}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(
    world: World, guest: Browser, headers: dict[str, str]
) -> None:
    world.member("rosa")
    fields = _sign_in_form(guest)

    page = guest.post("/sign-in", fields, headers=headers)

    assert page.status == 403
    assert PASSWORD not in page.html
    assert not world.rows(MemberSession)


@pytest.mark.parametrize(
    "headers",
    [SAME, {"Sec-Fetch-Site": "none"}, {"Origin": f"http://{HERE}"}, {"X-Old": "1"}],
)
def test_a_form_of_our_own_is_taken(
    world: World, guest: Browser, headers: dict[str, str]
) -> None:
    world.member("rosa")
    fields = _sign_in_form(guest)

    page = guest.post("/sign-in", fields, headers=headers, follow=False)

    assert page.status == 303
    assert len(world.rows(MemberSession)) == 1


@pytest.mark.parametrize("path", ["/%00", "/b/%00", "/m/ro%00sa", "/t/1/x%00"])
def test_an_address_with_a_character_no_text_has_leads_nowhere(
    guest: Browser, path: str
) -> None:
    assert guest.visit(path).status == 404


@pytest.mark.parametrize("query", ["page=%00", "%00=1", "next=/x%00"])
def test_a_question_with_a_character_no_text_has_is_refused(
    guest: Browser, query: str
) -> None:
    assert guest.visit(f"/latest?{query}").status == 400


@pytest.mark.parametrize(
    "path",
    ["/t/0", "/t/-1", "/t/2147483648", "/t/99999999999", "/t/1e3", "/t/\u0661", "/t/x"],
)
def test_a_number_that_is_no_key_leads_nowhere(guest: Browser, path: str) -> None:
    assert guest.visit(path).status == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/no-such-page"),
        ("GET", "/my"),
        ("GET", "/robots.txt"),
        ("GET", "/static/no-such-file"),
        ("POST", "/"),
        ("POST", "/sign-in"),
        ("HEAD", "/"),
        ("OPTIONS", "/"),
        ("GET", "/%00"),
    ],
)
def test_every_answer_carries_its_headers(app: Flask, method: str, path: str) -> None:
    with app.test_client().open(path, method=method) as answer:
        carried = {name: answer.headers.get(name) for name in HEADERS}

    assert carried == HEADERS
    assert "Server" not in answer.headers


@pytest.mark.parametrize("name", ["site.css", "favicon.svg", "js/site.js"])
def test_a_file_carries_what_is_not_about_pages(guest: Browser, name: str) -> None:
    with guest.client.get(f"/static/{name}") as answer:
        carried = {one: answer.headers.get(one) for one in HEADERS | FILE_HEADERS}

    assert carried == dict.fromkeys(HEADERS) | FILE_HEADERS


def test_an_answer_to_a_foreign_host_carries_the_headers_too(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Host": "evil.example"})

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_guests_page_may_be_kept_if_it_is_asked_for_anew(guest: Browser) -> None:
    first = guest.client.get("/learn")
    etag = first.headers["ETag"]

    again = guest.client.get("/learn", headers={"If-None-Match": etag})
    other = guest.client.get("/learn", headers={"If-None-Match": '"other"'})

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    assert (again.status_code, again.get_data()) == (304, b"")
    assert other.status_code == 200


def test_a_page_that_changed_is_sent_anew(world: World, guest: Browser) -> None:
    url = world.url(thread := world.thread("ken"))
    etag = guest.client.get(url).headers["ETag"]
    unchanged = guest.client.get(url, headers={"If-None-Match": etag}).status_code

    world.reply(thread, "ivy")

    changed = guest.client.get(url, headers={"If-None-Match": etag}).status_code
    assert (unchanged, changed) == (304, 200)


@pytest.mark.parametrize("path", ["/", "/my", "/learn", "/no-such-page", "/robots.txt"])
def test_a_members_page_is_never_kept(rosa: Browser, path: str) -> None:
    page = rosa.visit(path)

    assert page.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in page.headers


def test_the_answer_to_a_form_is_never_kept(guest: Browser) -> None:
    guest.visit("/sign-in")

    page = guest.submit("/sign-in", login="nobody", password="wrong")

    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_form_that_is_too_large_is_refused_with_a_page(rosa: Browser) -> None:
    page = rosa.post("/check", {"body": "a" * 600_000})

    assert page.status == 413
    assert "too large" in page.text


def test_a_public_forum_answers_under_its_own_name_only(app: Flask) -> None:
    given = load_settings(
        home=app.extensions["settings"].home,
        base_url="https://forum.example",
        operator_name="SolTrex",
        postal_address="100 Example Street, Sampletown",
        privacy_contact="privacy@example.com",
        security_contact="security@example.com",
    )
    client = create_app(given).test_client()

    ours = client.get("/healthz", base_url="https://forum.example")
    local = client.get("/healthz", headers={"Host": "localhost"})

    assert ours.status_code == 200
    assert "max-age=63072000" in ours.headers["Strict-Transport-Security"]
    assert local.status_code == 400


def test_a_local_forum_does_not_ask_for_https(guest: Browser) -> None:
    assert "Strict-Transport-Security" not in guest.visit("/").headers


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.4")]
)
def test_only_as_many_proxies_are_believed_as_are_named(
    app: Flask, proxies: int, seen: str
) -> None:
    given = load_settings(home=app.extensions["settings"].home, trusted_proxies=proxies)
    behind = create_app(given)
    asked: list[str | None] = []
    behind.before_request(lambda: asked.append(request.remote_addr))

    behind.test_client().get(
        "/healthz", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.4, 203.0.113.9"}
    )

    assert asked == [seen]
