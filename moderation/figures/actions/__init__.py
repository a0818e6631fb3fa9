"""What is done about figures and rules, each inside a transaction of its caller."""

from moderation.figures.actions.alerting import alert
from moderation.figures.actions.listing import list_week
from moderation.figures.actions.publishing import (
    Day,
    note_changes,
    note_day,
    publish_month,
    publish_period,
)
from moderation.figures.actions.ruling import (
    AlreadyChanged,
    Words,
    add_template,
    change_rule,
    change_template,
)

__all__ = [
    "AlreadyChanged",
    "Day",
    "Words",
    "add_template",
    "alert",
    "change_rule",
    "change_template",
    "list_week",
    "note_changes",
    "note_day",
    "publish_month",
    "publish_period",
]
