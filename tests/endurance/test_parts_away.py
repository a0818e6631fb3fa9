"""A part is really taken away: people see why, somebody is told, nothing is lost."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import LEFT_OUT
from tests.endurance.alone import Alone, running
from tests.endurance.disk import NO_DISK, can_be_made, fill, small_disk
from tests.members.provider.real import free_port
from tests.postgres import binaries, unprivileged
from tests.scaling import proof
from tests.scaling.planting import OPENER, THREAD, fan, plant, writer
from tests.scaling.programs import wait_until
from tests.scaling.visitor import Visitor
from tests.valkey import NO_VALKEY, PROGRAM, ValkeyServer

REPLY = f"/t/{THREAD}/reply"
SAID = f"The lamp of our inverter blinks red since noon, @{fan(0, 0)}."
ASK_THE_DATABASE = ("/", "/b/performance", f"/t/{THREAD}", "/search?q=lamp")
READ_BY_GUESTS = (*ASK_THE_DATABASE, "/about")
READ_BY_MEMBERS = ("/", f"/t/{THREAD}", "/unread", "/my", "/search?q=lamp")
MEGABYTES = 48


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder into which the user of PostgreSQL may look, too."""
    with tempfile.TemporaryDirectory(prefix="forum-disk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def somebody(forum: Alone, handle: str = "") -> Iterator[Visitor]:
    """Open a browser, of a guest or of somebody who signs in."""
    with closing(Visitor(forum.url)) as visitor:
        if handle:
            assert visitor.sign_in(handle).status == 200
        yield visitor


@contextmanager
def on_a_small_disk(folder: Path, kind: str) -> Iterator[tuple[Alone, Path]]:
    """Run a forum whose database is on a disk that can be filled."""
    if not can_be_made(folder / "probe"):
        pytest.skip(NO_DISK)
    with ExitStack() as parts:
        is_sqlite = kind == "sqlite"
        place = folder / ("serve" if is_sqlite else "tables")
        disk = parts.enter_context(small_disk(place, MEGABYTES))
        if not is_sqlite:
            shutil.chown(disk, unprivileged())
        tables = None if is_sqlite else disk
        forum = parts.enter_context(running(folder, kind, disk=tables))
        plant(forum.environment, writers=1, fans=1)
        yield forum, disk


def answers(visitor: Visitor, paths: tuple[str, ...]) -> dict[str, int]:
    """Return how pages are answered."""
    return {path: visitor.visit(path).status for path in paths}


def written(visitor: Visitor) -> dict[str, str]:
    """Open the form for a reply and return it, filled in."""
    visitor.visit(REPLY)
    return visitor.page.values(REPLY).to_dict() | {"body": SAID}


def is_there_once(forum: Alone) -> bool:
    """Say whether the reply stands in its thread once, and every check is content."""
    with somebody(forum) as guest:
        said = guest.visit(f"/t/{THREAD}").text.count(SAID)
    return said == 1 and not proof.faults(forum, [])


def needs(kind: str) -> None:
    """Leave a test out where its database is not installed."""
    if kind == "postgresql" and binaries() is None:
        pytest.skip(LEFT_OUT)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_full_disk_keeps_nobody_from_reading_and_loses_nothing(
    open_folder: Path, kind: str
) -> None:
    needs(kind)
    with on_a_small_disk(open_folder, kind) as (forum, disk):
        with somebody(forum, writer(0)) as rosa, somebody(forum) as guest:
            form = written(rosa)
            ballast = fill(disk)
            refused = rosa.post(REPLY, form)
            read = answers(guest, READ_BY_GUESTS), answers(rosa, READ_BY_MEMBERS)
            guest.visit("/sign-in")
            no_way_in = guest.submit("/sign-in", login=OPENER, password="not that one")
            told = forum.figure('part_well{part="disk"}')
            ballast.unlink()
            taken = [rosa.post(REPLY, form).status for _ in range(2)]
            told_after = forum.figure('part_well{part="disk"}')
        proof.finish_work(forum)

        assert refused.status == 503
        assert refused.heading == "Nothing new can be kept right now"
        assert refused.headers["Retry-After"] == "300"
        assert SAID in refused.html
        assert set(read[0].values()) | set(read[1].values()) == {200}, read
        assert no_way_in.status < 500
        if kind == "sqlite":  # that of PostgreSQL may be on another machine
            assert (told, told_after) == (0, 1)
        assert taken == [303, 303]
        assert is_there_once(forum)


def test_a_database_that_is_gone_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    needs("postgresql")
    with running(tmp_path, "postgresql") as forum:
        plant(forum.environment, writers=1, fans=1)
        server = forum.server
        assert server is not None
        with somebody(forum, writer(0)) as rosa, somebody(forum) as guest:
            form = written(rosa)
            guest.visit("/")
            server.kill()
            refused = rosa.post(REPLY, form)
            away = [guest.visit(path) for path in ASK_THE_DATABASE]
            alive, ready = guest.visit("/healthz"), guest.visit("/readyz")
            told = forum.figure("up")
            server.begin()
            wait_until(lambda: forum.serve.is_ready, "the forum answers again")
            rosa.page = refused
            again = rosa.post(REPLY, rosa.page.values(REPLY).to_dict()).status
            taken = [again, rosa.post(REPLY, form).status]
            told_after = forum.figure("up")
        proof.finish_work(forum)

        assert refused.status == 503
        assert refused.heading == "Back in a moment"
        assert refused.headers["Retry-After"] == "60"
        assert SAID in refused.html
        assert {page.status for page in away} == {503}
        assert "database does not answer" in away[0].text
        assert (alive.status, ready.status) == (200, 503)
        assert (told, told_after) == (0, 1)
        assert taken == [303, 303]
        assert is_there_once(forum)


def test_mail_waits_for_a_server_that_is_gone_and_leaves_once(tmp_path: Path) -> None:
    with running(tmp_path, "sqlite") as forum:
        plant(forum.environment, writers=1, fans=1)
        forum.mailbox.stop()
        with somebody(forum, writer(0)) as rosa:
            taken = rosa.post(REPLY, written(rosa)).status
        forum.line.let_mail_leave()
        well = 'part_well{part="mail"}'
        wait_until(lambda: forum.figure(well) == 0, "it is told that mail waits")
        forum.mailbox.start()
        proof.finish_work(forum)

        assert taken == 303
        assert is_there_once(forum)
        assert forum.figure(well) == 1
        to = [str(mail["To"]) for mail in forum.mailbox.mails]
        assert sorted(to) == [f"{fan(0, 0)}@example.com", f"{OPENER}@example.com"]


@pytest.mark.skipif(PROGRAM is None, reason=NO_VALKEY)
def test_without_valkey_everything_goes_on(tmp_path: Path) -> None:
    assert PROGRAM is not None
    with closing(ValkeyServer(PROGRAM)) as valkey:
        valkey.start()
        more = {"FORUM_VALKEY_URL": valkey.url}
        with running(tmp_path, "sqlite", more) as forum:
            plant(forum.environment, writers=1, fans=1)
            well = 'part_well{part="valkey"}'
            with somebody(forum, writer(0)) as rosa, somebody(forum) as guest:
                told = [forum.figure(well)]
                valkey.kill()
                told.append(forum.figure(well))
                taken = [rosa.post(REPLY, written(rosa)).status]
                read = answers(guest, READ_BY_GUESTS), answers(rosa, READ_BY_MEMBERS)
                valkey.start()
                wait_until(lambda: forum.figure(well) == 1, "it is told to be back")
            proof.finish_work(forum)

            assert told == [1, 0]
            assert taken == [303]
            assert set(read[0].values()) | set(read[1].values()) == {200}, read
            assert is_there_once(forum)


def test_without_the_registry_everybody_reads_and_sign_in_says_why(
    tmp_path: Path,
) -> None:
    more = {
        "FORUM_REGISTRY": "oidc",
        "FORUM_OIDC_ISSUER": f"http://127.0.0.1:{free_port()}",
        "FORUM_OIDC_CLIENT_ID": "forum",
        "FORUM_OIDC_CLIENT_SECRET": "a secret that nobody is asked for",
    }
    with running(tmp_path, "sqlite", more) as forum, somebody(forum) as guest:
        plant(forum.environment, writers=1, fans=1)
        read = answers(guest, READ_BY_GUESTS)
        guest.visit("/sign-in")
        page = guest.submit("/sign-in/go")

        assert set(read.values()) == {200}, read
        assert page.status == 503
        assert page.heading == "SolTrex cannot be reached right now"
        assert forum.figure('part_well{part="registry"}') == 0


def test_a_forum_that_is_read_only_says_so_to_a_monitoring_system(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "sqlite") as forum:
        plant(forum.environment, writers=1, fans=1)
        with somebody(forum, writer(0)) as rosa:
            form = written(rosa)
            proof.command(forum, "read-only", "on")
            refused = rosa.post(REPLY, form)
            read, told = answers(rosa, READ_BY_MEMBERS), forum.figure("read_only")
            proof.command(forum, "read-only", "off")
            taken = rosa.post(REPLY, form).status

        assert refused.status == 503
        assert SAID in refused.html
        assert set(read.values()) == {200}, read
        assert (told, forum.figure("read_only")) == (1, 0)
        assert taken == 303
