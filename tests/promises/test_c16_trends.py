"""C16: trends in the aggregate: counts by day, and none that is about somebody."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from forum.core.access.totals import FEW, KINDS, TrafficTotal
from forum.core.clock import utcnow
from forum.core.jobs import schedule
from forum.members.models import Role
from tests.browser import Browser, Page
from tests.core.logs import come_as, log_lines
from tests.site.commands import Run
from tests.world import World

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1"


@pytest.fixture
def home(app: Flask) -> Path:
    """Return the folder of a forum whose log is empty."""
    folder: Path = app.extensions["settings"].home
    for path in folder.glob("access*.log"):
        path.unlink()
    return folder


def counted(world: World, days: int = 1) -> dict[tuple[str, str], int]:
    """Let days go by and the jobs run; return the totals."""
    with time_machine.travel(utcnow() + timedelta(days=days)):
        with world.reading():
            schedule(utcnow())
        world.run_jobs()
    return {(one.kind, one.name): one.requests for one in world.rows(TrafficTotal)}


def test_the_totals_are_those_of_the_lines(
    guest: Browser, world: World, home: Path
) -> None:
    come_as(guest, "192.0.2.7")
    for path, times in (("/about", 12), ("/learn", 10), ("/contact", 9)):
        for _ in range(times):
            guest.client.get(path, headers={"Referer": "https://blog.example.net/"})
    lines = log_lines(home)

    totals = counted(world)

    assert totals["all", "-"] == len(lines) == 31
    for kind in KINDS:
        expected = Counter(str(line[kind]) for line in lines)
        kept = {name: many for (k, name), many in totals.items() if k == kind}
        assert kept == {n: m for n, m in expected.items() if m >= FEW}, kind
    assert totals["route", "/about"] == 12
    assert totals["ref", "blog.example.net"] == 31


@pytest.mark.usefixtures("home")
def test_ten_are_kept_and_nine_are_not(guest: Browser, world: World) -> None:
    for _ in range(10):
        come_as(guest, "192.0.2.7").visit("/about")
    for _ in range(9):
        come_as(guest, "192.0.2.8", SAFARI).visit("/learn")

    totals = counted(world)

    assert (totals["route", "/about"], totals["browser", "Firefox 153"]) == (10, 10)
    assert not {
        ("route", "/learn"),
        ("browser", "Safari 19"),
        ("platform", "iOS"),
    } & set(totals)


@pytest.mark.usefixtures("home")
def test_a_day_is_counted_once_and_only_when_it_is_over(
    guest: Browser, world: World
) -> None:
    for _ in range(12):
        guest.visit("/about")

    today = counted(world, days=0)
    tomorrow = counted(world)
    again = counted(world, days=2)

    assert today == {}
    assert tomorrow["route", "/about"] == 12
    assert again == tomorrow


@pytest.mark.usefixtures("home")
def test_a_quiet_day_leaves_nothing_but_that_it_was_counted(
    guest: Browser, world: World
) -> None:
    for _ in range(9):
        guest.visit("/about")

    assert counted(world) == {("all", "-"): 0}


@pytest.mark.usefixtures("home")
def test_the_totals_are_there_when_the_addresses_are_gone(
    guest: Browser, world: World, run: Run
) -> None:
    for _ in range(10):
        come_as(guest, "192.0.2.7").visit("/about")
    with time_machine.travel(utcnow() + timedelta(days=8)):
        assert run("sweep").exit_code == 0

    assert counted(world, days=8)["route", "/about"] == 10


def test_a_line_cut_off_by_a_crash_is_left_out(
    guest: Browser, world: World, home: Path
) -> None:
    for _ in range(10):
        guest.visit("/about")
    with (home / "access.log").open("a") as file:
        file.write('{"ip":"192.0.2.')
        file.write("\n" + json.dumps(["no line"]) + "\n")

    assert counted(world)["route", "/about"] == 10


@pytest.mark.usefixtures("home")
def test_only_administrators_see_the_totals(guest: Browser, world: World) -> None:
    for _ in range(10):
        guest.visit("/about")
    counted(world)
    answers: dict[Role | None, Page] = {None: guest.visit("/admin/traffic")}
    for role in Role:
        browser = Browser(world.app)
        browser.begin_session(world.session_of(world.member(f"a_{role}", role)))
        answers[role] = browser.visit("/admin/traffic")

    assert {role: page.status for role, page in answers.items()} == {
        None: 401,
        Role.MEMBER: 403,
        Role.MODERATOR: 403,
        Role.ADMINISTRATOR: 200,
    }
    assert "/about 10" in answers[Role.ADMINISTRATOR].text


@pytest.mark.usefixtures("home")
def test_the_operator_sees_plots_and_under_each_its_table(
    guest: Browser, world: World
) -> None:
    for _ in range(10):
        come_as(guest, "192.0.2.7").visit("/about")
    for _ in range(9):
        come_as(guest, "192.0.2.8", SAFARI).visit("/learn")
    counted(world)

    ada = Browser(world.app)
    ada.begin_session(world.session_of(world.member("ada_op", Role.ADMINISTRATOR)))
    page = ada.visit("/admin/traffic")

    charts = page.soup.select("main section")
    assert [one["id"] for one in charts] == ["days", "route", "browser", "platform"]
    for one in charts:
        names = [head.get_text() for head in one.select("tbody th")]
        drawn = [text.get_text() for text in one.select("svg text:not(.v)")]
        assert names == drawn
        assert not one.select("[style], style, script")
    assert "/about" in page.text
    assert "/learn" not in page.text
    assert "Safari" not in page.text


@pytest.mark.usefixtures("home")
def test_a_total_goes_after_25_months(guest: Browser, world: World, run: Run) -> None:
    for _ in range(10):
        guest.visit("/about")
    counted(world)

    for days, left in ((755, True), (765, False)):
        with time_machine.travel(utcnow() + timedelta(days=days)):
            run("sweep")
        assert bool(world.rows(TrafficTotal)) is left
