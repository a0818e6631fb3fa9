"""What is done with notices, and what follows from reports and decisions."""

from moderation.notices.actions.countering import counter
from moderation.notices.actions.filing import file_flag, file_notice
from moderation.notices.actions.following import follow_decision, follow_flag
from moderation.notices.actions.forgetting import (
    forget_contacts,
    forget_notices,
    forget_sealed,
    redact_copies,
)

__all__ = [
    "counter",
    "file_flag",
    "file_notice",
    "follow_decision",
    "follow_flag",
    "forget_contacts",
    "forget_notices",
    "forget_sealed",
    "redact_copies",
]
