"""What a rule did at once, and no person: it can be appealed like any decision."""

from forum.boards.models import Post, PostState
from moderation.appeals.models import Appeal
from moderation.models import Decision, Outcome, Statement
from tests.boards.acts import CALL_ME
from tests.browser import Browser
from tests.moderation.cases import flagged
from tests.world import World


def hidden_at_once(world: World) -> int:
    """Have a post of Rosa's hidden by reports alone; return the statement."""
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    for reporter in ("eva", "una", "ann"):
        flagged(world, post, reporter)
    assert world.row(Post, post).state is PostState.HIDDEN
    (decision,) = world.rows(Decision)
    assert decision.actor_id is None
    (statement,) = world.rows(Statement)
    return statement.id


def test_an_appeal_against_what_a_rule_did_is_read_and_decided(
    world: World, rosa: Browser, mo: Browser
) -> None:
    statement = hidden_at_once(world)
    rosa.visit(f"/my/decisions/{statement}/appeal")
    sent = rosa.submit("/appeal", words="It is the number of a shop.")
    assert sent.status == 200, sent.text
    (appeal,) = world.rows(Appeal)

    page = mo.visit(f"/moderation/appeals/{appeal.reviewable_id}")
    assert page.status == 200
    assert "a rule, at once" in page.text
    done = mo.submit("/decide", outcome="grant", reason="It is a shop indeed.")

    assert done.status == 200, done.text
    assert [row.outcome for row in world.rows(Appeal)] == [Outcome.GRANT]
    (post,) = [row for row in world.rows(Post) if row.number == 2]
    assert post.state is PostState.PUBLISHED
