"""Whatever is decided about a member can be appealed on its page, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation.models import Flag, Statement
from moderation.queries import right_to_report
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser, Page
from tests.moderation.appeals.asking import WHY, WORDS, case_of, judged
from tests.moderation.cases import decided, flagged, waiting_case
from tests.moderation.proofs.invariants import faults
from tests.systems.cards import card, seen
from tests.world import World


@dataclass(frozen=True)
class Stage:
    """A moderator, and the member Ken whom something is decided about."""

    world: World
    mo: Browser

    def post(self) -> int:
        """Return a public reply of Ken's."""
        return self.replied("ken", 1)

    def replied(self, by: str, hours: int) -> int:
        """Let somebody reply, some hours ago."""
        at = utcnow() - timedelta(hours=hours)
        return self.world.reply(self.world.thread(f"ivy{hours}"), by, CALL_ME, at)

    def member(self) -> Member:
        """Return Ken as he stands now."""
        return self.world.row(Member, self.world.member_id("ken"))


def by(measure: str, **fields: str) -> Callable[[Stage], Page]:
    """Decide about a post of Ken's."""

    def deed(stage: Stage) -> Page:
        case = flagged(stage.world, stage.post())
        return decided(stage.mo, case, measure, **fields)

    return deed


def about(measure: str) -> Callable[[Stage], Page]:
    """Decide about Ken outside the queue."""

    def deed(stage: Stage) -> Page:
        stage.world.known("ken")
        stage.mo.visit("/moderation/members/ken")
        return stage.mo.submit(
            "/act", measure=measure, rule="R2", days="7", reason="He was rude."
        )

    return deed


def rejected(stage: Stage) -> Page:
    """Let Ken's first post wait, and do not publish it."""
    thread = stage.world.thread("ivy")
    stage.world.member("ken", is_new=True)
    post = stage.world.reply(thread, "ken", CALL_ME)
    return decided(stage.mo, waiting_case(stage.world, post).id, "reject")


def moved(stage: Stage) -> Page:
    """Move a thread of Ken's, and lock it."""
    opening = stage.world.opening_post(stage.world.thread("ken"))
    case = flagged(stage.world, opening)
    return decided(stage.mo, case, "move_and_lock", board="site-help")


def hidden_card(stage: Stage) -> Page:
    """Hide a system card of Ken's."""
    key = card(stage.world, label="Buy at my shop", choices=seen(label="public"))
    reporter = Browser(stage.world.app)
    reporter.begin_session(stage.world.session_of(stage.world.known("una")))
    reporter.visit(f"/systems/{key}/flag")
    reporter.submit(f"/systems/{key}/flag", reason="spam")
    case = waiting_case(stage.world, key).id
    stage.mo.visit(f"/moderation/cards/{case}")
    why = "It advertises."
    return stage.mo.submit(
        "/decide", measure="hide_until_edited", reason=why, rule="R1"
    )


def cleaned_up(stage: Stage) -> Page:
    """Remove all that Ken posted."""
    for hours in range(1, 4):
        stage.replied("ken", hours)
    stage.mo.visit("/moderation/members/ken/clean-up")
    return stage.mo.submit(
        "/clean-up", window="all", rule="R1", days="7", reason="Spam."
    )


def reported_in_bad_faith(stage: Stage) -> Page:
    """Let Ken report in bad faith so often that he cannot report for a while."""
    for number in range(10):
        post = stage.replied("una", number)
        case = flagged(stage.world, post, "ken", note="I do not like it.")
        bad = str(stage.world.rows(Flag)[-1].id)
        why = "It was to annoy."
        page = decided(
            stage.mo, case, "leave", reason="", bad_faith=bad, bad_faith_reason=why
        )
    return page


def public(stage: Stage) -> bool:
    """Say whether all posts can be read."""
    return {one.state for one in stage.world.rows(Post)} == {PostState.PUBLISHED}


def free(stage: Stage) -> bool:
    """Say whether Ken may do everything again."""
    ken = stage.member()
    return (ken.suspended_until, ken.limited_until) == (None, None)


def shown(stage: Stage) -> bool:
    """Say whether the card is shown."""
    return [one.hidden_at for one in stage.world.rows(SystemCard)] == [None]


def may_report(stage: Stage) -> bool:
    """Say whether Ken can report something again."""
    with stage.world.reading():
        right = right_to_report(stage.member(), utcnow())
    return right.rests_until is None


def told(words: str) -> Callable[[Stage], bool]:
    """Say whether the newest decision says something."""

    def look(stage: Stage) -> bool:
        return words in stage.world.rows(Statement)[-1].body

    return look


@dataclass(frozen=True)
class Decided:
    """What is decided, and what is there again once the appeal is granted."""

    deed: Callable[[Stage], Page]
    is_back: Callable[[Stage], bool]
    says: str


EVERY = {
    "warned": Decided(about("warn"), told("The warning is"), "cancelled"),
    "limited": Decided(about("limit"), free, "You can write again as before."),
    "suspended": Decided(about("suspend"), free, "Your account is open as it was"),
    "hidden": Decided(by("hide_until_edited"), public, "is shown as it was before"),
    "removed": Decided(by("remove"), public, "Your post is back as it was before."),
    "masked": Decided(by("mask", words=PHONE), public, "This could not be brought"),
    "moved": Decided(moved, public, "Your thread is back on its board."),
    "rejected": Decided(rejected, public, "Your post is public now."),
    "card": Decided(hidden_card, shown, "Your system card is shown again."),
    "bad faith": Decided(
        reported_in_bad_faith, may_report, "You can report posts again."
    ),
    "clean-up": Decided(cleaned_up, public, "Your posts are back as they were"),
}


@pytest.mark.parametrize("name", EVERY)
def test_every_decision_is_appealed_on_its_page_and_taken_back(
    world: World, mo: Browser, ada: Browser, name: str
) -> None:
    stage, one = Stage(world, mo), EVERY[name]
    page = one.deed(stage)
    assert page.status == 200, page.text
    statement = world.rows(Statement)[-1]
    who = Browser(world.app)
    who.begin_session(world.session_of(statement.member_id))

    page = who.visit(f"/my/decisions/{statement.id}")
    assert "once. Somebody who took no part in the decision looks again." in page.text
    form = who.visit(page.link("Appeal"))
    assert "Somebody who took no part in it looks again." in form.text
    who.submit("/appeal", words=WORDS)
    case = ada.visit(f"/moderation/appeals/{case_of(world)}")
    assert statement.subject in case.text
    assert judged(ada, case_of(world), "grant").status == 200

    answer = world.rows(Statement)[-1]
    said = who.visit(f"/my/decisions/{answer.id}").text
    assert "We granted your appeal" in said
    assert WHY in said
    assert one.says in said
    assert one.is_back(stage)
    assert not faults(world)
