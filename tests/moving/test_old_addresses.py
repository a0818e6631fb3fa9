"""Addresses of a forum before lead on to where its threads and posts are now."""

from pathlib import Path

import pytest
from sqlalchemy import select

from forum.boards.models import Audience, PostState
from forum.core.db import db
from forum.moving.addresses import key_of, keys_for
from forum.moving.models import OldPath
from tests.boards.acts import become, open_to, statements
from tests.browser import Browser
from tests.moving.foreign import files, posts_of, taken, thread_called
from tests.promises.moving import run
from tests.world import World

TITLE = "Which inverter for a shaded roof?"
OLD = "/viewtopic.php?f=2&t=10"


@pytest.fixture
def thread(world: World, tmp_path: Path) -> int:
    """Return a thread that came from another forum."""
    taken(world.app, files(tmp_path / "old"))
    return thread_called(world, TITLE).id


@pytest.mark.parametrize("path", [OLD, "/viewtopic.php?t=10&f=2", OLD + "#p5"])
def test_an_old_address_leads_to_its_thread(
    guest: Browser, thread: int, path: str
) -> None:
    page = guest.visit(path, follow=False)

    assert page.status == 301
    assert page.headers["Location"] == f"/t/{thread}"
    assert "Set-Cookie" not in page.headers


def test_an_old_address_leads_to_its_post(
    world: World, guest: Browser, thread: int
) -> None:
    second = posts_of(world, thread)[1].id

    for path in ("/viewtopic.php?p=101", "/viewtopic.php?sid=1f&t=7&p=101"):
        page = guest.visit(path, follow=False)
        assert (page.status, page.headers["Location"]) == (301, f"/p/{second}")


def test_what_nobody_knows_is_still_not_found(guest: Browser, thread: int) -> None:
    assert thread
    for path in ("/viewtopic.php?t=11", "/viewtopic.php", "/t/999999", "/%00"):
        assert guest.visit(path).status == 404


def test_looking_for_an_old_address_is_one_query_and_only_where_nothing_is(
    guest: Browser, thread: int
) -> None:
    guest.visit(f"/t/{thread}")
    with statements() as found:
        guest.visit("/no/such/page")
    with statements() as page:
        guest.visit(f"/t/{thread}")

    assert sum("old_path" in one for one in found) == 1
    assert len([one for one in found if "SELECT" in one]) == 1
    assert not [one for one in page if "old_path" in one]


@pytest.mark.parametrize(
    ("listed", "path"),
    [
        ("/viewtopic.php?t=10", "/viewtopic.php?f=2&t=10&start=20&sid=a1b2"),
        ("/showthread.php?t=10", "/showthread.php?t=10&page=3"),
        ("/showthread.php?10", "/showthread.php?10-Which-inverter"),
        ("/showthread.php?10", "/showthread.php?10-Another-title/page2"),
        ("/showthread.php/10", "/showthread.php/10-Which-inverter?p=7"),
        ("/discussion/10", "/discussion/10/which-inverter-for-a-shaded-roof"),
        ("/discussion/10", "/discussion/10/which-inverter/p2?new=1"),
        ("/threads/10", "/threads/which-inverter.10/page-3"),
        ("/threads/10", "/threads/which-inverter.10/"),
        ("/topic/10", "/topic/10-which-inverter/?do=findComment"),
        ("/index.php?topic=10.0", "/index.php?topic=10.0&board=2"),
    ],
)
def test_addresses_as_old_forums_have_them_lead_on(
    world: World, guest: Browser, thread: int, tmp_path: Path, listed: str, path: str
) -> None:
    file = tmp_path / "old.csv"
    file.write_text(f"path,thread\n{listed},10\n")
    run(world.app, "redirects", file)

    page = guest.visit(path, follow=False)

    assert (page.status, page.headers["Location"]) == (301, f"/t/{thread}")


@pytest.mark.parametrize(
    "path",
    [
        "/showthread.php?11-Which-inverter",
        "/showthread.php?Which-inverter-10",
        "/discussion",
        "/discussion/100/x",
        "/discussion/x/10",
        "/threads/which-inverter.101/",
    ],
)
def test_another_number_leads_nowhere(
    world: World, guest: Browser, thread: int, tmp_path: Path, path: str
) -> None:
    file = tmp_path / "old.csv"
    listed = ("/showthread.php?10", "/discussion/10", "/threads/10")
    file.write_text("path,thread\n" + "".join(f"{one},10\n" for one in listed))
    run(world.app, "redirects", file)

    assert thread
    assert guest.visit(path).status == 404


@pytest.mark.parametrize("kind", ["t", "p"])
def test_an_old_address_never_leads_to_itself(
    world: World, guest: Browser, thread: int, tmp_path: Path, kind: str
) -> None:
    post = world.opening_post(thread)
    path = f"/t/{thread}" if kind == "t" else f"/p/{post}"
    file = tmp_path / "old.csv"
    file.write_text(f"path,to\n{path},{path}\n")
    run(world.app, "redirects", file)
    become(world, post, PostState.HIDDEN, "Rule 1: No ads.")

    assert guest.visit(path, follow=False).status == 404


def test_what_is_sent_to_an_old_address_is_not_led_on(
    guest: Browser, thread: int
) -> None:
    assert thread
    assert guest.client.post(OLD).status_code in {400, 404}


def test_an_address_of_a_hidden_board_tells_nothing(
    world: World, guest: Browser, ken: Browser, thread: int
) -> None:
    open_to(world, "general-talk", Audience.MEMBERS)

    assert guest.visit(OLD).status == 404
    assert ken.visit(OLD, follow=False).headers["Location"] == f"/t/{thread}"


def test_no_word_of_an_address_is_kept(world: World, thread: int) -> None:
    assert thread
    with world.reading():
        keys = list(db.session.scalars(select(OldPath.key)))

    assert len(keys) == 3
    assert all(len(one) == 64 for one in keys)


def test_a_list_of_addresses_leads_on(
    world: World, guest: Browser, thread: int, tmp_path: Path
) -> None:
    post = posts_of(world, thread)[2].id
    listed = tmp_path / "old.csv"
    listed.write_text(
        "path,to,thread,post\n"
        f"/topic/inverter-10/,/t/{thread},,\n"
        "https://old.example.com/showthread.php?10,,10,\n"
        "/post/102,,,102\n"
        f"/post/alt,/p/{post},,\n"
        "/gone,/t/99999,,\n"
        "nowhere,/t/1,,\n"
        "/both,/t/1,10,\n"
        "/away,https://example.org/,,\n"
    )

    dry = run(world.app, "redirects", listed, "--dry-run")
    assert "4 addresses would lead on; 4 lines left out." in dry.output
    assert guest.visit("/post/102").status == 404
    done = run(world.app, "redirects", listed)

    assert "4 addresses lead on; 4 lines left out." in done.output
    for number, says in (
        (6, "leads to something that is not here"),
        (7, "has no address such as"),
        (8, "needs one of to, thread and post"),
        (9, "leads neither to"),
    ):
        assert f"Line {number} {says}" in done.output
    for path, place in (
        ("/topic/inverter-10", f"/t/{thread}"),
        ("/showthread.php?10", f"/t/{thread}"),
        ("/post/102", f"/p/{post}"),
        ("/post/alt", f"/p/{post}"),
    ):
        assert guest.visit(path, follow=False).headers["Location"] == place, path


def test_a_list_without_names_of_columns_is_refused(
    world: World, tmp_path: Path
) -> None:
    listed = tmp_path / "old.csv"
    listed.write_text("/old,/t/1\n")

    done = run(world.app, "redirects", listed)

    assert done.exit_code != 0
    assert "The first line must name the columns" in f"{done.output} {done.exception}"


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        ("https://old.example.com/a/b/", "/a/b", ""),
        ("/a%20b?x=1", "/a b", "x=1"),
        ("/a?y=2&x=1", "/a", "x=1&y=2"),
        ("/", "/", "utm_source=z"),
    ],
)
def test_the_same_address_is_known_however_it_is_spelled(
    address: str, path: str, query: str
) -> None:
    assert key_of(address) in keys_for(path, query)
