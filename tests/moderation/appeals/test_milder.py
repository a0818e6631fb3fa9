"""An appeal that is right in part: something milder takes the place of a measure."""

from datetime import timedelta

import pytest

from forum.boards.models import Post, PostState
from forum.members.models import Member
from forum.members.rules import OPEN_ENDED
from moderation.appeals.rules import Milder, milder
from moderation.measures import Measure
from moderation.models import (
    ActionKind,
    Decision,
    ReviewableKind,
    ReviewStatus,
    Statement,
)
from tests.browser import Browser
from tests.moderation.appeals.asking import (
    appealed,
    case_of,
    judged,
    last_decision,
    told,
)
from tests.moderation.cases import waiting_case
from tests.moderation.proofs.invariants import faults
from tests.world import World

HIDE = Milder(ActionKind.REMOVE, Measure.HIDE_UNTIL_EDITED)


def measured(world: World, mo: Browser, measure: str, days: str) -> int:
    """Limit or suspend Rosa outside the queue; return the statement."""
    world.known("rosa")
    mo.visit("/moderation/members/rosa")
    page = mo.submit(
        "/act", measure=measure, rule="R2", days=days, reason="They were rude."
    )
    assert page.status == 200, page.text
    return max(one.id for one in world.rows(Statement))


def answer(world: World, rosa: Browser) -> str:
    """Return what Rosa reads of the newest decision."""
    newest = max(one.id for one in world.rows(Statement))
    return rosa.visit(f"/my/decisions/{newest}").text


def test_a_removed_post_is_hidden_until_it_is_edited_instead(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    post = world.rows(Post)[-1]

    page = judged(ada, case_of(world), "modify", instead=HIDE.key)

    assert page.status == 200, page.text
    row = world.row(Post, post.id)
    assert (row.state, row.state_reason) == (
        PostState.HIDDEN,
        "Rule 3: No personal details or device identifiers.",
    )
    said = answer(world, rosa)
    assert "Your post is hidden instead, until you edit it" in said
    assert "back as it was" not in said
    rosa.visit(f"/p/{post.id}/edit")
    rosa.submit("/edit", body="Mine did the same, too.")
    case = waiting_case(world, post.id)
    assert (case.kind, case.status) == (ReviewableKind.HELD_POST, ReviewStatus.OPEN)
    assert not faults(world)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (Milder(ActionKind.SUSPEND, Measure.SUSPEND, 3), "is suspended until"),
        (Milder(ActionKind.SUSPEND, Measure.LIMIT, 30), "neither post nor report"),
        (Milder(ActionKind.SUSPEND, Measure.WARN), "In its place this is a warning"),
    ],
)
def test_a_suspension_becomes_shorter_or_milder(
    mo: Browser, ada: Browser, rosa: Browser, world: World, to: Milder, said: str
) -> None:
    statement = measured(world, mo, "suspend", "30")
    rosa.sign_in("rosa")
    appealed(rosa, statement)
    began = world.rows(Decision)[0].decided_at

    page = judged(ada, case_of(world), "modify", instead=to.key)

    assert page.status == 200, page.text
    member = world.row(Member, world.member_id("rosa"))
    until = began + timedelta(days=to.days)
    is_limit = to.measure is Measure.LIMIT
    is_shorter = to.measure is Measure.SUSPEND
    assert member.suspended_until == (until if is_shorter else None)
    assert member.limited_until == (until if is_limit else None)
    rosa.sign_in("rosa")
    assert said in answer(world, rosa)
    assert "as it was before" not in answer(world, rosa)


def test_a_suspension_without_an_end_becomes_a_limit_without_one(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = measured(world, mo, "suspend", "0")
    rosa.sign_in("rosa")
    appealed(rosa, statement)

    key = Milder(ActionKind.SUSPEND, Measure.LIMIT).key
    judged(ada, case_of(world), "modify", instead=key)

    member = world.row(Member, world.member_id("rosa"))
    assert (member.suspended_until, member.limited_until) == (None, OPEN_ENDED)


def test_the_answer_to_an_appeal_is_not_appealed_again(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    judged(ada, case_of(world), "modify", instead=HIDE.key)
    newest = max(one.id for one in world.rows(Statement))

    page = rosa.visit(f"/my/decisions/{newest}/appeal")

    assert page.status == 403
    assert "This is the answer to your appeal." in page.text


def test_something_harder_is_not_offered_and_not_taken(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = measured(world, mo, "limit", "3")
    appealed(rosa, statement)
    harder = Milder(ActionKind.LIMIT, Measure.LIMIT, 30)

    page = judged(ada, case_of(world), "modify", undone="limit", instead=harder.key)

    assert page.status == 422
    assert harder.key not in page.html
    assert Milder(ActionKind.LIMIT, Measure.LIMIT, 1).key in page.html
    assert last_decision(world).id == 1


def test_what_is_over_by_now_is_not_offered() -> None:
    week = milder({ActionKind.SUSPEND: 365}, timedelta(days=10))

    assert [(one.measure, one.days) for one in week] == [
        (Measure.WARN, 0),
        (Measure.LIMIT, 365),
        (Measure.SUSPEND, 30),
    ]
    assert milder({ActionKind.WARN: None}, timedelta()) == ()
    both = milder({ActionKind.WARN: None, ActionKind.LIMIT: 3}, timedelta(days=2))
    assert both == ()
