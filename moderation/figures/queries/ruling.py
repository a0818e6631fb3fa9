"""Rules as they stand and stood, and the words that reasons start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from forum.boards.rendering import rendered
from forum.core.answers import NotFound
from forum.core.db import db
from moderation.models import ReasonTemplate, Rule, RuleVersion


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule as it stood from one moment to another."""

    version: int
    title: str
    html: Markup
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """A rule, newest wording first."""

    code: str
    wordings: tuple[Wording, ...]


def rule_histories() -> tuple[RuleHistory, ...]:
    """Return each rule with every wording it had. Two queries."""
    before: dict[str, list[RuleVersion]] = {}
    older = select(RuleVersion).order_by(RuleVersion.version.desc())
    for row in db.session.scalars(older):
        before.setdefault(row.rule_code, []).append(row)
    present = db.session.scalars(select(Rule).order_by(Rule.code))
    return tuple(
        RuleHistory(rule.code, _wordings(rule, before.get(rule.code, [])))
        for rule in present
    )


def _wordings(rule: Rule, before: Sequence[RuleVersion]) -> tuple[Wording, ...]:
    begins = [row.until for row in before]
    since = [*begins[1:], None] if before else []
    now = Wording(
        rule.version,
        rule.title,
        rendered(rule.body).html,
        begins[0] if begins else None,
        None,
    )
    old = [
        Wording(row.version, row.title, rendered(row.body).html, began, row.until)
        for row, began in zip(before, since, strict=True)
    ]
    return (now, *old)


def rules_and_templates() -> tuple[tuple[Rule, tuple[ReasonTemplate, ...]], ...]:
    """Return every rule with its templates. Two queries."""
    found: dict[str, list[ReasonTemplate]] = {}
    for one in db.session.scalars(select(ReasonTemplate).order_by(ReasonTemplate.id)):
        found.setdefault(one.rule_code, []).append(one)
    present = db.session.scalars(select(Rule).order_by(Rule.code))
    return tuple((rule, tuple(found.get(rule.code, ()))) for rule in present)


def a_rule(code: str) -> Rule:
    """Return a rule by its short name. One query."""
    rule = db.session.get(Rule, code)
    if rule is None:
        raise NotFound
    return rule


def templates_of(code: str) -> Sequence[ReasonTemplate]:
    """Return the templates of a rule. One query."""
    own = select(ReasonTemplate).where(ReasonTemplate.rule_code == code)
    return db.session.scalars(own.order_by(ReasonTemplate.id)).all()


def a_template(key: int) -> ReasonTemplate:
    """Return a template by its number. One query."""
    found = db.session.get(ReasonTemplate, key)
    if found is None:
        raise NotFound
    return found
