"""A forum in which every page has something to show."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import actions
from moderation.actions import Judged, ThreadDeed
from moderation.appeals.actions import appeal
from moderation.figures.actions import ruling
from moderation.figures.models import SecondLook
from moderation.measures import Measure
from moderation.models import Decision, FlagReason, Statement
from moderation.standing import actions as member_actions
from moderation.standing.models import NoteKind
from moderation.walls import actions as walls
from moderation.walls.models import Deed, Way
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
    cases: dict[str, int]
    """Cases that have a page of their own, by a part of its address."""
    decision: int


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
        by = member_actions.flag_member(
            member, world.member_id("ken"), FlagReason.SPAM, "", utcnow()
        )
        cases = {
            "/cards/": about.reviewable.id,
            "/members/items/": by.reviewable.id,
        }
    act = an_act(world, thread)
    cases["/acts/"] = act.reviewable_id
    cases["/appeals/"] = an_appeal(world)
    return Scene(thread, post, case, world.url(thread), known, cases, act.id)


def an_appeal(world: World) -> int:
    """Have somebody appeal against a decision that also waits for a second look."""
    thread = world.thread("wes", title="Is this the best price for a small roof?")
    post = world.opening_post(thread)
    with world.writing():
        una = db.session.get_one(Member, world.member_id("una"))
        moderator = db.session.get_one(Member, world.member_id("mod_extra"))
        case = actions.flag(una, post, FlagReason.SPAM, "", utcnow()).reviewable.id
        judged = Judged(Measure.REMOVE, 1, 1, "R1", "It sells something.")
        actions.decide(moderator, case, judged, utcnow())
        made = select(Decision.id).where(Decision.reviewable_id == case)
        key = db.session.scalars(made).one()
        db.session.add(SecondLook(decision_id=key, picked_at=utcnow()))
        wes = db.session.get_one(Member, world.member_id("wes"))
        theirs = select(Statement.id).where(Statement.member_id == wes.id)
        told = db.session.scalars(theirs).one()
        return appeal(wes, told, "It sells nothing.", utcnow()).reviewable_id


def an_act(world: World, thread: int) -> Decision:
    """Have staff pin and unpin a thread, watch a word, note and prepare something."""
    moderator = world.member("mod_extra", Role.MODERATOR)
    with world.writing():
        known, now = db.session.get_one(Member, moderator), utcnow()
        actions.act_on_thread(known, thread, ThreadDeed.PIN, "", now)
        done = actions.act_on_thread(known, thread, ThreadDeed.UNPIN, "", now)
        walls.watch(known, walls.Wanted("zzquib", Way.WORD, Deed.NOTICE), now)
        of = world.member_id("ken")
        member_actions.add_note(known, of, NoteKind.INFO, "Kind.", None, now)
        words = ruling.Words("", "Thanks", "Thank you for asking.", True)
        ruling.add_template(known, "R1", words, now)
        return done.decision
