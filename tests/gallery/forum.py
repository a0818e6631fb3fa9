"""The forums that the pictures are of: one with everything in it, one that is new."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import moderation
from forum.app import create_app
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Role
from forum.settings import load_settings
from forum.site.demo import loading
from forum.site.first_run import make_ready
from tests.browser import Browser
from tests.gallery import outcomes, places, running, states
from tests.gallery.picture import Picture, left_out, plain_pictures
from tests.journey.seeding import write_cases
from tests.members.devices import with_app
from tests.structure.scene import scene
from tests.world import Outbox, World

CASES = 12
NEW_FORUM = (
    *("/", "/latest", "/b/performance", "/systems", "/statistics", "/transparency"),
    *("/transparency/log", "/register"),
)
DESK = (
    *("/moderation/queue", "/moderation/figures", "/moderation/log"),
    *("/moderation/batches", "/moderation/words", "/moderation/team"),
    *("/admin/mail", "/admin/tickets", "/admin/announcements", "/admin/legal"),
    "/admin/traffic",
)


@contextmanager
def at_home(home: Path) -> Iterator[World]:
    """Make a forum in a folder, to be filled before and while it is served."""
    settings = load_settings(home=home, require_totp="none", second_look_percent=0)
    app = create_app(settings, (moderation,))
    app.extensions["mail"] = outbox = Outbox()
    with app.app_context():
        make_ready(utcnow())
    yield World(app, outbox)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def filled(world: World) -> list[Picture]:
    """Fill a forum with everything there is; return the pictures to take of it."""
    with world.reading():
        assert loading.load(utcnow())
    at = scene(world)
    write_cases(world, CASES)
    with_app(_signed_in(world, "two_steps"))
    world.member("max_mod", Role.MODERATOR)
    pictures = [*places.linked(world)]
    made = outcomes.made(world)
    world.run_jobs(later=timedelta(hours=1))
    pictures += [
        *made.pictures,
        *places.of_boards(world),
        *places.of_searching(world),
        *places.of_members(world),
        *places.of_operator(world),
        *running.of_running(world),
        *places.of_moderation(world, at),
        *plain_pictures(world.app, places.PEOPLE),
        *states.states(at.case),
    ]
    return pictures


def _signed_in(world: World, handle: str) -> Browser:
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member(handle)))
    return browser


def new(world: World) -> list[Picture]:
    """Make what somebody finds who has just set a forum up."""
    world.member("first_admin", Role.ADMINISTRATOR)
    guest = [Picture(f"new{path.replace('/', '-')}", "", path) for path in NEW_FORUM]
    desk = [
        Picture(f"new{path.replace('/', '-')}", "first_admin", path) for path in DESK
    ]
    return [*guest, *desk]


def faults_in(world: World, pictures: list[Picture]) -> list[str]:
    """Return which pages no picture shows, and which names are given twice."""
    names = Counter(one.name for one in pictures)
    twice = [f"two pictures are called {one}" for one in names if names[one] > 1]
    missing = sorted(left_out(world.app, pictures))
    return twice + [f"there is no picture of {path}" for path in missing]
