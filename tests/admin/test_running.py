"""The way into administration: first steps, health, statistics, and for whom it is."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import enqueue
from forum.members.models import Role
from forum.search.models import IndexedPost
from tests.admin.acts import deeds, pressed
from tests.browser import Browser
from tests.world import World

PAGES = (
    "/admin/",
    "/admin/set-up",
    "/admin/boards",
    "/admin/boards/new",
    "/admin/boards/1",
    "/admin/boards/groups/1",
    "/admin/settings",
    "/admin/settings/posts_per_hour",
    "/admin/statistics",
    "/admin/health",
    "/admin/members",
    "/admin/members/1",
    "/admin/members/1/why",
    "/admin/members/1/role",
    "/admin/members/1/erase",
    "/admin/roles",
    "/admin/roles/guest",
)


@pytest.mark.parametrize("path", PAGES)
def test_administrators_alone_get_in(
    ada: Browser, mo: Browser, rosa: Browser, guest: Browser, path: str
) -> None:
    assert ada.visit(path).status == 200
    assert {mo.visit(path).status, rosa.visit(path).status} == {403}
    assert guest.visit(path).status == 401


def test_every_form_of_administration_refuses_others(
    mo: Browser, rosa: Browser, world: World
) -> None:
    rules = [
        rule
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint.startswith("admin.") and "POST" in (rule.methods or ())
    ]
    answers = set()
    for browser in (mo, rosa):
        token = browser.visit("/").values("/sign-out")["csrf_token"]
        for rule in rules:
            values = dict.fromkeys(rule.arguments, "1")
            with world.app.test_request_context():
                built = world.app.url_map.bind("localhost").build(
                    rule.endpoint, {**values}, "POST"
                )
            answers.add(browser.post(str(built), {"csrf_token": token}).status)

    assert len(rules) >= 15
    assert answers == {403}


def test_the_way_in_leads_to_pages_that_all_open(ada: Browser) -> None:
    soup = ada.visit("/admin/").soup
    paths = [str(one["href"]) for one in soup.select("main section a")]

    assert len(paths) >= 17
    assert {ada.visit(path).status for path in paths} == {200}


def test_a_forum_that_nobody_runs_says_how_to_become_its_administrator(
    guest: Browser, world: World
) -> None:
    page = guest.visit("/admin/")
    world.member("ada_op", Role.ADMINISTRATOR)

    assert page.status == 200
    assert "--role administrator" in page.text
    assert guest.visit("/admin/").status == 401


def test_the_first_steps_tell_what_is_missing(ada: Browser, world: World) -> None:
    page = ada.visit("/admin/set-up").text

    assert "FORUM_OPERATOR_NAME" in page
    assert "first step" in ada.visit("/admin/").text
    pressed(ada, "/admin/set-up", "/admin/set-up/mail")
    world.run_jobs()
    mails = world.outbox.to("ada_op@example.com")
    assert [mail["Subject"] for mail in mails] == ["Mail from your forum arrives"]
    assert deeds(world)[-1] == "mail_tested"


def test_health_says_what_the_doctor_says_and_more(ada: Browser) -> None:
    page = ada.visit("/admin/health").text

    for what in ("Database", "Migrations", "Disk", "Clock", "Letters", "Promises"):
        assert what in page
    assert "soltrex-forum backup FILE" in page
    assert "0 readable posts are missing in the index" in page
    assert str(Path.home()) not in page or Path.home() == Path("/")


@pytest.mark.parametrize(("count", "said"), [(1, "1 waits"), (2, "2 wait")])
def test_health_says_how_many_jobs_wait_and_how_long(
    ada: Browser, world: World, count: int, said: str
) -> None:
    world.run_jobs()
    with world.writing():
        for _ in range(count):
            enqueue("erase member", {}, utcnow() - timedelta(minutes=9))

    page = ada.visit("/admin/health").text

    assert f"{said}, the oldest for 9 minutes" in page


def test_health_says_which_posts_no_search_finds(ada: Browser, world: World) -> None:
    world.thread("ken")
    with world.writing():
        db.session.execute(delete(IndexedPost))

    page = ada.visit("/admin/health").text

    assert "1 readable posts are missing in the index. Run soltrex-forum" in page


def test_statistics_count_content_exactly_and_people_from_ten_on(
    ada: Browser, world: World
) -> None:
    thread = world.thread("ken", at=utcnow())
    for number in range(10):
        world.reply(thread, f"member_{number}", f"Answer number {number}.", utcnow())
    world.thread("nat", board="care", title="A storm took a module", at=utcnow())

    page = ada.visit("/admin/statistics?board=performance").soup
    days = [cell.text for cell in page.select("table")[0].select("tr")[-1].select("td")]
    boards = {
        row.th.text: [cell.text for cell in row.select("td")]
        for row in page.select("table")[1].select("tbody tr")
        if row.th
    }

    assert days[:3] == ["1", "11", "11"]
    assert boards["Care and safety"] == ["1", "1", "< 10"]
    assert "Decisions" in page.text
