"""The OpenAPI document is valid, and says what the answers are like."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from werkzeug.test import TestResponse

from forum.boards.models import PostState
from tests.api.asking import asked, token_of
from tests.api.contract import unlike
from tests.boards.acts import become, replies
from tests.browser import Browser
from tests.moderation.reshaped import tool
from tests.world import World


def described(browser: Browser) -> Any:
    """Return the document as programs get it."""
    return asked(browser, "/api/v1/openapi.json")


def got(
    browser: Browser, path: str, status: int, headers: dict[str, str] | None = None
) -> TestResponse:
    """Ask, and hold the answer to the document."""
    answer = browser.client.get(f"/api/v1{path}", headers=headers)
    assert answer.status_code == status, path
    assert list(unlike(answer)) == []
    return answer


def test_the_document_is_valid(guest: Browser) -> None:
    document = described(guest)

    validate(document)
    del document["info"]["title"]
    with pytest.raises(OpenAPIValidationError):
        validate(document)


def test_every_address_for_programs_is_described(app: Flask, guest: Browser) -> None:
    paths = set(described(guest)["paths"])

    routes = {
        rule.rule.removeprefix("/api/v1").replace("<int:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }

    assert routes - {"/openapi.json"} == paths


def test_every_answer_that_is_described_is_given_as_described(
    guest: Browser, ken: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken")
    (post, gone) = replies(world, thread, 2)
    become(world, gone, PostState.REMOVED, "Rule 1: No ads.")
    away = world.thread("eva", title="This one goes away")
    become(world, world.opening_post(away), PostState.REMOVED, "Rule 1: No ads.")
    merged = world.thread("una", title="This one goes into another")
    tool(mo, merged, "merge", into=str(thread))
    bearer = {"Authorization": f"Bearer {token_of(ken)}"}
    one, its = "/threads/{thread_id}", "/threads/{thread_id}/posts"
    wanted: list[tuple[str, str, int]] = [
        ("/boards", "/boards", 200),
        ("/boards", "/boards?x=%00", 400),
        ("/threads", "/threads?limit=1", 200),
        ("/threads", "/threads?limit=0", 400),
        ("/threads", "/threads?board=nowhere", 404),
        (one, f"/threads/{thread}", 200),
        (one, f"/threads/{merged}", 303),
        (one, "/threads/77?x=%00", 400),
        (one, "/threads/77", 404),
        (one, f"/threads/{away}", 410),
        (its, f"/threads/{thread}/posts", 200),
        (its, f"/threads/{merged}/posts", 303),
        (its, f"/threads/{thread}/posts?after=x", 400),
        (its, "/threads/77/posts", 404),
        (its, f"/threads/{away}/posts", 410),
        ("/posts", "/posts", 200),
        ("/posts", "/posts?after=x", 400),
        ("/posts", "/posts?board=nowhere", 404),
        ("/search", "/search?q=answer", 200),
        ("/search", "/search?after=x", 400),
        ("/posts/{post_id}", f"/posts/{post}", 200),
        ("/posts/{post_id}", "/posts/77?x=%00", 400),
        ("/posts/{post_id}", "/posts/77", 404),
        ("/posts/{post_id}", f"/posts/{gone}", 410),
        ("/me/notifications", "/me/notifications", 200),
        ("/me/notifications", "/me/notifications?after=x", 400),
    ]
    seen = {(path, 401) for path in ("/me/notifications",)}
    got(guest, "/me/notifications", 401)
    for path, asked_for, status in wanted:
        headers = bearer if path.startswith("/me") else {}
        answer = got(guest, asked_for, status, headers)
        seen.add((path, status))
        if status == HTTPStatus.OK and not headers:
            tag = {"If-None-Match": answer.headers["ETag"]}
            assert got(guest, asked_for, 304, tag).get_data() == b""
            seen.add((path, 304))

    for path, methods in described(guest)["paths"].items():
        told = {(path, int(status)) for status in methods["get"]["responses"]}
        assert told - seen == {(path, 429)}


def test_whoever_asks_too_often_is_told_as_described(
    guest: Browser, world: World
) -> None:
    world.thread()
    for _ in range(60):
        assert guest.client.get("/api/v1/boards").status_code == HTTPStatus.OK

    for path in ("/boards", "/threads", "/posts/1", "/search", "/me/notifications"):
        got(guest, path, 429)


@pytest.mark.parametrize(
    ("path", "change", "says"),
    [
        ("/threads", {"items": 1}, "is not of type"),
        ("/threads", {"next": 1}, "is not valid"),
        ("/posts/1", {"posted_at": "yesterday"}, "is not a"),
        ("/posts/1", {"author": {}}, "required property"),
    ],
)
def test_an_answer_unlike_the_document_would_be_noticed(
    guest: Browser, world: World, path: str, change: dict[str, Any], says: str
) -> None:
    world.thread()
    answer = got(guest, path, 200)
    said = json.loads(answer.get_data())

    answer.set_data(json.dumps(said | change))
    assert any(says in one for one in unlike(answer)), list(unlike(answer))
    answer.set_data(json.dumps(said))
    assert list(unlike(answer)) == []
    del answer.headers["ETag"]
    assert list(unlike(answer)) == ["has None for ETag"]
    answer.status_code = 418
    assert list(unlike(answer)) == ["answers 418, of which nothing is told"]


def test_the_guide_names_every_address(guest: Browser) -> None:
    page = guest.visit("/api")

    for path in described(guest)["paths"]:
        assert f"/api/v1{path}" in page.text
