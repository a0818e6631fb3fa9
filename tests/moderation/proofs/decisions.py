"""What holds of decisions, their effects, their statements and mail."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from forum.boards.models import PostState
from moderation.actions.undoing import LEFT_AS
from moderation.models import (
    ActionKind,
    Outcome,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from tests.moderation.proofs.snapshot import Snapshot
from tests.world import World, words_of

TAKES = {
    ActionKind.HIDE,
    ActionKind.HIDE_UNTIL_EDITED,
    ActionKind.REMOVE,
    ActionKind.REMOVE_THREAD,
    ActionKind.REJECT,
}
BEHIND_REMOVED = {ActionKind.REMOVE, ActionKind.REMOVE_THREAD, ActionKind.PURGE}
NEEDS_BEFORE = {
    **{kind: {"state", "reason"} for kind in LEFT_AS},
    ActionKind.MOVE: {"board_id"},
    ActionKind.SPLIT: {"numbers"},
    ActionKind.MERGE: {"numbers"},
    ActionKind.SLOW: {"minutes", "until", "reason"},
    ActionKind.EDIT: {"revision", "marked"},
    ActionKind.SAFETY_NOTICE: {"notice", "version"},
    ActionKind.LIMIT: {"until"},
    ActionKind.SUSPEND: {"until"},
}
DESTROYS = {ActionKind.REDACT, ActionKind.PURGE, ActionKind.ERASE_ACCOUNT}
WEEK = timedelta(days=7)
ABOUT = re.compile(r"/my/decisions/(\d+)$")


def wrong_decisions(now: Snapshot) -> Iterator[str]:
    """Yield what does not fit between decisions, what they did and who was told."""
    yield from _taken_back_twice(now)
    yield from _without_way_back(now)
    yield from _posts_otherwise(now)
    yield from _told_twice(now)
    yield from _failed(now)
    yield from _wrongly_listed(now)


def mailed_twice(world: World) -> Iterator[str]:
    """Yield statements that went out more than once, and mails that did."""
    keys = Counter(mail["Message-ID"] for mail in world.outbox.mails)
    about = Counter(
        found[1]
        for mail in world.outbox.mails
        if (found := ABOUT.search(_link_in(words_of(mail))))
    )
    for key, count in [*keys.items(), *about.items()]:
        if count > 1:
            yield f"{key} was mailed {count} times"


def _link_in(words: str) -> str:
    """Return the address of the decision that a mail is about, if it is."""
    lines = words.split("\n")
    marks = [at for at, one in enumerate(lines) if one.startswith("Read this decision")]
    return lines[marks[-1] + 1].strip() if marks else ""


def _taken_back_twice(now: Snapshot) -> Iterator[str]:
    case = {one.id: one for one in now.cases}
    back = Counter(
        one.params["action"] for one in now.actions if one.kind is ActionKind.REVERSE
    )
    for action in now.actions:
        if back[action.id] > 1:
            yield f"effect {action.id} was taken back {back[action.id]} times"
        if action.reversed_by is None:
            continue
        by = now.decision[action.reversed_by]
        is_appeal = case[by.reviewable_id].kind is ReviewableKind.APPEAL
        if by.reverses_id != action.decision_id and not is_appeal:
            yield f"effect {action.id} was taken back by decision {by.id} about another"
        if by.id <= action.decision_id:
            yield f"effect {action.id} was taken back before it was done"
    for decision in now.decisions:
        before = decision.reverses_id and now.decision[decision.reverses_id]
        if before and before.reverses_id:
            yield f"decision {before.id} takes back and was taken back"


def _without_way_back(now: Snapshot) -> Iterator[str]:
    for action in now.actions:
        if action.kind in DESTROYS and (action.before or action.reversible):
            yield f"effect {action.id} ({action.kind}) keeps what it destroyed"
        needs = NEEDS_BEFORE.get(action.kind, set()) if action.reversible else set()
        if needs - set(action.before):
            yield f"effect {action.id} ({action.kind}) keeps {action.before} alone"


def _posts_otherwise(now: Snapshot) -> Iterator[str]:
    """Yield posts that do not stand as the last decision about them left them."""
    done = [
        one
        for one in now.actions
        if one.target_type is TargetType.POST and not one.reversed_by
    ]
    last = {one.target_id: one.kind for one in done if one.kind in LEFT_AS}
    gone = {one.target_id for one in done if one.kind in BEHIND_REMOVED}
    for post in now.posts:
        did = last.get(post.id)
        if post.state is PostState.PUBLISHED and did in TAKES:
            yield f"post {post.id} is public, its last decision is {did}"
        if post.state is PostState.REMOVED and not (post.id in gone or post.purged_at):
            yield f"post {post.id} is removed by nobody"
    yield from _hidden_for_ever(now, last)


def _hidden_for_ever(now: Snapshot, last: dict[int, ActionKind]) -> Iterator[str]:
    """Yield posts that are hidden while nobody decides, and no author is asked."""
    waits = {
        one.target_id
        for one in now.cases
        if one.status is ReviewStatus.OPEN and one.target_type is TargetType.POST
    }
    asked = {key for key, did in last.items() if did is ActionKind.HIDE_UNTIL_EDITED}
    for post in now.posts:
        if post.state is PostState.HIDDEN and post.id not in waits | asked:
            yield f"post {post.id} is hidden for ever: no case, nothing to edit"


def _told_twice(now: Snapshot) -> Iterator[str]:
    told = Counter((one.decision_id, one.member_id) for one in now.statements)
    for (decision, member), count in told.items():
        if count > 1:
            yield f"decision {decision} was told to {member} {count} times"
        if decision not in now.decision:
            yield f"decision {decision} was told and never made"
    letters = Counter(
        one.payload["statement"] for one in now.jobs if "statement" in one.payload
    )
    for key, count in letters.items():
        if count > 1:
            yield f"statement {key} stands in line for mail {count} times"
    granted = {one.decision_id for one in now.appeals if one.outcome is Outcome.GRANT}
    taken_back = {one.reverses_id for one in now.decisions}
    for key in granted - taken_back:
        yield f"an appeal against decision {key} was granted, and it stands"


def _failed(now: Snapshot) -> Iterator[str]:
    for job in now.jobs:
        if job.failed_at is not None or (job.attempts and job.locked_until is None):
            yield f"the job {job.kind} {job.payload} failed"


def _wrongly_listed(now: Snapshot) -> Iterator[str]:
    """Yield what the public log lists and cannot have happened in its week."""
    done = {one.id: now.decision[one.decision_id] for one in now.actions}
    for act in now.listed:
        if done[act.mod_action_id].decided_at.date() != act.day:
            yield f"the public log has effect {act.mod_action_id} on {act.day}"
    for week in now.weeks:
        here = [key for key, by in done.items() if _is_in(by.decided_at, week.monday)]
        listed = {one.mod_action_id for one in now.listed} & set(here)
        if week.others is not None and week.others + len(listed) != len(here):
            yield f"the public log counts {week.others} others from {week.monday}"


def _is_in(at: datetime, monday: date) -> bool:
    return monday <= at.date() < monday + WEEK
