"""Telling the person concerned: built from the decision, so it cannot be forgotten."""

from datetime import datetime

from forum.core.db import db, locked
from forum.core.jobs import enqueue
from moderation import rules
from moderation.actions.effects import Case, Effect
from moderation.models import ActionKind, Decision, ReviewableKind, Statement

SUBJECTS = {
    ActionKind.REDACT: "We masked words in your post",
    ActionKind.HIDE_UNTIL_EDITED: "Your post is hidden until you edit it",
    ActionKind.REMOVE: "We removed your post",
    ActionKind.REMOVE_THREAD: "We removed your thread",
    ActionKind.MOVE_AND_LOCK: "We moved and locked your thread",
    ActionKind.REJECT: "Your post is not published",
    ActionKind.RESTORE: "Your post is public again",
}
WHAT_NOW = {
    ActionKind.REDACT: "The rest of your post is unchanged. The words that were "
    "masked are destroyed and cannot be brought back.",
    ActionKind.HIDE_UNTIL_EDITED: "Edit your post; a moderator will read it again "
    "and make it public.",
    ActionKind.REJECT: "You still see your post, nobody else does. You can write it "
    "anew.",
}
PLAIN = str.maketrans("[]<>`*_", "()()'  ")
"""A title is no Markdown: somebody else's link must not come from us."""
EXTRA = {
    ActionKind.WARN: "This is a warning. It expires on {until}.",
    ActionKind.SUSPEND: "Your account is suspended until {until}. You can read, but "
    "not write.",
}


def tell(decision: Decision, case: Case, effects: list[Effect], now: datetime) -> None:
    """Write the statement of reasons and have it mailed, or say it is public now."""
    kinds = [effect.kind for effect in effects]
    moved = ActionKind.MOVE_AND_LOCK in kinds
    author_id = case.thread.author_id if moved else case.post.author_id
    if ActionKind.APPROVE in kinds:
        enqueue("mail", {"letter": "approved", "post": case.post.id}, now)
    subjects = [SUBJECTS[kind] for kind in kinds if kind in SUBJECTS]
    if not subjects:
        return
    statement = Statement(
        decision_id=decision.id,
        member_id=author_id,
        subject=subjects[0],
        body=_reasons(decision, case, effects, now),
        delivered_at=now,
        appeal_until=now + rules.APPEAL_WINDOW,
    )
    db.session.add(statement)
    db.session.flush()
    enqueue("mail", {"letter": "statement", "statement": statement.id}, now)


def note_read(statement_id: int, now: datetime) -> None:
    """Note that somebody has read the reasons for a decision."""
    statement = locked(Statement, statement_id)
    statement.read_at = statement.read_at or now


def _reasons(
    decision: Decision, case: Case, effects: list[Effect], now: datetime
) -> str:
    """Say what was done, why, by which rule, how it came up, what can be done."""
    kind = effects[0].kind
    post = f"[your post](/p/{case.post.id})"
    parts = [f"This is about {post} in “{case.thread.title.translate(PLAIN)}”."]
    parts += decision.public_reason.strip().split("\n\n")
    if case.rule is not None:
        rule = f"[rule {case.rule.code[1:]}](/rules#{case.rule.code})"
        parts.append(f"It rests on {rule}: {case.rule.title}.")
    parts.append(_how(case))
    parts += [
        EXTRA[effect.kind].format(until=_day(effect.expires_at))
        for effect in effects
        if effect.kind in EXTRA and effect.expires_at
    ]
    if kind in WHAT_NOW:
        parts.append(WHAT_NOW[kind])
    parts.append(_objection(now))
    return "\n\n".join(part for part in parts if part)


def _how(case: Case) -> str:
    if case.item.kind is ReviewableKind.HELD_POST:
        return "We check the first posts of every new member. A person decided."
    return "Readers reported it, or a moderator noticed it. A person decided."


def _objection(now: datetime) -> str:
    until = _day(now + rules.APPEAL_WINDOW)
    return (
        f"If you think we are wrong, [write to us](/contact) until {until}. Somebody "
        "who took no part in it will look again."
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}" if moment else ""
