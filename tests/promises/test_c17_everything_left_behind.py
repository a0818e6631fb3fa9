"""C13, C17, C34: what a whole day at the forum leaves behind, looked through at once.

Guests read, somebody joins, members write, report, decide, ask and get mail, each from
an address of their own. Then every table, every line of every log and every page is
searched. The same is done in a real browser in tests/journey.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from forum.members.registry.models import Account
from tests.browser import PASSWORD, Browser
from tests.core.logs import come_as
from tests.members.joining import applied, cookie_of
from tests.moderation.cases import decided
from tests.promises.places import left, pages, shown, tables
from tests.promises.test_c17_addresses_apart import addresses_in
from tests.structure.scene import scene
from tests.systems.cards import card
from tests.world import BODY, World

ADDRESSES = {
    "guest": "192.0.2.71",
    "rosa": "198.51.100.83",
    "newcomer": "203.0.113.97",
    "mo_mod": "2001:db8:77:1::9",
}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
NETWORK = re.compile(r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:77")


@dataclass
class Day:
    """Who was here, and what the day left in the logs."""

    people: dict[str, Browser]
    home: Path
    said: StringIO
    names: list[str] = field(default_factory=list)
    """Full names and addresses of everybody but the moderator."""
    persons: list[str] = field(default_factory=list)
    """What would name somebody in a line of a log."""


@pytest.fixture
def day(app: Flask, world: World, home: Path, log: StringIO) -> Day:
    """Let a day pass."""
    for path in home.glob("access*.log"):
        path.unlink()
    at = scene(world)
    card(world, "ken")
    people = {name: Browser(app) for name in ADDRESSES}
    for name, address in ADDRESSES.items():
        come_as(people[name], address)
        people[name].client.environ_base["HTTP_USER_AGENT"] = BROWSER
    guest, rosa, newcomer, mo = people.values()
    rosa.begin_session(world.session_of(world.member("rosa")))
    mo.begin_session(world.session_of(world.member_id("mod_extra")))
    guest.visit(at.url)
    _asks(guest)
    rosa.visit(f"/t/{at.thread}/reply")
    rosa.submit("/reply", body=BODY)
    link = applied(newcomer, world)
    newcomer.visit(link)
    newcomer.submit(link, password=PASSWORD)
    rosa.visit("/my/export")
    rosa.submit("/my/export")
    newcomer.sign_in("rosa", "not the password at all")
    decided(mo, at.case, "no_violation", reason="It is fine.", note="", rule="")
    world.run_jobs()
    made = Day(people, home, log)
    accounts = world.rows(Account)
    moderator = world.member_id("mod_extra")
    others = [one for one in accounts if one.member_id != moderator]
    made.names = [said for one in others for said in (one.name, one.email)]
    made.persons = [*made.names, "rosa", "sunny_roof", "mod_extra"]
    made.persons += [cookie for one in people.values() if (cookie := cookie_of(one))]
    return made


def _asks(guest: Browser) -> None:
    guest.visit("/contact")
    fields = {"subject": "other", "channel": "email", "email": "g@example.com"}
    guest.submit("/contact", message="May I ask something?", more=fields)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Collect all that anything logs, however unimportant."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


def lines(day: Day) -> list[str]:
    """Return every line of every log."""
    kept = [one.read_text() for one in day.home.rglob("*.log")]
    return "\n".join([*kept, day.said.getvalue()]).splitlines()


def test_no_table_holds_an_address_or_a_browser(app: Flask, day: Day) -> None:
    stored = tables(app).decode()

    assert day.people
    assert '"rosa"' in stored
    assert not addresses_in(stored)
    assert "Firefox" not in stored


def test_no_line_of_a_log_names_both_an_address_and_a_person(day: Day) -> None:
    found = lines(day)

    with_address = [one for one in found if NETWORK.search(one)]
    assert len(with_address) > 10
    assert not [one for one in with_address if left(day.persons, one.encode())]


def test_no_line_of_a_log_names_a_person_at_all(day: Day) -> None:
    who = [one for one in day.persons if one != "rosa"]

    assert not [one for one in lines(day) if left(who, one.encode())]


def test_only_a_guest_is_known_by_the_whole_address(day: Day) -> None:
    log = (day.home / "access.log").read_text().splitlines()
    said = [json.loads(line)["ip"] for line in log]

    known = {one for one in said if "/" not in one}
    assert known <= {ADDRESSES["guest"], ADDRESSES["newcomer"], "127.0.0.1"}
    assert ADDRESSES["rosa"] not in str(said)
    assert ADDRESSES["mo_mod"] not in str(said)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("who", ["guest", "mo_mod"])
def test_no_page_names_anybody(day: Day, who: str) -> None:
    seen = pages(day.people[who])

    assert len(seen) > 40
    assert len(day.names) >= 10
    assert shown(day.names, seen) == []


def test_a_page_that_named_somebody_would_be_found(day: Day) -> None:
    rosa = day.people["rosa"]

    assert shown(day.names, {"/my": rosa.visit("/my").html})


def test_every_cookie_ends_with_the_browser(day: Day) -> None:
    for browser in day.people.values():
        cookie = browser.client.get_cookie("session", domain="127.0.0.1")
        assert cookie is None or (cookie.expires is None and cookie.max_age is None)
    assert not cookie_of(day.people["guest"])
