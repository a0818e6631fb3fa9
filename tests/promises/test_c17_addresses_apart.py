"""C17: network addresses stand beside nothing that names a person, and not for long."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from forum.core.access.lines import truncated
from forum.core.clock import utcnow
from forum.core.db import Base, db
from tests.api.asking import token_of, with_token
from tests.browser import PASSWORD, Browser
from tests.core.logs import come_as, log_lines
from tests.members.joining import applied
from tests.site.commands import Run
from tests.world import BODY, World

GUEST, MEMBER, NEWCOMER = "192.0.2.71", "198.51.100.83", "203.0.113.97"
SIX = "2001:db8:1234:5678::9"
NUMBER = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}"
)
MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


@pytest.fixture
def home(app: Flask) -> Path:
    """Return the folder of a forum whose log is empty."""
    folder: Path = app.extensions["settings"].home
    for path in folder.glob("access*.log"):
        path.unlink()
    return folder


def lively(world: World, guest: Browser, rosa: Browser) -> None:
    """Let a guest read, a member write, and somebody join."""
    thread = world.thread()
    come_as(guest, GUEST).visit(world.url(thread))
    come_as(rosa, MEMBER).visit(f"/t/{thread}/reply")
    rosa.submit("/reply", body=BODY)
    rosa.visit("/my/sessions")
    newcomer = come_as(Browser(world.app), NEWCOMER)
    link = applied(newcomer, world)
    newcomer.visit(link)
    newcomer.submit(link, password=PASSWORD)
    come_as(Browser(world.app), SIX).sign_in("rosa")


def addresses_in(text: str) -> set[str]:
    """Return what reads as a network address, other than this machine's."""
    found = set()
    for one in NUMBER.findall(text):
        try:
            known = ip_address(one)
        except ValueError:
            continue
        if not known.is_loopback and not known.is_unspecified:
            found.add(str(known))
    return found


def dump(world: World) -> str:
    """Return everything that stands in the tables, readably."""
    with world.reading():
        rows = [
            str(list(db.session.execute(select(table))))
            for table in Base.metadata.sorted_tables
        ]
    return "\n".join(rows)


@pytest.mark.usefixtures("home")
def test_no_address_is_in_any_table(
    guest: Browser, rosa: Browser, world: World
) -> None:
    lively(world, guest, rosa)

    stored = dump(world)

    assert "rosa" in stored
    assert addresses_in(f"{GUEST} and {SIX} there") == {GUEST, SIX}
    assert not addresses_in(stored)
    assert "Firefox" not in stored


def test_a_member_leaves_only_a_network_and_a_minute(
    guest: Browser, rosa: Browser, world: World, home: Path
) -> None:
    lively(world, guest, rosa)

    lines = log_lines(home)
    of_network = {
        net: [line for line in lines if str(line["ip"]).startswith(net)]
        for net in ("198.51.100.", "203.0.113.", "2001:db8:")
    }
    members = of_network["198.51.100."]
    assert [line["route"] for line in members].count("/t/<int:thread_id>/reply") == 2
    assert {line["ip"] for line in members} == {"198.51.100.0/24"}
    assert all(MINUTE.fullmatch(str(line["ts"])) for line in members)


def test_joining_signing_in_and_mailed_links_leave_no_more_than_that(
    guest: Browser, rosa: Browser, world: World, home: Path
) -> None:
    lively(world, guest, rosa)

    named = [
        line
        for line in log_lines(home)
        if str(line["ip"]).startswith(("203.0.113.", "2001:"))
    ]
    routes = {line["route"] for line in named}
    assert {"/register", "/register/sent", "/verify/<link>", "/sign-in"} <= routes
    networks = {line["ip"] for line in named}
    assert networks == {"203.0.113.0/24", "2001:db8:1234::/48"}
    assert all(MINUTE.fullmatch(str(line["ts"])) for line in named)


def test_a_form_leaves_no_more_than_that(guest: Browser, home: Path) -> None:
    come_as(guest, GUEST).post("/p/1/flag", {})

    (line,) = log_lines(home)
    assert line["ip"] == "192.0.2.0/24"
    assert MINUTE.fullmatch(str(line["ts"]))


def test_a_cookie_is_enough_even_if_it_opens_nothing(
    guest: Browser, home: Path
) -> None:
    guest.client.set_cookie("session", "of-last-week", domain="127.0.0.1")
    come_as(guest, GUEST).visit("/about")

    (line,) = log_lines(home)
    assert line["ip"] == "192.0.2.0/24"


@pytest.mark.parametrize("is_real", [True, False])
def test_a_program_that_reads_for_a_member_leaves_no_more_than_that(
    guest: Browser, rosa: Browser, home: Path, is_real: bool
) -> None:
    token = token_of(rosa) if is_real else "stf_of-last-year"
    (home / "access.log").unlink(missing_ok=True)

    answer = with_token(come_as(guest, GUEST), token)

    (line,) = log_lines(home)
    assert answer.status == (200 if is_real else 401)
    assert line["ip"] == "192.0.2.0/24"
    assert MINUTE.fullmatch(str(line["ts"]))
    assert token not in str(line)


def test_a_token_sent_to_what_everybody_reads_leaves_no_more_than_that(
    guest: Browser, home: Path
) -> None:
    sent = {"Authorization": "Bearer stf_anything"}
    come_as(guest, GUEST).client.get("/api/v1/boards", headers=sent)

    (line,) = log_lines(home)
    assert line["ip"] == "192.0.2.0/24"


def test_no_file_beside_the_database_holds_an_address_of_a_member(
    guest: Browser, rosa: Browser, world: World, home: Path
) -> None:
    lively(world, guest, rosa)

    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for address in (MEMBER, SIX):
                assert address.encode() not in content, path
            if path.name != "access.log":
                assert GUEST.encode() not in content, path


def test_a_full_address_is_there_for_a_week_at_most(
    guest: Browser, home: Path, run: Run
) -> None:
    written = utcnow()
    come_as(guest, GUEST).visit("/about")

    for days in range(1, 9):
        with time_machine.travel(written + timedelta(days=days)):
            run("sweep")
        kept = "".join(path.read_text() for path in home.glob("access*.log"))
        assert kept.count('"route":"/about"') == 1
        if days >= 7:
            assert not addresses_in(kept.replace("192.0.2.0/24", ""))
            assert '"ip":"192.0.2.0/24"' in kept
        elif days <= 5:
            assert GUEST in kept


def test_a_line_is_gone_after_a_month(guest: Browser, home: Path, run: Run) -> None:
    written = utcnow()
    come_as(guest, GUEST).visit("/about")

    for days, left in ((1, 1), (28, 1), (31, 0)):
        with time_machine.travel(written + timedelta(days=days)):
            run("sweep")
        assert len(list(home.glob("access*.log"))) == left


def test_a_log_nobody_swept_for_long_is_gone_at_once(
    guest: Browser, home: Path, run: Run
) -> None:
    come_as(guest, GUEST).visit("/about")

    with time_machine.travel(utcnow() + timedelta(days=31)):
        run("sweep")

    assert not list(home.glob("access*.log*"))


def test_lines_of_a_day_put_aside_twice_stay_together(
    guest: Browser, home: Path, run: Run
) -> None:
    come_as(guest, GUEST).visit("/about")
    first = (home / "access.log").read_text()
    with time_machine.travel(utcnow() + timedelta(days=1)):
        run("sweep")
    (home / "access.log").write_text(first)
    with time_machine.travel(utcnow() + timedelta(days=1)):
        run("sweep")

    (path,) = home.glob("access*.log")
    assert path.read_text() == first * 2


def test_a_forum_can_keep_no_full_address_at_all(
    public_forum: Callable[..., Flask], tmp_path: Path
) -> None:
    app = public_forum(access_log_ip="truncated")
    come_as(Browser(app), GUEST).visit("/about")

    (line,) = (tmp_path / "access.log").read_text().splitlines()
    assert json.loads(line)["ip"] == "192.0.2.0/24"


def test_what_was_full_before_is_cut_once_none_is_to_be_kept(
    guest: Browser, home: Path, app: Flask, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_as(guest, GUEST).visit("/about")
    truncating = app.extensions["settings"].model_copy(
        update={"access_log_ip": "truncated"}
    )
    monkeypatch.setitem(app.extensions, "settings", truncating)

    with time_machine.travel(utcnow() + timedelta(days=1)):
        run("sweep")

    (path,) = home.glob("access*.log")
    assert GUEST not in path.read_text()
    assert "192.0.2.0/24" in path.read_text()


@pytest.mark.parametrize(
    ("address", "left"),
    [
        (GUEST, "192.0.2.0/24"),
        (SIX, "2001:db8:1234::/48"),
        ("::ffff:192.0.2.71", "192.0.2.0/24"),
        ("192.0.2.0/24", "192.0.2.0/24"),
        ("nowhere", "-"),
        ("", "-"),
    ],
)
def test_of_an_address_the_network_is_left(address: str, left: str) -> None:
    assert truncated(address) == left
