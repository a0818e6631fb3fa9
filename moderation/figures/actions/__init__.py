"""What is done about figures and rules, each inside a transaction of its caller."""

from moderation.figures.actions.alerting import alert
from moderation.figures.actions.listing import list_week
from moderation.figures.actions.looking import (
    AlreadyLooked,
    drop_of_member,
    drop_of_post,
    forget_looks,
    look_again,
    pick,
    redact_notes,
)
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
    "AlreadyLooked",
    "Day",
    "Words",
    "add_template",
    "alert",
    "change_rule",
    "change_template",
    "drop_of_member",
    "drop_of_post",
    "forget_looks",
    "list_week",
    "look_again",
    "note_changes",
    "note_day",
    "pick",
    "publish_month",
    "publish_period",
    "redact_notes",
]
