"""Appeals and a person's data: copied, erased, redacted."""

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation import actions as cases
from moderation.appeals import actions, queries
from moderation.appeals.models import Appeal, AppealMessage
from moderation.models import Reviewable, ReviewStatus
from tests.boards.acts import PHONE
from tests.browser import Browser
from tests.moderation.appeals.asking import WORDS, appealed, case_of, told
from tests.moderation.cases import decided
from tests.moderation.proofs.invariants import faults
from tests.world import World


def test_the_copy_of_ones_data_holds_ones_appeals(
    mo: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))

    with world.reading():
        (row,) = queries.own_words(world.member_id("rosa"))

    assert (row["words"], row["by"]) == (WORDS, "you")


def test_appeals_of_somebody_erased_are_gone_and_closed(
    mo: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    case = case_of(world)
    who = world.member_id("rosa")

    with world.writing():
        touched = actions.forget_member(who, utcnow())

    assert touched == {"appeal_message": 1, "appeal": 1}
    assert not world.rows(Appeal)
    assert not world.rows(AppealMessage)
    assert world.row(Reviewable, case).status is ReviewStatus.CLOSED
    assert not faults(world)


def test_words_masked_later_are_masked_in_the_appeal_too(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo, "hide_until_edited")
    post = world.rows(Post)[-1].id
    appealed(rosa, statement, f"I wrote {PHONE.split()[-1]} by mistake.")

    moderator = world.member_id("mo_mod")
    with world.writing():
        again = cases.open_for_staff(
            db.session.get_one(Member, moderator), post, utcnow()
        ).id
    decided(mo, again, "mask", words=PHONE.split()[-1])

    assert PHONE.split()[-1] not in world.rows(AppealMessage)[0].body
