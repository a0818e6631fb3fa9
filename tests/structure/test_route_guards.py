"""Forms need their token, and lists of a team tell of its own boards only."""

import pytest
from flask import Flask

from forum.members import actions as members
from forum.members.models import Role
from tests.browser import Browser
from tests.hostile.targets import Known
from tests.moderation.cases import board_named
from tests.structure.doors import Door, door
from tests.structure.scene import scene
from tests.world import TITLE, World


def _token(browser: Browser, page: str, form: str) -> dict[str, str]:
    return {"csrf_token": browser.visit(page).values(form)["csrf_token"]}


def test_what_any_moderator_may_open_tells_nothing_of_other_boards(
    app: Flask, world: World
) -> None:
    case = scene(world).case
    bo = _moderator_of(world, "equipment")
    paths = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and door(rule.rule, "GET") is Door.TEAM
    ]

    pages = [bo.visit(path) for path in (*paths, f"/moderation/batch?item={case}")]

    assert len(pages) > 5
    assert {page.status for page in pages} == {200}
    for page in pages:
        assert TITLE not in page.text, page.path
        assert f"/moderation/items/{case}" not in page.html, page.path


def _moderator_of(world: World, slug: str) -> Browser:
    key = world.member("bo_mod", Role.MODERATOR)
    board = board_named(world, slug).id
    with world.writing():
        members.assign(key, [board])
    browser = Browser(world.app)
    browser.begin_session(world.session_of(key))
    return browser


def test_every_form_refuses_to_be_sent_without_its_token(
    app: Flask, rosa: Browser
) -> None:
    example = {"name": "privacy"}
    paths = [
        Known().address(app, rule, example if "name" in rule.arguments else {})
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    ]

    answers = {path: rosa.post(path, {}, follow=False).status for path in paths}

    assert len(answers) >= 100
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
