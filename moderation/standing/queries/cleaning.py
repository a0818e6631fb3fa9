"""What a clean-up after a member would take away."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.core.db import db
from forum.images.models import Image
from forum.members.models import Member
from moderation.models import ActionKind, Decision, ModAction, TargetType
from moderation.rules import is_on_probation
from moderation.standing.rules import CLEAN_UP_MAX, Window, may_undo_clean_up
from moderation.walls.domains import belongs_to, domains_in
from moderation.walls.models import PATTERN_MAX, Deed, WatchedWord

STANDS = (PostState.PUBLISHED, PostState.HIDDEN, PostState.HELD)
"""States of posts that a clean-up takes away."""

LISTED_MAX = 30
"""Domains that are offered at most: the ones that stand in most of the posts."""
Quoting = aliased(Post, name="quoting")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a clean-up would take away that reaches so far back."""

    window: Window
    posts: int
    threads: int
    replies: int
    """Replies by others in these threads; nobody sees them any more either."""
    pictures: int
    quotes: int
    """Posts by others that quote the member; they stay."""


@dataclass(frozen=True, slots=True)
class LinkedDomain:
    """A domain that posts of a member link to, and that could be watched."""

    name: str
    posts: int
    by_others: bool
    """Whether somebody else linked to it too."""


def linked_domains(
    member_id: int, window: Window, own_hosts: Collection[str], now: datetime
) -> tuple[LinkedDomain, ...]:
    """Return domains that a clean-up can have watched. Three queries at most.

    Left out are the forum's own, those watched already, and those to which members
    link who have been here for a while.
    """
    counts: Counter[str] = Counter()
    for text in _texts(member_id, window, now):
        counts.update(domains_in(text))
    watched = _watched(now) if counts else frozenset()
    names = [
        name
        for name, _ in counts.most_common()
        if len(name) <= PATTERN_MAX
        and name not in watched
        and not belongs_to(name, own_hosts)
    ]
    trusted, known = _linked_by_others(member_id, names, now)
    offered = [name for name in names if name not in trusted][:LISTED_MAX]
    return tuple(
        LinkedDomain(name, counts[name], by_others=name in known) for name in offered
    )


def _texts(member_id: int, window: Window, now: datetime) -> Iterator[str]:
    """Return the words of the posts that a clean-up takes away."""
    rows = db.session.execute(
        select(Revision.title, Revision.body)
        .join(Post, Post.id == Revision.post_id)
        .where(
            Post.author_id == member_id,
            _stands(),
            _within(window, now),
            Revision.number == Post.revision,
        )
        .order_by(Post.id.desc())
        .limit(CLEAN_UP_MAX)
    )
    return (f"{title or ''}\n{body}" for title, body in rows)


def _watched(now: datetime) -> frozenset[str]:
    goes_on = or_(WatchedWord.ends_at.is_(None), WatchedWord.ends_at > now)
    stops = WatchedWord.deed.in_((Deed.HOLD, Deed.BLOCK))
    rows = db.session.execute(
        select(WatchedWord.pattern, WatchedWord.boards).where(goes_on, stops)
    )
    return frozenset(pattern.lower() for pattern, boards in rows if not boards)


def _linked_by_others(
    member_id: int, names: Sequence[str], now: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """Return to which domains members of standing link, and to which anybody else."""
    trusted: set[str] = set()
    known: set[str] = set()
    if not names:
        return frozenset(), frozenset()
    perhaps = (Revision.body.icontains(name, autoescape=True) for name in names)
    rows = db.session.execute(
        select(Member, Revision.body)
        .join(Post, Post.author_id == Member.id)
        .join(Revision, Revision.post_id == Post.id)
        .where(
            Member.id != member_id,
            _stands(),
            Revision.number == Post.revision,
            or_(*perhaps),
        )
    )
    for author, body in rows:
        mentioned = domains_in(body) & set(names)
        (known if is_on_probation(author, now) else trusted).update(mentioned)
    return frozenset(trusted), frozenset(known)


def watched_by(decision_id: int) -> ModAction | None:
    """Return which domains a clean-up had watched, if any. One query."""
    return db.session.scalar(
        select(ModAction).where(
            ModAction.decision_id == decision_id,
            ModAction.kind == ActionKind.WATCH_DOMAINS,
            ModAction.reversed_by.is_(None),
        )
    )


def reaches(member_id: int, now: datetime) -> tuple[Reach, ...]:
    """Return what a clean-up would take away, for each window. Three queries."""
    theirs = and_(Post.author_id == member_id, _stands())
    windows = len(Window)
    opened = case((Post.number == 1, 1), else_=0)
    others = case((Post.number == 1, Thread.reply_count), else_=0)
    written = db.session.execute(
        select(*_each(1, now), *_each(opened, now), *_each(others, now))
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .where(theirs)
    ).one()
    pictures = db.session.execute(
        select(*_each(1, now))
        .select_from(Post)
        .join(Image, Image.post_id == Post.id)
        .where(theirs)
    ).one()
    quotes = db.session.execute(
        select(*_each(1, now))
        .select_from(Post)
        .join(Quote, Quote.source_id == Post.id)
        .join(Quoting, Quoting.id == Quote.post_id)
        .where(theirs, Quoting.author_id != member_id)
    ).one()
    return tuple(
        Reach(
            window,
            posts=written[place] or 0,
            threads=written[place + windows] or 0,
            replies=written[place + 2 * windows] or 0,
            pictures=pictures[place] or 0,
            quotes=quotes[place] or 0,
        )
        for place, window in enumerate(Window)
    )


def posts_to_remove(
    member_id: int, window: Window, now: datetime
) -> list[tuple[int, PostState]]:
    """Return the posts that a clean-up takes away, newest first. One query."""
    since = window.since(now)
    wanted = select(Post.id, Post.state).where(Post.author_id == member_id, _stands())
    if since is not None:
        wanted = wanted.where(Post.posted_at >= since)
    rows = db.session.execute(wanted.order_by(Post.id.desc()).limit(CLEAN_UP_MAX))
    return [(key, state) for key, state in rows]


def last_clean_up(member_id: int) -> ModAction | None:
    """Return the suspension of the last clean-up that was not undone. One query."""
    taken_back = select(Decision.reverses_id).where(Decision.reverses_id.is_not(None))
    done = db.session.scalars(
        select(ModAction)
        .where(
            ModAction.kind == ActionKind.SUSPEND,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
            ModAction.reversed_by.is_(None),
            ModAction.decision_id.not_in(taken_back),
        )
        .order_by(ModAction.id.desc())
    )
    return next((one for one in done if one.params.get("clean_up")), None)


def undoable_since(member_id: int, now: datetime) -> datetime | None:
    """Return when the last clean-up was, as long as it can be undone."""
    done = last_clean_up(member_id)
    if done is None:
        return None
    made = db.session.get_one(Decision, done.decision_id).decided_at
    return made if may_undo_clean_up(made, now) else None


def _each(what: int | ColumnElement[int], now: datetime) -> list[ColumnElement[int]]:
    """Sum something up for each window."""
    return [func.sum(case((_within(window, now), what), else_=0)) for window in Window]


def _within(window: Window, now: datetime) -> ColumnElement[bool]:
    since = window.since(now)
    return true() if since is None else Post.posted_at >= since


def _stands() -> ColumnElement[bool]:
    return and_(Post.state.in_(STANDS), Post.purged_at.is_(None))
