"""A post that waits again after a decision was taken back stands in the queue."""

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import actions
from moderation.models import Decision, ReviewableKind, ReviewStatus
from tests.browser import Browser
from tests.moderation.cases import decided, waiting_case
from tests.world import World


def test_a_rejection_that_was_taken_back_is_looked_at_again(
    world: World, mo: Browser
) -> None:
    world.member("newt", is_new=True)
    post = world.reply(world.thread("ken"), "newt", "It is a shop's number.")
    decided(mo, waiting_case(world, post).id, "reject", reason="It gives a number.")
    (made,) = world.rows(Decision)
    other = world.member("max_mod", Role.MODERATOR)
    with world.writing():
        judge = db.session.get_one(Member, other)
        actions.reverse(judge, made.id, "It is a shop.", utcnow())

    assert world.row(Post, post).state is PostState.HELD
    case = waiting_case(world, post)
    assert (case.kind, case.status) == (ReviewableKind.HELD_POST, ReviewStatus.OPEN)
    page = mo.visit("/moderation/queue")
    assert f"/moderation/items/{case.id}" in page.html
