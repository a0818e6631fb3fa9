"""Forms of system cards: a card itself, and one's part in the statistics."""

from forum.systems.forms.statistics import StatisticsForm
from forum.systems.forms.system import SystemForm
from forum.systems.forms.wording import LABELS

__all__ = ["LABELS", "StatisticsForm", "SystemForm"]
