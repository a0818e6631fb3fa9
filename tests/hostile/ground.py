"""The forum that is attacked: everything is in it, and all its forms are known."""

from dataclasses import dataclass, field

from forum.members import actions as members
from forum.members.models import Role
from tests.browser import Browser
from tests.gallery.forum import filled
from tests.gallery.places import PEOPLE
from tests.hostile.targets import Known, Target
from tests.moderation.cases import board_named
from tests.world import World

OF_ANOTHER_BOARD = "bo_mod"
"""A moderator of a board in which nothing happened."""
STRANGER = "passer_by"
"""A member who has nothing here."""
EVERYBODY = {"guest": "", **PEOPLE}


@dataclass
class Ground:
    """What people come across in a forum."""

    paths: list[str]
    """The addresses of its pages."""
    seen: dict[str, Known] = field(default_factory=dict)
    """By who saw it."""
    all: Known = field(default_factory=Known)
    """What anybody saw."""

    def targets(self, who: str, world: World) -> list[Target]:
        """Return what somebody can send requests to."""
        return [*self.seen[who].targets(world.app, self.all)]


def made(world: World) -> Ground:
    """Fill a forum, and have everybody look at all its pages."""
    ground = Ground(sorted({one.path for one in filled(world)}))
    _add_people(world)
    for who, handle in EVERYBODY.items():
        browser = Browser(world.app)
        if handle:
            browser.begin_session(world.session_of(world.member_id(handle)))
        ground.seen[who] = known = Known()
        known.look(browser, ground.paths)
        ground.all.join(known)
    return ground


def _add_people(world: World) -> None:
    """Add who is nobody here, and an administrator so that the other may leave."""
    world.member(STRANGER)
    world.member("second_op", Role.ADMINISTRATOR)
    key = world.member(OF_ANOTHER_BOARD, Role.MODERATOR)
    board = board_named(world, "equipment").id
    with world.writing():
        members.assign(key, [board])
