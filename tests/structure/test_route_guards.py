"""Who may call what, read from the map of all addresses."""

from collections.abc import Iterable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from forum.members import actions as members
from forum.members.models import Role
from tests.browser import Browser
from tests.moderation.cases import board_named
from tests.structure.scene import Scene, scene
from tests.structure.test_crawl import rows
from tests.world import TITLE, World

Route = tuple[str, str]

PUBLIC = {
    "moderation.rules_page": "everybody reads the rules",
    "moderation.flag": "everybody may report a post",
    "moderation.flag_send": "everybody may report a post",
    "figures.file": "everybody reads the figures",
    "figures.log": "everybody reads what decisions did",
    "figures.history": "everybody reads the rules as they stood",
    "notices.claim": "a form that a law wants",
    "notices.claim_send": "a form that a law wants",
    "notices.privacy_request": "a form that a law wants",
    "notices.privacy_request_send": "a form that a law wants",
    "notices.take_it_down": "a form that a law wants",
    "notices.take_it_down_send": "a form that a law wants",
    "notices.status": "whoever has its secret link sees how a notice stands",
}
"""What moderation answers to everybody, and why; anything else asks who one is."""
OF_STAFF = "/moderation/"
OF_ANY_BOARD = {
    "figures.team": "counts cases of one's own boards only",
    "figures.looks": "lists cases of one's own boards only",
    "moderation.queue": "lists cases of one's own boards only",
    "moderation.live": "tells of cases of one's own boards only",
    "moderation.view_save": "keeps one's own filters",
    "moderation.view_delete": "forgets one's own filters",
    "moderation.keys": "shows one's own keys",
    "moderation.keys_send": "keeps one's own keys",
    "moderation.batch": "picks cases of one's own boards only",
    "moderation.batch_send": "judges each case by itself, and leaves out others",
    "moderation.batches": "lists what one did oneself",
    "moderation.batch_undo": "takes back what one did oneself",
}
"""What a moderator of another board may open too, and why."""
NOTHING_THERE = {"standing.clean_up_undo": "nobody's posts were cleaned up"}
"""What even administrators are refused as things stand, and why."""


def _address(app: Flask, rule: Rule, at: Scene) -> str:
    values = {
        "thread_id": at.thread,
        "post_id": at.post,
        "item_id": at.case,
        "statement_id": 1,
        "decision_id": at.decision,
        "card_id": at.card,
        "draft_id": 1,
        "announcement_id": 1,
        "ticket_id": 1,
        "watch_id": 1,
        "group_id": 1,
        "board_id": 1,
        "member_id": 1,
        "application_id": 1,
        "bookmark_id": 1,
        "code": "R1",
        "template_id": 1,
        "slug": "performance",
        "tag": "inverter",
        "role_id": 1,
        "handle": "ken",
        "name": "privacy",
        "version": 1,
        "link": "x",
        "entry_id": 1,
        "word_id": 1,
        "flag_id": 1,
        "note_id": 1,
        "look_id": 1,
        "filename": "favicon.svg",
        "reference": "x",
        "key": "x",
        "number": 1,
    }
    wanted = {name: values[name] for name in rule.arguments}
    for part, case in at.cases.items():
        if part in rule.rule and "item_id" in wanted:
            wanted["item_id"] = case
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


def _of_moderation(app: Flask, at: Scene, start: str = "/") -> dict[Route, str]:
    """Return every route of moderation below an address, with its endpoint.

    A route belongs to moderation if its view stands there, whatever its blueprint.
    """
    return {
        (method, _address(app, rule, at)): rule.endpoint
        for method in ("GET", "POST")
        for rule in _rules(app, method)
        if app.view_functions[rule.endpoint].__module__.startswith("moderation.")
        and rule.rule.startswith(start)
    }


def _ask(browser: Browser, method: str, path: str, token: dict[str, str]) -> int:
    if method == "GET":
        return browser.visit(path, follow=False).status
    return browser.post(path, token, follow=False).status


def _answers(browser: Browser, routes: Iterable[Route]) -> dict[Route, int]:
    token = _token(browser, "/", "/sign-out")
    return {route: _ask(browser, *route, token) for route in routes}


def _other(answers: dict[Route, int], *expected: int) -> dict[Route, int]:
    return {one: status for one, status in answers.items() if status not in expected}


def test_every_page_of_moderation_refuses_a_guest(
    app: Flask, world: World, guest: Browser
) -> None:
    routes = _of_moderation(app, scene(world))
    token = _token(guest, "/sign-in", "/sign-in")

    answers = {
        route: _ask(guest, *route, token)
        for route, endpoint in routes.items()
        if endpoint not in PUBLIC
    }

    assert len(answers) >= 11
    assert not _other(answers, 401)


def test_every_page_of_moderators_refuses_a_plain_member(
    app: Flask, world: World, rosa: Browser
) -> None:
    routes = _of_moderation(app, scene(world), OF_STAFF)

    answers = _answers(rosa, routes)

    assert len(answers) >= 7
    assert not _other(answers, 403, 404)


def test_every_page_about_a_board_refuses_a_moderator_of_another(
    app: Flask, world: World
) -> None:
    routes = _of_moderation(app, scene(world), OF_STAFF)
    bo, before = _moderator_of(world, "equipment"), rows(world)

    answers = _answers(
        bo, (one for one, endpoint in routes.items() if endpoint not in OF_ANY_BOARD)
    )

    assert len(answers) >= 30
    assert not _other(answers, 403, 404)
    assert rows(world) == before


def test_what_any_moderator_may_open_tells_nothing_of_other_boards(
    app: Flask, world: World
) -> None:
    at = scene(world)
    routes = _of_moderation(app, at, OF_STAFF)
    bo, case = _moderator_of(world, "equipment"), str(at.case)

    pages = {
        path: bo.visit(path)
        for (method, path), endpoint in routes.items()
        if method == "GET" and endpoint in OF_ANY_BOARD
    }
    pages["picked"] = bo.visit(f"/moderation/batch?item={case}")

    assert {page.status for page in pages.values()} == {200}
    for path, page in pages.items():
        assert TITLE not in page.text, path
        assert f"/moderation/items/{case}" not in page.html, path


def test_what_is_let_through_is_still_there(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert not {*PUBLIC, *OF_ANY_BOARD, *NOTHING_THERE} - known


def _moderator_of(world: World, slug: str) -> Browser:
    key = world.member("bo_mod", Role.MODERATOR)
    board = board_named(world, slug).id
    with world.writing():
        members.assign(key, [board])
    browser = Browser(world.app)
    browser.begin_session(world.session_of(key))
    return browser


def test_a_moderator_gets_where_others_are_refused(
    app: Flask, world: World, mo: Browser, ada: Browser
) -> None:
    routes = _of_moderation(app, scene(world), OF_STAFF)

    there = [one for one, name in routes.items() if name not in NOTHING_THERE]
    answers = _answers(mo, there)
    closed = {route for route, status in answers.items() if status in {403, 404}}
    answers |= _answers(ada, closed)

    assert not _other(answers, 200, 303, 409, 422)


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
