"""Texts and numbers without end get an answer, and cost little."""

import json
from datetime import timedelta

import pytest

from forum.boards.rules import BODY_MAX
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from tests.boards.acts import composing
from tests.browser import Browser
from tests.world import World

ENDLESS = "ab@mail.example " * (BODY_MAX // 8)


def test_a_check_of_an_endless_text_is_refused(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    composing(rosa, thread)
    fields = rosa.page.values("/reply").to_dict() | {"body": ENDLESS}

    page = rosa.post("/check", fields)

    assert page.status == 422
    assert "too long" in json.loads(page.html)["error"]


def test_the_preview_of_an_endless_text_shows_it_back(
    rosa: Browser, world: World
) -> None:
    composing(rosa, world.thread("ken"))

    page = rosa.submit("/reply", to="/preview", body=ENDLESS)

    assert page.status == 422
    assert "is the most. Split it into two posts" in page.text
    assert ENDLESS.strip() in page.html


@pytest.mark.parametrize("name", ["choice-" + "9" * 5000, "choice-²", "choice--1"])
def test_a_choice_without_a_number_counts_as_none(
    rosa: Browser, world: World, name: str
) -> None:
    composing(rosa, world.thread("ken"))

    page = rosa.submit("/reply", body="Two dry weeks.", more={name: "mask"})

    assert page.status == 200
    assert "Two dry weeks." in page.text


def test_who_may_not_write_is_not_checked_either(rosa: Browser, world: World) -> None:
    composing(rosa, world.thread("ken"))
    fields = rosa.page.values("/reply").to_dict() | {"body": "Two dry weeks."}
    rosa_id = world.member_id("rosa")
    with world.writing():
        rosa_row = db.session.get_one(Member, rosa_id)
        rosa_row.suspended_until = utcnow() + timedelta(days=1)

    assert rosa.post("/check", fields).status == 403
