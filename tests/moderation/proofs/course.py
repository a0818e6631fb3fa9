"""What members and moderators do in the property test, one thing after another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.drafts import Cleared, Draft, clear
from forum.boards.models import Board, Post, Revision, Thread
from forum.core.answers import Busy, Gone, NotFound, Refused, Stale
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.jobs import run_due
from forum.core.wording import Wording
from forum.disclosure import Registered
from forum.members.models import Member, Role
from forum.systems import actions as systems
from forum.systems.models import SystemCard
from forum.systems.rules import DEFAULTS
from forum.warnings import Choice, Settled, places_in, settle
from moderation import actions
from moderation.actions import AlreadyDecided, Decided, Judged, ThreadDeed
from moderation.appeals import actions as appeals
from moderation.appeals.actions import JudgedAppeal
from moderation.appeals.models import Appeal
from moderation.measures import Measure, card_measures, measures_for
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    Outcome,
    Reviewable,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.notices import actions as notices
from moderation.notices.filed import Filed
from moderation.notices.models import NoticeKind
from tests.boards.acts import PHONE
from tests.systems.cards import FULL, card
from tests.world import World

NO = (Refused, Busy, Stale, NotFound, Gone)
"""Answers that everybody has to reckon with; nothing is done then."""
WORKS_MAX = 20
RULE = "R3"
VERDICTS = (Outcome.GRANT, Outcome.REFUSE, Outcome.MODIFY)
Row = TypeVar("Row", bound=Base)


@dataclass
class Course:
    """A forum in which anybody may do anything, at times that only go forward."""

    world: World
    now: datetime = field(default_factory=utcnow)
    told: int = 0
    outcomes: set[str] = field(default_factory=set)
    """What really happened, so that a test can see that it was worth its time."""

    def begin(self) -> None:
        """Make people, posts of which some wait for a decision, and a system card."""
        for handle in ("mo_mod", "max_mod"):
            self.world.member(handle, Role.MODERATOR)
        self.world.member("ada_op", Role.ADMINISTRATOR)
        self.world.member("newt", is_new=True)
        thread = self.world.thread("ken")
        post = self.world.reply(thread, "rosa", f"Call me at {PHONE}.")
        self.world.reply(thread, "newt", f"Or me at {PHONE}.")
        card(self.world, "ken")
        with self.world.writing():
            actions.flag_by_guest(post, FlagReason.SPAM, "", self.now)

    def do(self, deed: Callable[[], str]) -> None:
        """Do something in a transaction, unless it is refused."""
        self.now += timedelta(minutes=7)
        try:
            with self.world.writing():
                done = deed()
        except NO:
            return
        self.outcomes.add(done)

    def wait(self, days: int) -> None:
        """Let days pass, and the worker do what is due by then."""
        self.now += timedelta(days=days)
        for _ in range(WORKS_MAX):
            with self.world.reading():
                if not run_due(self.now):
                    return
        raise AssertionError("the jobs never end")

    def open_thread(self, who: int, where: int) -> str:
        """Open a thread."""
        board = self._one(Board, where)
        text = self._cleared(Choice.KEEP, f"A question with number {self.told}")
        boards.open_thread(self._member(who), board.id, text, self.now)
        return "thread"

    def reply(self, who: int, where: int) -> str:
        """Reply to a thread."""
        text = self._cleared(Choice.KEEP)
        boards.reply(self._member(who), self._one(Thread, where).id, text, self.now)
        return "reply"

    def edit(self, which: int, choice: Choice) -> str:
        """Give a post another wording, with the number in it kept or masked."""
        post = self._one(Post, which)
        title = f"A title with number {self.told}" if post.number == 1 else ""
        text = self._cleared(choice, title)
        boards.edit(post.author_id, post.id, post.revision, text, self.now)
        return "edit"

    def withdraw(self, which: int) -> str:
        """Take a post away for good."""
        post = self._one(Post, which)
        boards.withdraw(post.author_id, post.id, self.now)
        return "withdraw"

    def take_back(self, which: int) -> str:
        """Destroy words of one's own post."""
        post = self._one(Post, which)
        gone = Passages(Wording((PHONE,), boards.TAKEN_BACK))
        boards.take_back(post.author_id, post.id, gone, self.now)
        return "take back"

    def flag(self, who: int, which: int, reason: FlagReason) -> str:
        """Report a post."""
        reporter = db.session.get_one(Member, self._member(who))
        post = self._one(Post, which)
        actions.flag(reporter, post.id, reason, f"It says {PHONE}.", self.now)
        return f"flag {reason}"

    def ask(self, which: int, kind: NoticeKind) -> str:
        """Ask something by a form that a law wants, without an account."""
        post = self._one(Post, which)
        filed = Filed(kind, "Mine.", "Una Testperson", "una@example.com")
        if kind is NoticeKind.FLAG:
            notices.file_flag(filed, post.id, FlagReason.SPAM, "", self.now)
        elif kind is NoticeKind.COUNTER_NOTICE:
            author = db.session.get_one(Member, post.author_id)
            notices.counter(author, post.id, filed, self.now)
        else:
            notices.file_notice(filed, [post.id], self.now)
        return f"ask {kind}"

    def review(self, which: int) -> str:
        """Open a case about a post that nobody reported."""
        actions.open_for_staff(self._staff(which), self._one(Post, which).id, self.now)
        return "review"

    def claim(self, who: int, which: int, *, is_over: bool) -> str:
        """Say that one is at a case, or no longer."""
        deed = actions.release if is_over else actions.claim
        deed(self._staff(who), self._one(Reviewable, which).id, self.now)
        return "release" if is_over else "claim"

    def tidy(self, who: int, which: int, deed: ThreadDeed) -> str:
        """Lock or pin a thread, or undo it."""
        thread = self._one(Thread, which)
        actions.act_on_thread(
            self._staff(who), thread.id, deed, "It was solved.", self.now
        )
        return str(deed)

    def decide(
        self, who: int, which: int, how: int, *, sees_old: bool, is_hard: bool
    ) -> str:
        """Decide a case, one that is open if there is any."""
        item = self._waiting(which)
        judged = Judged(
            self._measure(item, how),
            version=item.version - sees_old,
            revision=self._revision(item),
            rule_code=RULE,
            reasons="It gives a number away.",
            passages=(PHONE,),
            to_board=self._one(Board, how).slug,
            warn=is_hard,
            suspend=timedelta(days=2) if is_hard else None,
        )
        is_card = item.target_type is TargetType.CARD
        deed = actions.decide_card if is_card else actions.decide
        done = deed(self._staff(who), item.id, judged, self.now)
        assert isinstance(done, Decided | AlreadyDecided)
        if isinstance(done, AlreadyDecided):
            return "too late"
        return f"decide {item.kind} {judged.measure}"

    def take_decision_back(self, who: int, which: int, *, at_once: bool) -> str:
        """Undo a decision by one click, or reverse it with a reason."""
        made = self._one(Decision, -1 - which)
        if at_once:
            if made.actor_id is None:
                raise NotFound
            maker = db.session.get_one(Member, made.actor_id)
            done = actions.undo(maker, made.id, self.now)
        else:
            done = actions.reverse(self._staff(who), made.id, "Wrong.", self.now)
        return f"{'undo' if at_once else 'reverse'} {type(done).__name__}"

    def appeal(self, which: int) -> str:
        """Ask for another look at a decision about oneself, or add to that."""
        told = self._one(Statement, -1 - which)
        member, words = db.session.get_one(Member, told.member_id), "I was kind."
        appealed = select(Appeal).where(Appeal.statement_id == told.id)
        if made := db.session.scalar(appealed):
            appeals.add_words(
                member, made.reviewable_id, words, self.now, is_staff=False
            )
            return "add to an appeal"
        appeals.appeal(member, told.id, words, self.now)
        return "appeal"

    def judge(self, who: int, which: int, how: int, *, is_hard: bool) -> str:
        """Decide about an appeal that waits, if there is one."""
        waits = select(Appeal).where(Appeal.decided_at.is_(None)).order_by(Appeal.id)
        rows = db.session.scalars(waits).all()
        made = rows[which % len(rows)] if rows else self._one(Appeal, which)
        item = db.session.get_one(Reviewable, made.reviewable_id)
        did = select(ModAction.id).where(ModAction.decision_id == made.decision_id)
        outcome = VERDICTS[how % len(VERDICTS)]
        judged = JudgedAppeal(
            outcome,
            item.version,
            "We looked again.",
            frozenset(db.session.scalars(did)),
            is_abusive=is_hard and outcome is Outcome.REFUSE,
        )
        done = appeals.judge(self._staff(who), item.id, judged, self.now)
        return f"judge {outcome} {type(done).__name__}"

    def card(self, who: int, how: int) -> str:
        """Report, change or remove a system card, or look at its case again."""
        known = self._one(SystemCard, how)
        match how % 4:
            case 0:
                systems.change(
                    known.member_id, known.id, FULL, DEFAULTS, True, self.now
                )
            case 1 if how % 3 == 0:
                systems.remove(known.member_id, known.id, self.now)
            case 2:
                item = self._one(Reviewable, who)
                actions.review_card(self._staff(who), item.id, self.now)
            case _:
                by = db.session.get_one(Member, self._member(who))
                actions.flag_card(by, known.id, FlagReason.SPAM, "", self.now)
        return f"card {how % 4}"

    def _cleared(self, choice: Choice, title: str = "") -> Cleared:
        self.told += 1
        draft = Draft(f"Text number {self.told}: call me at {PHONE}.", title)
        places = places_in(draft.texts, Registered())
        done = settle(draft.texts, places, dict.fromkeys(range(len(places)), choice))
        assert isinstance(done, Settled)
        return clear(draft, done)

    def _waiting(self, which: int) -> Reviewable:
        waits = select(Reviewable).where(Reviewable.status == ReviewStatus.OPEN)
        rows = db.session.scalars(waits.order_by(Reviewable.id)).all()
        return rows[which % len(rows)] if rows else self._one(Reviewable, which)

    def _measure(self, item: Reviewable, how: int) -> Measure:
        if item.target_type is TargetType.CARD:
            known = db.session.get(SystemCard, item.target_id)
            is_hidden = known is not None and known.hidden_at is not None
            offered = card_measures(is_hidden=is_hidden)
        else:
            post = db.session.get(Post, item.target_id)
            if item.target_type is not TargetType.POST or post is None:
                raise NotFound
            raised = select(Flag.reason).where(
                Flag.reviewable_id == item.id, Flag.status == FlagStatus.OPEN
            )
            is_child = FlagReason.UNDER_13 in set(db.session.scalars(raised))
            offered = measures_for(item.kind, post.state, is_child=is_child)
        return offered[how % len(offered)]

    def _revision(self, item: Reviewable) -> int:
        if item.target_type is not TargetType.POST:
            return 1
        numbers = select(Revision.number).where(Revision.post_id == item.target_id)
        return max(db.session.scalars(numbers))

    def _member(self, which: int) -> int:
        return self._one(Member, which).id

    def _staff(self, which: int) -> Member:
        staff = select(Member).where(Member.role != Role.MEMBER).order_by(Member.id)
        rows = db.session.scalars(staff).all()
        return rows[which % len(rows)]

    def _one(self, table: type[Row], which: int) -> Row:
        rows = db.session.scalars(select(table)).all()
        if not rows:
            raise NotFound
        return sorted(rows, key=lambda row: row.id)[which % len(rows)]  # type: ignore[attr-defined]
