"""Whatever moderators decide, the member reads what, why, until when, what now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import update

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job
from forum.members.models import Member, Role
from moderation.actions import open_case
from moderation.appeals import actions as appeals
from moderation.appeals.actions import JudgedAppeal
from moderation.models import (
    FlagReason,
    Outcome,
    ReviewableKind,
    ReviewStatus,
    Statement,
)
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser, Page
from tests.moderation.cases import decided, flagged, waiting_case
from tests.world import World, words_of

FACTS = "It gives away a telephone number, three times."
DAY = r"[A-Z][a-z]+ \d{1,2}, \d{4}"


@dataclass(frozen=True)
class Stage:
    """Who is there: a member, and a moderator who decides about what they wrote."""

    world: World
    member: Browser
    mo: Browser

    def post(self) -> int:
        """Have the member write something that a guest reports."""
        return self.world.reply(self.world.thread("ken"), "rosa", CALL_ME)

    def decided(self, measure: str, **fields: str) -> int:
        """Decide about a post of the member; return it."""
        post = self.post()
        case = flagged(self.world, post, reason=FlagReason.PERSONAL_INFORMATION)
        page = decided(self.mo, case, measure, **({"reason": FACTS} | fields))
        assert page.status == 200, page.text
        return post

    def held(self) -> int:
        """Have a new member write something, which waits; return it."""
        thread = self.world.thread("ken")
        self.world.member("newt", is_new=True)
        self.member.begin_session(self.world.session_of(self.world.member_id("newt")))
        return self.world.reply(thread, "newt", CALL_ME)

    def judged(self, measure: str) -> int:
        """Decide about a held post; return it."""
        post = self.held()
        case = waiting_case(self.world, post).id
        page = decided(self.mo, case, measure, reason=FACTS)
        assert page.status == 200, page.text
        return post

    def reasons(self) -> Page:
        """Open the newest decision about the member, by its place in their list."""
        key = max(row.id for row in self.world.rows(Statement))
        assert self.member.visit("/my/decisions").status == 200
        return self.member.visit(f"/my/decisions/{key}")

    def at_post(self, post: int) -> Page:
        """Open the thread at a post, as its author."""
        thread = self.world.row(Post, post).thread_id
        return self.member.visit(self.world.url(thread))


Look = Callable[[Stage], Page]


@dataclass(frozen=True)
class Told:
    """An outcome: how it comes about and where it is read, and what stands there."""

    look: Look
    happened: str
    why: tuple[str, ...]
    until: str = ""
    can_do: tuple[str, ...] = ()


def by(measure: str, **fields: str) -> Look:
    """Decide by a measure, and read the reasons."""

    def look(stage: Stage) -> Page:
        stage.decided(measure, **fields)
        return stage.reasons()

    return look


def about(measure: str, days: str = "7") -> Look:
    """Decide about the member's account, and read the reasons."""

    def look(stage: Stage) -> Page:
        stage.mo.visit("/moderation/members/rosa")
        page = stage.mo.submit(
            "/act", measure=measure, rule="R2", days=days, reason=FACTS
        )
        assert page.status == 200, page.text
        return stage.reasons() if measure != "suspend" else page

    return look


def held(stage: Stage) -> Page:
    """Look at a post that waits, in its place, where others have waited before."""
    before = stage.world.reply(stage.world.thread("ivy"), "una", CALL_ME)
    with stage.world.writing():
        item = open_case(
            ReviewableKind.HELD_POST,
            db.session.get_one(Post, before),
            utcnow() - timedelta(hours=3),
        )
        item.status, item.closed_at = ReviewStatus.CLOSED, utcnow()
    return stage.at_post(stage.held())


def rejected(stage: Stage) -> Page:
    """Read why a held post is not published."""
    stage.judged("reject")
    return stage.reasons()


def suspended(stage: Stage) -> Page:
    """Be led to the one page there is, from whatever one opens."""
    stage.post()
    about("suspend")(stage)
    stage.member.sign_in("rosa")
    return stage.member.visit("/")


def appealed(outcome: Outcome) -> Look:
    """Appeal against a removal, have somebody else judge, and read the answer."""

    def look(stage: Stage) -> Page:
        stage.decided("remove")
        told = max(row.id for row in stage.world.rows(Statement))
        other = stage.world.member("max_mod", Role.MODERATOR)
        with stage.world.writing():
            rosa = db.session.get_one(Member, stage.world.member_id("rosa"))
            made = appeals.appeal(rosa, told, "It is a shop's number.", utcnow())
            judged = JudgedAppeal(outcome, 1, "We asked the shop.")
            max_mod = db.session.get_one(Member, other)
            appeals.judge(max_mod, made.reviewable_id, judged, utcnow())
        return stage.reasons()

    return look


PERSONAL = "No personal details or device identifiers"
PERSONS = "Criticize the argument, not the person"
OBJECT = "Somebody who took no part in it will look again"
UNTIL_WHEN = {
    "held": Told(
        held,
        "A moderator will check this first",
        ("first posts of every new member",),
        "It usually takes about 3 hours",
        ("You can edit it meanwhile", "Withdraw this post"),
    ),
    "rejected": Told(
        rejected,
        "Your post is not published",
        (FACTS, PERSONAL, "first posts"),
        "no end date",
        ("write it anew", "drafts", OBJECT),
    ),
    "hidden": Told(
        by("hide_until_edited"),
        "Your post is hidden until you edit it",
        (FACTS, PERSONAL),
        "Only you and moderators see it until you have edited it",
        ("Edit your post", OBJECT),
    ),
    "removed": Told(
        by("remove"),
        "We removed your post",
        (FACTS, PERSONAL, "Readers reported it"),
        "no end date",
        ("write it anew", OBJECT),
    ),
    "redacted": Told(
        by("mask", words=PHONE),
        "We masked words in your post",
        (FACTS, PERSONAL),
        "cannot be brought back",
        ("You can edit your post", OBJECT),
    ),
    "warned": Told(
        about("warn"),
        "A warning from the moderators",
        (FACTS, PERSONS),
        "It expires on",
        (OBJECT, "you are asked to say that you have read it"),
    ),
    "limited": Told(
        about("limit"),
        "You can read but not write",
        (FACTS, PERSONS),
        "neither post nor report until",
        ("take back what you wrote", OBJECT),
    ),
    "suspended": Told(
        suspended,
        "Your account is suspended",
        (FACTS, PERSONS),
        "suspended until",
        ("Take back what you wrote", "Get my data", "Delete your account", OBJECT),
    ),
    "appeal granted": Told(
        appealed(Outcome.GRANT),
        "appeal",
        ("We asked the shop.", "took no part"),
        "",
        ("your post",),
    ),
    "appeal refused": Told(
        appealed(Outcome.REFUSE),
        "appeal",
        ("We asked the shop.", "took no part"),
        "",
        ("your post",),
    ),
}
"""Each outcome but approval, which is told by mail."""
AGAINST = {"rejected", "hidden", "removed", "redacted", "warned", "limited"}
"""Read on a page of its own, from which one objects."""


@pytest.mark.parametrize("outcome", UNTIL_WHEN)
def test_the_page_says_what_happened_why_until_when_and_what_now(
    world: World, rosa: Browser, mo: Browser, outcome: str
) -> None:
    told = UNTIL_WHEN[outcome]

    page = told.look(Stage(world, rosa, mo))

    assert page.status == 200
    said = page.text.replace(" .", ".")
    missing = [
        words
        for words in (told.happened, *told.why, told.until, *told.can_do)
        if words not in said
    ]
    assert not missing, page.text
    assert "mo_mod" not in said
    if outcome in AGAINST:
        assert re.search(rf"until {DAY}", said)
        assert page.soup.select("a[href*='/rules#R']")


def test_who_was_approved_finds_the_post_public_and_hears_of_it(
    world: World, rosa: Browser, mo: Browser
) -> None:
    stage = Stage(world, rosa, mo)
    post = stage.judged("approve")

    page = stage.at_post(post)

    assert "Not public yet" not in page.text
    assert PHONE in page.text
    (mail,) = [one for one in sent(world) if "public now" in one["Subject"]]
    assert "Everyone can read it now" in words_of(mail)
    assert f"/p/{post}" in words_of(mail)


def sent(world: World) -> list[EmailMessage]:
    """Let the time pass that mail waits; return what was sent to somebody new."""
    with world.writing():
        db.session.execute(update(Job).values(run_at=utcnow()))
    world.run_jobs()
    return world.outbox.to("newt@example.com")
