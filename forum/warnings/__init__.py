"""Warns before something becomes public: what was found, what its author decides.

Whatever a member sends to be read by others is weighed here first. Only a
settled text is handed on: no way into the forum leads around the check.
"""

from forum.warnings.choices import (
    LEAVING,
    Choice,
    Place,
    Spot,
    Spots,
    Tally,
    excerpts,
    places_in,
)
from forum.warnings.seals import Writing
from forum.warnings.weighing import (
    Answers,
    Back,
    Settled,
    Unchecked,
    Warned,
    Weighed,
    settle,
    weigh,
)

__all__ = [
    "LEAVING",
    "Answers",
    "Back",
    "Choice",
    "Place",
    "Settled",
    "Spot",
    "Spots",
    "Tally",
    "Unchecked",
    "Warned",
    "Weighed",
    "Writing",
    "excerpts",
    "places_in",
    "settle",
    "weigh",
]
