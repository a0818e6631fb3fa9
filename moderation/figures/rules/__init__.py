"""What is pure about figures: what may be told, how long is too long, who did what."""

from moderation.figures.rules.grouping import (
    GROUPS,
    Group,
    Listed,
    group_of,
    listed_singly,
)
from moderation.figures.rules.periods import Period, months_before, quarters_before
from moderation.figures.rules.suppressing import Edge, Told, list_of, table_of, told_of
from moderation.figures.rules.timing import (
    TARGETS,
    Concern,
    concern_of,
    due_alerts,
    in_words,
    median,
    percentile,
)

__all__ = [
    "GROUPS",
    "TARGETS",
    "Concern",
    "Edge",
    "Group",
    "Listed",
    "Period",
    "Told",
    "concern_of",
    "due_alerts",
    "group_of",
    "in_words",
    "list_of",
    "listed_singly",
    "median",
    "months_before",
    "percentile",
    "quarters_before",
    "table_of",
    "told_of",
]
