"""Changing the rules, and the words that reasons start from; the log has it."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.answers import NotFound
from forum.core.db import db, locked
from forum.members.models import Member
from moderation.actions import Act, record
from moderation.models import ReasonTemplate, Rule, RuleVersion


@dataclass(frozen=True, slots=True)
class AlreadyChanged:
    """Somebody else changed it meanwhile."""

    version: int


@dataclass(frozen=True, slots=True)
class Words:
    """A template as its form said it."""

    kind: str
    title: str
    body: str
    active: bool = True


def change_rule(
    administrator: Member,
    code: str,
    seen: int,
    said: tuple[str, str, str],
    now: datetime,
) -> AlreadyChanged | None:
    """Give a rule another wording; the one before is kept with its version.

    `said` are title, explanation, and words to start from. Words to start from bind
    nobody: changing them alone makes no version.
    """
    rule = locked(Rule, code)
    if rule.version != seen:
        return AlreadyChanged(rule.version)
    title, body, template = said
    if (title, body) != (rule.title, rule.body):
        old = RuleVersion(
            rule_code=rule.code,
            version=rule.version,
            title=rule.title,
            body=rule.body,
            until=now,
        )
        db.session.add(old)
        rule.title, rule.body = title, body
        rule.version += 1
    rule.template = template
    details = {"rule": code, "version": rule.version}
    record(
        administrator, Act("rule_changed", "rule", rule.version, details=details), now
    )
    return None


def add_template(
    administrator: Member, code: str, words: Words, now: datetime
) -> ReasonTemplate:
    """Add words to start reasons from."""
    if db.session.get(Rule, code) is None:
        raise NotFound
    row = ReasonTemplate(
        rule_code=code,
        kind=words.kind,
        title=words.title,
        body=words.body,
        active=words.active,
    )
    db.session.add(row)
    db.session.flush()
    details = {"rule": code}
    record(
        administrator, Act("template_added", "template", row.id, details=details), now
    )
    return row


def change_template(
    administrator: Member, key: int, seen: int, words: Words, now: datetime
) -> AlreadyChanged | None:
    """Change words to start from, or offer them no more."""
    row = locked(ReasonTemplate, key)
    if row.version != seen:
        return AlreadyChanged(row.version)
    row.kind, row.title, row.body = words.kind, words.title, words.body
    row.active = words.active
    row.version += 1
    details = {"rule": row.rule_code, "active": words.active}
    record(
        administrator, Act("template_changed", "template", key, details=details), now
    )
    return None
