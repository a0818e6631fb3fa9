"""Who may call what, read from the map of all addresses."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browser import Browser
from tests.structure.scene import Scene, scene
from tests.world import World

PUBLIC = {"moderation.rules_page", "moderation.flag", "moderation.flag_send"}
OF_STAFF = "/moderation/"


def _address(app: Flask, rule: Rule, at: Scene) -> str:
    values = {
        "thread_id": at.thread,
        "post_id": at.post,
        "item_id": at.case,
        "statement_id": 1,
        "card_id": at.card,
        "draft_id": 1,
        "announcement_id": 1,
        "ticket_id": 1,
        "slug": "performance",
        "handle": "ken",
        "name": "privacy",
        "version": 1,
        "link": "x",
        "entry_id": 1,
        "filename": "favicon.svg",
    }
    wanted = {name: values[name] for name in rule.arguments}
    if "/cards/" in rule.rule:
        wanted["item_id"] = at.card_case
    with app.test_request_context():
        built = app.url_map.bind("localhost").build(rule.endpoint, wanted)
    assert isinstance(built, str)
    return built


def _rules(app: Flask, method: str, start: str = "") -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint.startswith(start)
    ]


def _token(browser: Browser, page: str, form: str) -> dict[str, str]:
    return {"csrf_token": browser.visit(page).values(form)["csrf_token"]}


def _moderation(app: Flask, at: Scene) -> list[tuple[str, str]]:
    return [
        (method, _address(app, rule, at))
        for method in ("GET", "POST")
        for rule in _rules(app, method, "moderation.")
        if rule.endpoint not in PUBLIC
    ]


def _ask(browser: Browser, method: str, path: str, token: dict[str, str]) -> int:
    if method == "GET":
        return browser.visit(path, follow=False).status
    return browser.post(path, token, follow=False).status


def test_every_page_of_moderation_refuses_a_guest(
    app: Flask, world: World, guest: Browser
) -> None:
    routes = _moderation(app, scene(world))
    token = _token(guest, "/sign-in", "/sign-in")

    answers = {route: _ask(guest, *route, token) for route in routes}

    assert len(answers) >= 11
    assert set(answers.values()) == {401}, answers


def test_every_page_of_moderators_refuses_a_plain_member(
    app: Flask, world: World, rosa: Browser
) -> None:
    routes = _moderation(app, scene(world))
    token = _token(rosa, "/", "/sign-out")

    answers = {
        (method, path): _ask(rosa, method, path, token)
        for method, path in routes
        if path.startswith(OF_STAFF)
    }

    assert len(answers) >= 7
    assert set(answers.values()) <= {403, 404}, answers


def test_a_moderator_gets_where_others_are_refused(
    app: Flask, world: World, mo: Browser
) -> None:
    routes = _moderation(app, scene(world))
    token = _token(mo, "/", "/sign-out")

    answers = {
        (method, path): _ask(mo, method, path, token)
        for method, path in routes
        if path.startswith(OF_STAFF)
    }

    assert set(answers.values()) <= {200, 303, 422}, answers


def test_every_form_refuses_to_be_sent_without_its_token(
    app: Flask, world: World, rosa: Browser
) -> None:
    at = scene(world)
    paths = [_address(app, rule, at) for rule in _rules(app, "POST")]

    answers = {path: _ask(rosa, "POST", path, {}) for path in paths}

    assert len(answers) >= 15
    assert set(answers.values()) == {400}, answers


@pytest.mark.parametrize("sent", ["", "x", "ImZvcmdlZCI.aaaa.bbbb"])
def test_a_forged_token_is_no_token(rosa: Browser, sent: str) -> None:
    page = rosa.post("/my/sessions/end", {"csrf_token": sent})

    assert page.status == 400
    assert rosa.visit("/my").status == 200


def test_the_token_of_somebody_else_is_no_token(rosa: Browser, ken: Browser) -> None:
    stolen = _token(ken, "/", "/sign-out")

    page = rosa.post("/my/sessions/end", stolen)

    assert page.status == 400
    assert rosa.visit("/my").status == 200


def test_a_form_with_its_token_is_taken(rosa: Browser) -> None:
    token = _token(rosa, "/", "/sign-out")

    page = rosa.post("/my/sessions/end", token)

    assert page.status == 200
    assert rosa.visit("/my").status == 401
