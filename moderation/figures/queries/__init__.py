"""What is counted for the team and for everybody, and what was published."""

from moderation.figures.queries.counting import counted_month, counted_period, is_empty
from moderation.figures.queries.listing import (
    Entry,
    LogPage,
    acts_of_week,
    public_log,
    week_to_list,
)
from moderation.figures.queries.logged import Logged, LoggedPage, logged
from moderation.figures.queries.looking import (
    Look,
    Waiting,
    codes_of,
    look,
    waiting_looks,
    was_looked_at_by_another,
)
from moderation.figures.queries.published import Shown, published_names, shown
from moderation.figures.queries.ruling import (
    RuleHistory,
    a_rule,
    a_template,
    rule_histories,
    rules_and_templates,
    templates_of,
)
from moderation.figures.queries.team import Team, team
from moderation.figures.queries.waiting import staff_for, waiting

__all__ = [
    "Entry",
    "LogPage",
    "Logged",
    "LoggedPage",
    "Look",
    "RuleHistory",
    "Shown",
    "Team",
    "Waiting",
    "a_rule",
    "a_template",
    "acts_of_week",
    "codes_of",
    "counted_month",
    "counted_period",
    "is_empty",
    "logged",
    "look",
    "public_log",
    "published_names",
    "rule_histories",
    "rules_and_templates",
    "shown",
    "staff_for",
    "team",
    "templates_of",
    "waiting",
    "waiting_looks",
    "was_looked_at_by_another",
    "week_to_list",
]
