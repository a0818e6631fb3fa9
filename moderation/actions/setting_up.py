"""The rules a new forum begins with."""

from datetime import datetime

from forum.core.db import insert_once
from moderation.built_in import BUILT_IN
from moderation.models import Rule


def ensure_rules(now: datetime) -> None:  # noqa: ARG001 - a first-run step
    """Write the built-in rules that are not there yet."""
    for rule in BUILT_IN:
        insert_once(
            Rule,
            {
                "code": rule.code,
                "title": rule.title,
                "body": rule.body,
                "template": rule.template,
            },
        )
