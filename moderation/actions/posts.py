"""What moderators do to a post outside the queue: correct it, warn its readers."""

from datetime import datetime, timedelta

from forum.boards import actions as boards
from forum.boards import notices
from forum.boards.drafts import Cleared
from forum.boards.models import Post, PostState, Thread
from forum.boards.rules import may_arrange
from forum.core.answers import NotFound, Refused, require
from forum.core.db import db
from forum.members.models import Member
from forum.rights.queries import held_posts
from moderation import rules
from moderation.actions.acting import keep_act
from moderation.actions.deciding import require_unconcerned
from moderation.actions.effect import Effect
from moderation.actions.telling import PLAIN, deliver, objection
from moderation.models import ActionKind, Decision, ModAction, Rule, TargetType

CHANGED = "The post was changed since then."


def correct_post(
    moderator: Member,
    post_id: int,
    revision: int,
    cleared: Cleared,
    reason: str,
    now: datetime,
) -> Decision:
    """Correct a few words of somebody else's post; its author is told why."""
    post, thread, is_same = _tended(moderator, post_id, now)
    before = {"revision": post.revision, "marked": post.edited_by_staff}
    boards.correct(moderator.id, post_id, revision, cleared, now)
    kept = {"revision": post.revision}
    effect = Effect(ActionKind.EDIT, TargetType.POST, post_id, kept, before)
    decision = keep_act(moderator, [effect], reason, now, board_id=thread.board_id)
    decision.by_same_person = is_same
    parts = [
        f"This is about {_named(post, thread)}.",
        "Readers see that a moderator edited it. You can edit it again.",
        reason,
        "A person decided.",
        objection(now),
    ]
    _tell(decision, post, "We corrected your post", parts, now)
    return decision


def set_notice(moderator: Member, post_id: int, key: str, now: datetime) -> Decision:
    """Put a safety notice beside a post, or take it off with an empty key.

    It is for its readers and says nothing about its author.
    """
    post, thread, is_same = _tended(moderator, post_id, now)
    notice = notices.newest_notice(key)
    if key and notice is None:
        raise Refused("Choose one of the notices.")
    if post.state is not PostState.PUBLISHED:
        raise Refused("A notice stands beside posts that readers see.")
    before = {"notice": post.notice, "version": post.notice_version}
    kept = {"notice": key, "version": notice.version if notice else 0}
    boards.set_notice(post_id, notice)
    effect = Effect(ActionKind.SAFETY_NOTICE, TargetType.POST, post_id, kept, before)
    decision = keep_act(moderator, [effect], "", now, board_id=thread.board_id)
    decision.by_same_person = is_same
    return decision


def purge_post(
    administrator: Member, post_id: int, rule_code: str, reason: str, now: datetime
) -> Decision:
    """Destroy a post, or with an opening post the thread; nothing brings it back."""
    post, thread, is_same = _tended(administrator, post_id, now)
    if not administrator.is_administrator:
        raise Refused("This is for administrators.")
    rule = db.session.get(Rule, rule_code)
    if rule is None:
        raise Refused("Choose the rule that this rests on.")
    is_thread = post.number == 1
    because = f"Rule {rule.code[1:]}: {rule.title}."
    boards.destroy(post_id, because, held_posts(), now)
    effect = Effect(
        ActionKind.PURGE,
        TargetType.POST,
        post_id,
        {"thread": thread.id} if is_thread else {},
        reversible=False,
    )
    decision = keep_act(
        administrator,
        [effect],
        reason,
        now,
        board_id=thread.board_id,
        rule_code=rule.code,
    )
    decision.by_same_person = is_same
    named = f"[rule {rule.code[1:]}](/rules#{rule.code})"
    parts = [
        "It is destroyed, with its photos, and cannot be brought back.",
        reason,
        f"It rests on {named}: {rule.title}. A person decided.",
        objection(now),
    ]
    what = "thread" if is_thread else "post"
    _tell(decision, post, f"We destroyed your {what}", parts, now)
    return decision


def slow_thread(
    moderator: Member,
    thread_id: int,
    minutes: int,
    lasts: timedelta,
    reason: str,
    now: datetime,
) -> Decision:
    """Let each member write only so often in a thread, or end that with 0 minutes."""
    thread = db.session.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    require(rules.may_tend(moderator, thread.board_id))
    require(may_arrange(thread))
    until = thread.slow_until
    before = {
        "minutes": thread.slow_minutes,
        "until": until.isoformat() if until else None,
        "reason": thread.slow_reason,
    }
    boards.slow_down(thread_id, minutes, now + lasts, reason)
    kept = {"minutes": minutes}
    effect = Effect(ActionKind.SLOW, TargetType.THREAD, thread_id, kept, before)
    return keep_act(moderator, [effect], reason, now, board_id=thread.board_id)


def undo_correction(action: ModAction, now: datetime) -> str:
    """Bring back the wording before a correction, unless the post was edited since."""
    post = db.session.get_one(Post, action.target_id)
    if post.revision != action.params["revision"]:
        return CHANGED
    before = action.before
    try:
        boards.uncorrect(post.id, before["revision"], before["marked"], now)
    except Refused as why:
        return str(why)
    return ""


def undo_notice(action: ModAction, now: datetime) -> str:  # noqa: ARG001 - a hook
    """Put back the notice that stood beside a post before, or none."""
    post = db.session.get_one(Post, action.target_id)
    if post.notice != action.params["notice"]:
        return "Another notice stands beside the post since then."
    before = action.before
    boards.set_notice(post.id, notices.notice_of(before["notice"], before["version"]))
    return ""


def undo_slow(action: ModAction, now: datetime) -> str:  # noqa: ARG001 - a hook
    """Let a thread run as fast as before."""
    thread = db.session.get_one(Thread, action.target_id)
    if thread.slow_minutes != action.params["minutes"]:
        return "The thread was slowed down otherwise since then."
    before = action.before
    until = datetime.fromisoformat(before["until"]) if before["until"] else None
    boards.slow_down(thread.id, before["minutes"], until, before["reason"])
    return ""


def _tended(
    moderator: Member, post_id: int, now: datetime
) -> tuple[Post, Thread, bool]:
    """Return a post that somebody may act on, and whether it is their own matter."""
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound
    thread = db.session.get_one(Thread, post.thread_id)
    require(rules.may_tend(moderator, thread.board_id))
    if post.author_id == moderator.id:
        raise Refused("This is your own post. Another moderator decides about it.")
    is_same = require_unconcerned(moderator, TargetType.POST, post.id, now)
    return post, thread, is_same


def _named(post: Post, thread: Thread) -> str:
    return f"[your post](/p/{post.id}) in “{thread.title.translate(PLAIN)}”"


def _tell(
    decision: Decision, post: Post, subject: str, parts: list[str], now: datetime
) -> None:
    if not db.session.get_one(Member, post.author_id).is_former:
        deliver(decision, post.author_id, subject, parts, now)
