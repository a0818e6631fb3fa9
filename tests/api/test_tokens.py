"""Tokens: made and ended by their owner, shown once, and good for one thing."""

import json
from datetime import timedelta

import pytest
import time_machine

from forum.api.models import ApiToken
from forum.boards.models import Audience
from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.members import actions as members
from tests.admin.acts import pressed
from tests.api.asking import token_of, with_token
from tests.boards.acts import open_to
from tests.browser import Browser
from tests.world import World


def said_to(browser: Browser, token: str) -> list[str]:
    page = with_token(browser, token)
    assert page.status == 200, page.html
    return [one["said"] for one in json.loads(page.html)["items"]]


def test_a_program_reads_the_notifications_of_whoever_made_its_token(
    guest: Browser, ken: Browser, world: World
) -> None:
    token = token_of(ken)
    thread = world.thread("ken")
    world.reply(thread, "ivy", "Thank you, @ken, that helps.")

    listed = said_to(guest, token)

    assert len(listed) == 1
    assert listed[0] in ken.visit("/notifications").text
    assert with_token(guest, token).headers["Cache-Control"] == "private, no-store"


def test_a_token_is_shown_once_and_kept_as_a_hash(ken: Browser, world: World) -> None:
    token = token_of(ken)

    page = ken.visit("/my/programs")

    assert token not in page.html
    assert "Not used yet." in page.text
    (row,) = world.rows(ApiToken)
    assert token.encode() not in row.key
    assert row.ends_at - row.made_at == timedelta(days=365)


def test_its_owner_sees_on_which_day_it_was_used_last(
    guest: Browser, ken: Browser
) -> None:
    token = token_of(ken)

    said_to(guest, token)

    assert (
        f"Last used on {utcnow():%b} {utcnow().day}" in ken.visit("/my/programs").text
    )


def test_a_token_that_was_ended_opens_nothing(guest: Browser, ken: Browser) -> None:
    token = token_of(ken)
    assert said_to(guest, token) == []
    ken.visit("/my/programs")

    page = ken.submit("/my/programs/end")

    assert "That token has ended." in page.text
    refused = with_token(guest, token)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_nobody_ends_the_token_of_somebody_else(
    guest: Browser, ken: Browser, rosa: Browser, world: World
) -> None:
    token = token_of(ken)
    token_of(rosa)
    rosa.visit("/my/programs")

    rosa.submit("/my/programs/end", token=str(world.rows(ApiToken)[0].id))

    assert said_to(guest, token) == []


def test_a_token_ends_after_a_year_and_is_forgotten(
    guest: Browser, ken: Browser, world: World
) -> None:
    token = token_of(ken)

    with time_machine.travel(utcnow() + timedelta(days=366), tick=False):
        assert with_token(guest, token).status == 401
        with world.reading():
            sweep(utcnow())
    assert world.rows(ApiToken) == []


@pytest.mark.parametrize("token", ["", "x", "stf_x", "stf_" + "A" * 43, "A" * 5000])
def test_what_is_no_token_opens_nothing(
    guest: Browser, ken: Browser, token: str
) -> None:
    token_of(ken)

    assert with_token(guest, token).status == 401
    assert ken.visit("/api/v1/me/notifications").status == 401


def test_a_token_opens_no_page(guest: Browser, ken: Browser) -> None:
    token = token_of(ken)

    for path in ("/my", "/notifications", "/my/programs"):
        page = guest.client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert page.status_code == 401


def test_whoever_pauses_has_no_tokens_any_more(
    guest: Browser, ken: Browser, world: World
) -> None:
    token = token_of(ken)

    with world.writing():
        members.deactivate(world.member_id("ken"), utcnow())

    assert with_token(guest, token).status == 401
    assert world.rows(ApiToken) == []


def test_whoever_signs_out_everywhere_has_no_tokens_any_more(
    guest: Browser, ken: Browser, world: World
) -> None:
    token = token_of(ken)
    assert "sign out everywhere" in ken.visit("/my/programs").text
    ken.visit("/my/sessions")
    fields = {"csrf_token": ken.page.values("/sign-out")["csrf_token"]}

    ken.post("/my/sessions/end", fields)

    assert with_token(guest, token).status == 401
    assert world.rows(ApiToken) == []


def test_whom_an_administrator_signs_out_has_no_tokens_any_more(
    guest: Browser, ken: Browser, ada: Browser, world: World
) -> None:
    token = token_of(ken)
    path = f"/admin/members/{world.member_id('ken')}"

    pressed(ada, path, f"{path}/sessions")

    assert with_token(guest, token).status == 401


def test_a_token_of_staff_reads_nothing_that_only_the_team_reads(
    guest: Browser, mo: Browser, world: World
) -> None:
    token = token_of(mo)
    world.reply(world.thread("ken"), "ivy", "Look at this, @mo_mod.")
    assert len(said_to(guest, token)) == 1

    open_to(world, "performance", Audience.STAFF)

    assert said_to(guest, token) == []
    assert "You are mentioned" in mo.visit("/notifications").text


def test_five_tokens_are_enough(ken: Browser) -> None:
    for _ in range(5):
        token_of(ken)

    page = ken.visit("/my/programs")

    assert "You have 5 tokens" in page.text
    assert not page.forms("/my/programs")


def test_a_token_is_made_only_by_whoever_proved_lately_who_they_are(
    ken: Browser, world: World
) -> None:
    ken.visit("/my/programs")

    with time_machine.travel(utcnow() + timedelta(minutes=11), tick=False):
        page = ken.submit("/my/programs")

    assert page.status == 403
    assert world.rows(ApiToken) == []
