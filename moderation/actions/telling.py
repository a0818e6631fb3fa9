"""Telling the person concerned: built from the decision, so it cannot be forgotten."""

from datetime import datetime

from forum.core.db import db, locked
from forum.core.jobs import enqueue
from moderation import rules
from moderation.actions.effect import Effect
from moderation.actions.effects import Case
from moderation.models import ActionKind, Decision, ReviewableKind, Rule, Statement

SUBJECTS = {
    ActionKind.REDACT: "We masked words in your post",
    ActionKind.HIDE_UNTIL_EDITED: "Your post is hidden until you edit it",
    ActionKind.REMOVE: "We removed your post",
    ActionKind.REMOVE_THREAD: "We removed your thread",
    ActionKind.MOVE_AND_LOCK: "We moved and locked your thread",
    ActionKind.REJECT: "Your post is not published",
    ActionKind.RESTORE: "Your post is public again",
}
CARD_SUBJECTS = {
    ActionKind.HIDE_CARD: "We hid one of your system cards",
    ActionKind.SHOW_CARD: "Your system card is shown again",
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
    ActionKind.STRIKE: "This counts as a strike until {until}. Three strikes within "
    "a year suspend an account.",
    ActionKind.SUSPEND: "Your account is suspended until {until}. You can read, but "
    "not write.",
}


COUNTER = (
    "If it is your own work, or you may use it, [send a counter-notice]"
    "(/p/{post}/counter-notice) within 30 days. The post then comes back after ten to "
    "fourteen business days, unless whoever complained goes to court."
)
HOW = {
    ReviewableKind.HELD_POST: "We check the first posts of every new member. A person "
    "decided.",
    ReviewableKind.PRIVACY_REQUEST: "Somebody asked us to protect their privacy. A "
    "person decided.",
    ReviewableKind.TAKE_IT_DOWN: "Somebody asked us to take down a picture of them. "
    "The post was hidden at once; a person decided.",
    ReviewableKind.COPYRIGHT: "We received a copyright notice. A person decided.",
    ReviewableKind.COUNTER_NOTICE: "We received your counter-notice, and we know of "
    "no action in court.",
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
    parts = _reasons(decision, case, effects, now)
    deliver(decision, author_id, subjects[0], parts, now)


def tell_owner(
    decision: Decision,
    owner_id: int,
    kind: ActionKind,
    rule: Rule | None,
    now: datetime,
) -> None:
    """Write the statement of reasons about a system card and have it mailed."""
    parts = ["This is about [one of your system cards](/my/systems)."]
    parts += decision.public_reason.strip().split("\n\n")
    if rule is not None:
        named = f"[rule {rule.code[1:]}](/rules#{rule.code})"
        parts.append(f"It rests on {named}: {rule.title}.")
    parts.append("Readers reported it, or a moderator noticed it. A person decided.")
    if kind is ActionKind.HIDE_CARD:
        parts.append("Edit the card; a moderator will look at it again and show it.")
    parts.append(_objection(now))
    deliver(decision, owner_id, CARD_SUBJECTS[kind], parts, now)


def deliver(
    decision: Decision, member_id: int, subject: str, parts: list[str], now: datetime
) -> None:
    """Keep a statement of reasons for a member and have it mailed."""
    statement = Statement(
        decision_id=decision.id,
        member_id=member_id,
        subject=subject,
        body="\n\n".join(part for part in parts if part),
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
) -> list[str]:
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
    if ActionKind.STRIKE in {effect.kind for effect in effects}:
        parts.append(COUNTER.format(post=case.post.id))
    if kind in WHAT_NOW:
        parts.append(WHAT_NOW[kind])
    parts.append(_objection(now))
    return parts


def _how(case: Case) -> str:
    reported = "Readers reported it, or a moderator noticed it. A person decided."
    return HOW.get(case.item.kind, reported)


def _objection(now: datetime) -> str:
    until = _day(now + rules.APPEAL_WINDOW)
    return (
        f"If you think we are wrong, [write to us](/contact) until {until}. Somebody "
        "who took no part in it will look again."
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}" if moment else ""
