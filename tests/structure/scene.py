"""A forum in which every page has something to show."""

from dataclasses import dataclass

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import actions
from moderation.models import FlagReason
from tests.systems.cards import card
from tests.world import World

REFUSED = "Nobody needs to know how this was measured, I am told."


@dataclass(frozen=True)
class Scene:
    """Where things are."""

    thread: int
    post: int
    case: int
    url: str
    card: int
    card_case: int


def scene(world: World) -> Scene:
    """Make a thread with a quoted reply that Rosa flags."""
    thread = world.thread("ken", tags=("inverter",))
    post = world.reply(
        thread, "ivy", f"> [ken wrote in #1](/p/1)\n>\n> Some snow\n\n{REFUSED}"
    )
    reporter = world.member("una")
    with world.writing():
        member = db.session.get_one(Member, reporter)
        done = actions.flag(member, post, FlagReason.SPAM, "", utcnow())
        case = done.reviewable.id
    known = card(world)
    with world.writing():
        member = db.session.get_one(Member, reporter)
        about = actions.flag_card(member, known, FlagReason.SPAM, "", utcnow())
        card_case = about.reviewable.id
    world.member("mod_extra", Role.MODERATOR)
    return Scene(thread, post, case, world.url(thread), known, card_case)
