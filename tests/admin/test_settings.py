"""Settings that administrators change while the forum runs."""

import pytest

from forum.admin.models import SettingChange
from forum.boards.limits import THREADS_PER_HOUR
from forum.core.chosen import chosen, number
from forum.core.clock import utcnow
from forum.core.db import db
from moderation.figures.joining import SECOND_LOOKS
from moderation.models import AuditPayload
from tests.admin.acts import deeds
from tests.browser import Browser, Page
from tests.world import World

PATH = "/admin/settings/threads_per_hour"


def set_to(ada: Browser, value: str, path: str = PATH, reason: str = "strict") -> Page:
    ada.visit(path)
    return ada.submit(path, value=value, reason=reason)


def holds(world: World) -> float:
    with world.reading():
        return number(THREADS_PER_HOUR)


def test_another_value_holds_at_once_and_is_logged_with_what_was(
    ada: Browser, world: World
) -> None:
    done = set_to(ada, "9")

    assert done.status == 200
    assert holds(world) == 9
    change = world.rows(SettingChange)[0]
    assert (change.before, change.after, change.reason) == ("5", "9", "strict")
    assert deeds(world)[-1] == "setting_changed"
    assert '"before":"5"' in world.rows(AuditPayload)[-1].json


def test_a_limit_that_was_changed_is_what_members_meet(
    ada: Browser, rosa: Browser, world: World
) -> None:
    set_to(ada, "1")
    world.thread("rosa", at=utcnow())

    rosa.visit("/b/care/new")
    page = rosa.submit(
        "/b/care/new", title="Which fuse fits this string?", body="A 15 A fuse blew."
    )

    assert page.status == 429


def test_what_held_before_is_put_back_by_one_button(ada: Browser, world: World) -> None:
    page = set_to(ada, "9")

    back = page.forms(PATH)[-1]
    assert "Put back" in back.text
    token = page.values(PATH)["csrf_token"]
    ada.post(PATH, {"csrf_token": token, "value": "5", "reason": "back"})

    assert holds(world) == 5
    assert [one.after for one in world.rows(SettingChange)] == ["9", "5"]


@pytest.mark.parametrize("value", ["0", "101", "2.5", "many", "", "nan", "1e9999"])
def test_what_is_out_of_range_is_refused_with_a_sentence(
    ada: Browser, world: World, value: str
) -> None:
    page = set_to(ada, value)

    assert page.status == 422
    assert "number" in page.text
    assert holds(world) == 5


def test_a_change_without_a_reason_is_not_made(ada: Browser, world: World) -> None:
    ada.visit(PATH)
    page = ada.submit(PATH, value="9")

    assert page.status == 422
    assert "Choose a reason" in page.text
    assert holds(world) == 5


def test_what_the_environment_sets_goes_before_and_is_not_changed_here(
    ada: Browser, world: World
) -> None:
    path = "/admin/settings/second_look_percent"
    page = ada.visit(path)
    token = ada.visit("/admin/boards").values("/admin/boards/groups")["csrf_token"]
    sent = {"csrf_token": token, "value": "50", "reason": "trial"}

    assert "set in the environment" in page.text
    assert ada.post(path, sent).status == 403
    with world.reading():
        assert chosen(SECOND_LOOKS) == "0"


def test_secrets_of_the_environment_are_never_shown(ada: Browser, world: World) -> None:
    page = ada.visit("/admin/settings").text

    assert "FORUM_SECRET_KEY" in page
    assert world.app.config["SECRET_KEY"] not in page
    with world.reading():
        assert str(db.engine.url.database) not in page


def test_what_waits_on_boards_without_a_choice_is_chosen_for_all(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    set_to(ada, "all", "/admin/settings/what_waits", "incident")

    rosa.visit(f"/t/{thread}/reply")
    page = rosa.submit(f"/t/{thread}/reply", body="It was the snow after all.")

    assert "a moderator reads everything first" in page.text


def test_every_setting_has_a_page_that_opens(ada: Browser) -> None:
    soup = ada.visit("/admin/settings").soup
    paths = {str(one["href"]) for one in soup.select("a[href^='/admin/settings/']")}

    assert "/admin/settings/what_waits" in paths
    assert {ada.visit(path).status for path in paths} == {200}
