"""C15: the log has the fields that the statement names, and says nothing else."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.core.access.lines import FIELDS
from tests.browser import PASSWORD, Browser
from tests.core.logs import FIREFOX, come_as, log_lines
from tests.members.joining import EMAIL, HANDLE, NAME, applied, cookie_of
from tests.promises.pages import all_pages, plain_paths
from tests.world import World

SHAPES = {
    "ip": r"[0-9a-f.:]+(/24|/48)?",
    "browser": r"-|other|bot|[A-Z][A-Za-z ]+ \d{1,4}",
    "isp": "-",
    "ref": r"-|other|[a-z0-9.-]+",
    "exit": r"-|other|[a-z0-9.-]+",
    "platform": r"-|other|Windows|Android|iOS|macOS|ChromeOS|Linux",
    "ts": r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z",
    "route": r"-|/[a-z./<>_:(), -]*",
    "status": r"[1-5]\d\d",
    "ms": r"\d+",
}


@pytest.fixture
def home(app: Flask) -> Path:
    """Return the folder of a forum whose log is empty."""
    folder: Path = app.extensions["settings"].home
    (folder / "access.log").unlink(missing_ok=True)
    return folder


def wrong(line: dict[str, object]) -> list[str]:
    """Return what a line says that it should not, or in another way."""
    astray = [name for name in line if name not in SHAPES]
    shapeless = [
        name
        for name, shape in SHAPES.items()
        if not re.fullmatch(shape, str(line.get(name)))
    ]
    return astray + shapeless


def test_every_page_leaves_a_line_of_the_promised_form(
    rosa: Browser, guest: Browser, world: World, home: Path
) -> None:
    for path in plain_paths(world.app):
        come_as(guest, "192.0.2.7").visit(path)
    for page in all_pages(come_as(rosa, "198.51.100.9"), world):
        assert page.status

    lines = log_lines(home)

    assert len(lines) > 60
    assert list(lines[0]) == list(FIELDS) == list(SHAPES)
    assert not [line for line in lines if wrong(line)]


def test_a_line_of_another_form_would_be_noticed(guest: Browser, home: Path) -> None:
    guest.visit("/about")
    (line,) = log_lines(home)

    assert not wrong(line)
    assert wrong(line | {"handle": "rosa"}) == ["handle"]
    assert wrong(line | {"route": "/m/rosa?x=1"}) == ["route"]
    assert wrong({**line, "browser": FIREFOX}) == ["browser"]


def test_a_line_says_what_the_statement_says(guest: Browser, home: Path) -> None:
    come_as(guest, "192.0.2.7").client.get(
        "/b/performance?page=1&q=secret",
        headers={"Referer": "https://search.example.net/?q=somebody"},
    )

    (line,) = log_lines(home)
    assert {**line, "ts": "", "ms": 0} == {
        "ip": "192.0.2.7",
        "browser": "Firefox 153",
        "isp": "-",
        "ref": "search.example.net",
        "exit": "-",
        "platform": "Linux",
        "ts": "",
        "route": "/b/<slug>",
        "status": 200,
        "ms": 0,
    }


def test_no_line_holds_what_names_somebody(
    guest: Browser, rosa: Browser, world: World, home: Path
) -> None:
    link = applied(guest, world)
    guest.visit(link)
    guest.submit(link, password=PASSWORD)
    come_as(rosa, "192.0.2.7").client.get(
        "/m/rosa", headers={"Referer": "http://127.0.0.1:8000/m/ken?q=rosa"}
    )
    rosa.visit("/nowhere/zz-marker@example.com?token=zz-marker")

    said = (home / "access.log").read_text()

    assert len(said.splitlines()) > 4
    for word in (EMAIL, HANDLE, NAME, PASSWORD, link, "marker", "rosa", "ken", "?"):
        assert word not in said, word
    assert cookie_of(rosa) not in said


@pytest.mark.parametrize(
    ("referrer", "kept"),
    [
        ("", "-"),
        ("https://blog.example.net/a-post", "blog.example.net"),
        ("https://user:word@blog.example.net/", "blog.example.net"),
        ("http://127.0.0.1:8000/t/1", "-"),
        ("http://192.0.2.44/", "other"),
        ("http://[2001:db8::1]/", "other"),
        ("https://rosa/", "other"),
        ("https://ro@sa@example.net\u2028/", "other"),
        ("https://[broken", "other"),
    ],
)
def test_of_where_somebody_came_from_only_the_site_is_kept(
    guest: Browser, home: Path, referrer: str, kept: str
) -> None:
    guest.client.get("/about", headers={"Referer": referrer})

    (line,) = log_lines(home)
    assert line["ref"] == kept


def test_the_site_somebody_goes_to_is_there_if_our_page_in_between_was(
    public_forum: Callable[..., Flask], tmp_path: Path
) -> None:
    app = public_forum(leave_page="on")
    world = World(app)
    thread = world.thread(body="See https://blog.example.net/x?who=rosa for all of it.")
    browser = Browser(app)
    browser.client.environ_base["wsgi.url_scheme"] = "https"
    page = browser.visit(world.url(thread))
    browser.visit(page.link("blog.example.net"))

    lines = log_lines(tmp_path)
    assert [line["exit"] for line in lines] == ["-", "blog.example.net"]
    assert "rosa" not in json.dumps(lines)


def test_the_log_can_be_switched_off(
    public_forum: Callable[..., Flask], tmp_path: Path
) -> None:
    Browser(public_forum(access_log="off")).visit("/about")

    assert not list(tmp_path.glob("*.log"))


def test_the_log_can_have_a_place_of_its_own(
    public_forum: Callable[..., Flask], tmp_path: Path
) -> None:
    place = tmp_path / "logs" / "visits.jsonl"
    Browser(public_forum(access_log=str(place))).visit("/about")

    (line,) = place.read_text().splitlines()
    assert not wrong(json.loads(line))
    assert place.stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_takes_no_page_away(
    public_forum: Callable[..., Flask], tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    app = public_forum(access_log=str(tmp_path / "a file" / "access.log"))

    assert Browser(app).visit("/about").status == 200
