"""One case: what was flagged, what stands there now, what happened so far."""

from datetime import datetime
from difflib import SequenceMatcher

from markupsafe import Markup
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from forum.boards import rules as board_rules
from forum.boards.models import (
    Board,
    DisclosureCount,
    Post,
    PostState,
    Revision,
    Thread,
)
from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.disclosure import scan
from forum.images.queries import for_staff
from forum.members.models import Member
from moderation import rules
from moderation.measures import measures_for
from moderation.models import (
    ActionKind,
    Decision,
    Evidence,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    Note,
    Outcome,
    ReasonTemplate,
    Reviewable,
    ReviewableKind,
    Rule,
    TargetType,
)
from moderation.news import asked_by, remarks
from moderation.pages import (
    Author,
    Case,
    Conflict,
    Happened,
    Made,
    Neighbor,
    Past,
    Report,
    Said,
)
from moderation.queries.fairness import fairness

CONTEXT = 2
DECISIONS_SHOWN = 5
LINES_MAX = 400
BY_LAW = frozenset(
    {
        ReviewableKind.TAKE_IT_DOWN,
        ReviewableKind.COPYRIGHT,
        ReviewableKind.RESTRICTED_HOLD,
    }
)
TIMER = "nobody: the time was over"
RULE = "nobody: a rule of the forum"


Claimer = aliased(Member, name="claimer")


def case(reviewable_id: int, moderator: Member, now: datetime) -> Case:
    """Return a case. A fixed number of queries, whatever hangs on it."""
    item, post, claimer = _found(reviewable_id)
    if not rules.may_open(moderator, item.kind):
        raise NotFound
    require(rules.may_handle(moderator, item))
    revision = _wording(post)
    flags = flags_of(item.id)
    diff = _diff(_evidence(item.id), revision)
    live = item.claimed_until is not None and item.claimed_until > now
    fair = fairness(moderator, item, post.author_id, now)
    return Case(
        id=item.id,
        kind=item.kind,
        version=item.version,
        is_open=rules.is_open(item),
        priority=rules.priority(item.weight, item.opened_at, now),
        opened_at=item.opened_at,
        claimed_by=claimer if claimer and live else "",
        is_mine=live and item.claimed_by == moderator.id,
        post_id=post.id,
        revision=post.revision,
        number=post.number,
        state=post.state,
        thread_title=post.thread.title,
        board=post.thread.board.name,
        posted_at=post.posted_at,
        author=_author(post.author, now),
        title=revision.title or "",
        words=revision.body,
        pictures=for_staff(post.id),
        found=scan(revision.body),
        was_edited=bool(diff),
        diff=diff,
        before=_neighbors(post, before=True),
        after=_neighbors(post, before=False),
        reports=tuple(report_of(flag) for flag in flags),
        asked=tuple(one for ask in asked_by for one in ask(item.id, moderator)),
        remarks=tuple(one for ask in remarks for one in ask(item)),
        time_left=rules.time_left(rules.due_at(item.kind, item.opened_at), now),
        strikes=_strikes(post.author_id, now),
        kept=_kept(post),
        notes=notes_on(item.id, moderator),
        history=_history(item, flags),
        measures=measures_for(item.kind, post.state, is_child=_says_child(flags)),
        rules=rules_to_choose(),
        words_to_start=words_to_start(),
        suggested_rule=_suggested(item, flags),
        boards=_boards(),
        decision=made(Reviewable.id == item.id) if item.closed_at else None,
        because=fair.may.because,
        is_same_person=fair.is_same_person,
        may_edit=bool(fair.may) and _may_edit(moderator, post),
    )


def conflict(reviewable_id: int) -> Conflict:
    """Return what a colleague decided, for the one who came second."""
    _, post, _ = _found(reviewable_id)
    about = (Reviewable.target_type == TargetType.POST) & (
        Reviewable.target_id == post.id
    )
    return Conflict(made(about), _wording(post).body)


def rules_to_choose() -> tuple[Rule, ...]:
    """Return the rules in force, in their order."""
    active = select(Rule).where(Rule.active).order_by(Rule.code)
    return tuple(db.session.scalars(active))


def words_to_start() -> tuple[tuple[str, str, str], ...]:
    """Return words to start reasons from: rule, name, words. One query."""
    rows = db.session.execute(
        select(ReasonTemplate.rule_code, ReasonTemplate.title, ReasonTemplate.body)
        .where(ReasonTemplate.active)
        .order_by(ReasonTemplate.rule_code, ReasonTemplate.title)
    )
    return tuple((code, name, words) for code, name, words in rows)


def _found(reviewable_id: int) -> tuple[Reviewable, Post, str | None]:
    row = db.session.execute(
        select(Reviewable, Post, Claimer.handle)
        .join(Post, Post.id == Reviewable.target_id)
        .join(Post.thread)
        .join(Thread.board)
        .join(Post.author)
        .outerjoin(Claimer, Claimer.id == Reviewable.claimed_by)
        .options(
            contains_eager(Post.thread).contains_eager(Thread.board),
            contains_eager(Post.author),
        )
        .where(
            Reviewable.id == reviewable_id, Reviewable.target_type == TargetType.POST
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    item, post, claimer = row
    return item, post, claimer


def _wording(post: Post) -> Revision:
    return db.session.scalars(
        select(Revision).where(
            Revision.post_id == post.id, Revision.number == post.revision
        )
    ).one()


def flags_of(key: int) -> list[Flag]:
    """Return the flags of a case. One query."""
    raised = select(Flag).where(Flag.reviewable_id == key).order_by(Flag.id)
    return list(db.session.scalars(raised))


def _evidence(key: int) -> list[Evidence]:
    kept = select(Evidence).where(Evidence.reviewable_id == key)
    return list(db.session.scalars(kept.order_by(Evidence.revision)))


def _diff(evidence: list[Evidence], revision: Revision) -> tuple[str, ...]:
    """Return the lines that changed since the post was first flagged.

    Compared line by line, and not at all where a text has too many of them.
    """
    if not evidence or evidence[0].content in {"", revision.body}:
        return ()
    before, after = evidence[0].content.split("\n"), revision.body.split("\n")
    if max(len(before), len(after)) > LINES_MAX:
        return (*(f"- {line}" for line in before), *(f"+ {line}" for line in after))
    lines: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, from_, to in matcher.get_opcodes():
        lines += [f"  {line}" for line in before[start:end] if what == "equal"]
        lines += [f"- {line}" for line in before[start:end] if what != "equal"]
        lines += [f"+ {line}" for line in after[from_:to] if what != "equal"]
    return tuple(lines)


def report_of(flag: Flag) -> Report:
    """Return a flag without who raised it."""
    is_staff = flag.reporter_kind == "staff"
    is_open = flag.status is FlagStatus.OPEN
    return Report(
        rules.REASONS[flag.reason],
        flag.note,
        flag.created_at,
        is_staff,
        flag.id,
        can_be_bad_faith=is_open and flag.reporter_kind == "member",
    )


def _says_child(flags: list[Flag]) -> bool:
    return any(
        flag.reason is FlagReason.UNDER_13 and flag.status is FlagStatus.OPEN
        for flag in flags
    )


def _suggested(item: Reviewable, flags: list[Flag]) -> str:
    if item.kind in BY_LAW:
        return "R6"
    return rules.RULE_FOR.get(flags[0].reason, "R3") if flags else "R3"


def _strikes(member_id: int, now: datetime) -> int:
    standing = select(func.count()).where(
        ModAction.kind == ActionKind.STRIKE,
        ModAction.target_type == TargetType.MEMBER,
        ModAction.target_id == member_id,
        ModAction.expires_at > now,
    )
    return db.session.scalar(standing) or 0


def _neighbors(post: Post, *, before: bool) -> tuple[Neighbor, ...]:
    """Return readable posts around the one in question."""
    if post.number is None and not before:
        return ()
    near = select(Post.number, Member.handle, Post.html, Post.posted_at).join(
        Post.author
    )
    near = near.where(
        Post.thread_id == post.thread_id, Post.state == PostState.PUBLISHED
    )
    if post.number is not None:
        side = Post.number < post.number if before else Post.number > post.number
        near = near.where(side)
    order = Post.number.desc() if before else Post.number.asc()
    rows = db.session.execute(near.order_by(order).limit(CONTEXT)).all()
    found = [
        Neighbor(number or 0, by, Markup(html), at)  # noqa: S704 - was sanitized
        for number, by, html, at in rows
    ]
    return tuple(reversed(found)) if before else tuple(found)


def _author(member: Member, now: datetime) -> Author:
    past = db.session.execute(
        select(Decision.outcome, Decision.rule_code, Decision.decided_at)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .join(Post, Post.id == Reviewable.target_id)
        .where(
            Post.author_id == member.id,
            Reviewable.target_type == TargetType.POST,
            or_(Decision.outcome == Outcome.UPHOLD, Decision.outcome == Outcome.REJECT),
        )
        .order_by(Decision.id.desc())
        .limit(DECISIONS_SHOWN)
    )
    warnings = db.session.scalars(
        select(ModAction.id).where(
            ModAction.kind == ActionKind.WARN,
            ModAction.target_id == member.id,
            ModAction.expires_at > now,
        )
    ).all()
    return Author(
        member.handle,
        member.is_linked,
        member.joined_at,
        member.post_count,
        member.tie,
        len(warnings),
        tuple(Past(outcome, code or "", at) for outcome, code, at in past),
    )


def _may_edit(moderator: Member, post: Post) -> bool:
    """Say whether the page to correct the post would be shown."""
    tends = rules.may_tend(moderator, post.thread.board_id)
    return bool(tends and board_rules.may_correct(moderator, post))


def _kept(post: Post) -> tuple[tuple[str, int], ...]:
    rows = db.session.execute(
        select(DisclosureCount.kind, DisclosureCount.kept)
        .where(DisclosureCount.post_id == post.id, DisclosureCount.kept > 0)
        .order_by(DisclosureCount.kind)
    )
    return tuple((kind.replace("_", " "), count) for kind, count in rows)


def notes_on(key: int, moderator: Member) -> tuple[Said, ...]:
    """Return what moderators noted about a case. One query."""
    rows = db.session.execute(
        select(Note, Member.handle)
        .join(Member, Member.id == Note.author_id)
        .where(Note.reviewable_id == key)
        .order_by(Note.id)
    )
    return tuple(
        Said(note.id, by, note.created_at, note.body, note.author_id == moderator.id)
        for note, by in rows
    )


def _history(item: Reviewable, flags: list[Flag]) -> tuple[Happened, ...]:
    decisions = db.session.execute(
        select(Decision.decided_at, Decision.outcome, Member.handle)
        .outerjoin(Member, Member.id == Decision.actor_id)
        .where(Decision.reviewable_id == item.id)
    )
    lines = [Happened(item.opened_at, "came into the queue")]
    lines += [
        Happened(flag.created_at, f"reported: {rules.REASONS[flag.reason]}")
        for flag in flags
    ]
    lines += [
        Happened(at, f"{handle or 'a rule'}: {outcome}")
        for at, outcome, handle in decisions
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def made(about: ColumnElement[bool]) -> Made | None:
    """Return the last decision of some cases. Two queries."""
    row = db.session.execute(
        select(Decision, Member.handle)
        .outerjoin(Member, Member.id == Decision.actor_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(about)
        .order_by(Decision.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    decision, handle = row
    did = select(ModAction.kind).where(ModAction.decision_id == decision.id)
    return Made(
        _maker(decision, handle),
        decision.outcome,
        tuple(db.session.scalars(did.order_by(ModAction.id))),
        decision.rule_code or "",
        decision.public_reason,
        decision.internal_note,
        decision.decided_at,
        decision.by_same_person,
    )


def _maker(decision: Decision, handle: str | None) -> str:
    """Say who decided; where a rule did, nobody's name may stand there."""
    if not decision.automated:
        return handle or "a former member"
    return RULE if decision.actor_id is None else TIMER


def _boards() -> tuple[tuple[str, str], ...]:
    rows = db.session.execute(select(Board.slug, Board.name).order_by(Board.name))
    return tuple((slug, name) for slug, name in rows)
