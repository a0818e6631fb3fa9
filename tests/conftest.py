"""What every test may ask for: a forum on a real database, people, browsers."""

import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import moderation
from forum.announcements.notice import Look
from forum.app import create_app
from forum.backup.note import FILE as BACKUPS
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.finished.keeping import fragments_of, pages_of
from forum.core.finished.looking import NEVER
from forum.core.limits import limiter
from forum.members.models import Role
from forum.rights.jobs import LEDGER
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests import offline
from tests.browser import Browser
from tests.bucket import s3_server
from tests.chromium import chromium
from tests.kept import BeginWith, Kept
from tests.postgres import Postgres, binaries
from tests.promises.recording import ASKED_BY, Recording
from tests.stores import PostgresStore, SqliteStore, Store
from tests.valkey import valkey_server
from tests.watching import watch_every_answer
from tests.world import Outbox, World

__all__ = ["chromium", "s3_server", "valkey_server"]

SERVER = "TESTS_POSTGRES"
LEFT_OUT = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
_server = pytest.StashKey[Postgres]()


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL server for all workers, if its programs are there."""
    offline.stay_offline()
    watch_every_answer()
    if hasattr(config, "workerinput"):
        return
    if ASKED_BY in os.environ:
        config.pluginmanager.register(Recording(Path(os.environ[ASKED_BY])))
    if SERVER in os.environ:
        return
    programs = binaries()
    if programs is not None and not config.option.collectonly:
        server = Postgres(programs)
        server.start()
        config.stash[_server] = server
        os.environ[SERVER] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server again."""
    if _server in config.stash:
        del os.environ[SERVER]
        config.stash[_server].stop()


def pytest_collection_finish() -> None:
    """Let the search for lost objects pass over all that stays, and come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line for each reason what was left out."""
    left_out = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in left_out.items():
        terminalreporter.write_line(f"Left out {count} tests: {reason}", yellow=True)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith("FORUM_"):
            monkeypatch.delenv(name)


class Forums:
    """A forum for each database, made when a test first asks for it."""

    def __init__(self, folders: pytest.TempPathFactory, **given: str) -> None:
        self._folders = folders
        self._given = {"require_totp": "none", "second_look_percent": "0", **given}
        self._made: dict[str, tuple[Flask, Store]] = {}

    def on(self, database: str) -> tuple[Flask, Store]:
        """Return the forum on this kind of database."""
        if database not in self._made:
            self._made[database] = self._make(database)
        return self._made[database]

    def close(self) -> None:
        """Let go of the databases."""
        for app, store in self._made.values():
            with app.app_context():
                store.close()

    def _make(self, database: str) -> tuple[Flask, Store]:
        home = self._folders.mktemp(f"home {database}")
        store: Store = SqliteStore(home)
        if database == "postgresql":
            store = PostgresStore(os.environ[SERVER])
        settings = load_settings(home=home, database_url=store.url, **self._given)
        app = create_app(settings, (moderation,))
        with app.app_context():
            make_ready(utcnow())
            store.keep()
        app.extensions["kept"] = Kept(app, store)
        return app, store


@pytest.fixture(scope="session")
def forums(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forums]:
    """Return the forums of this session."""
    forums = Forums(tmp_path_factory)
    yield forums
    forums.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest, forums: Forums) -> tuple[Flask, Store]:
    """Return a forum with its tables and boards, on each database in turn."""
    if request.param == "postgresql" and SERVER not in os.environ:
        pytest.skip(LEFT_OUT)
    return forums.on(request.param)


@pytest.fixture
def app(prepared: tuple[Flask, Store]) -> Iterator[Flask]:
    """Return a forum as new, with mail going to an outbox."""
    app, store = prepared
    with app.app_context():
        store.renew()
        limiter.reset()
        pages_of(app).clear()
        fragments_of(app).clear()
    app.extensions["hand over"] = Look(at=utcnow(), state=NEVER)
    settings = app.extensions["settings"]
    shutil.rmtree(settings.storage_folder, ignore_errors=True)
    # Else a forum would have had erasures and backups of the tests before it.
    for left in (LEDGER, BACKUPS):
        (settings.home / left).unlink(missing_ok=True)
    app.extensions["mail"] = Outbox()
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def begin_with(app: Flask) -> BeginWith:
    """Return a way to begin with a forum that was filled once for many tests."""
    kept: Kept = app.extensions["kept"]
    return kept.begin_with


@pytest.fixture
def home(app: Flask) -> Path:
    """Return the folder of the forum."""
    path: Path = app.extensions["settings"].home
    return path


@pytest.fixture
def outbox(app: Flask) -> Outbox:
    """Return where mail goes."""
    kept: Outbox = app.extensions["mail"]
    return kept


@pytest.fixture
def world(app: Flask, outbox: Outbox) -> World:
    """Return a way to make things happen."""
    return World(app, outbox)


@pytest.fixture
def guest(app: Flask) -> Browser:
    """Return the browser of somebody without an account."""
    return Browser(app)


def _signed_in(world: World, handle: str, role: Role = Role.MEMBER) -> Browser:
    member = world.member(handle, role)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(member))
    return browser


@pytest.fixture
def rosa(world: World) -> Browser:
    """Return the browser of Rosa, a homeowner."""
    return _signed_in(world, "rosa")


@pytest.fixture
def ken(world: World) -> Browser:
    """Return the browser of Ken, who looks after a school's system."""
    return _signed_in(world, "ken")


@pytest.fixture
def ivy(world: World) -> Browser:
    """Return the browser of Ivy, an installer."""
    return _signed_in(world, "ivy")


@pytest.fixture
def mo(world: World) -> Browser:
    """Return the browser of Mo, a moderator."""
    return _signed_in(world, "mo_mod", Role.MODERATOR)


@pytest.fixture
def ada(world: World) -> Browser:
    """Return the browser of Ada, who runs the forum."""
    return _signed_in(world, "ada_op", Role.ADMINISTRATOR)
