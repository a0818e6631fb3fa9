"""What system cards are asked for; each says how many queries it costs."""

from forum.systems.queries.cards import (
    Cards,
    OwnCard,
    Shared,
    Wanted,
    cards_in_posts,
    cards_on_profile,
    choices_of,
    own_card,
    own_cards,
    public_cards,
    system_of,
)
from forum.systems.queries.equipment import key_of, suggestions
from forum.systems.queries.statistics import (
    Choice,
    Figures,
    changed_since,
    contributions,
    figures,
    has_looked,
    last_standing,
    statistics_choice,
)

__all__ = [
    "Cards",
    "Choice",
    "Figures",
    "OwnCard",
    "Shared",
    "Wanted",
    "cards_in_posts",
    "cards_on_profile",
    "changed_since",
    "choices_of",
    "contributions",
    "figures",
    "has_looked",
    "key_of",
    "last_standing",
    "own_card",
    "own_cards",
    "public_cards",
    "statistics_choice",
    "suggestions",
    "system_of",
]
