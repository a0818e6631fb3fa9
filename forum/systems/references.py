"""References to cards in posts: the post keeps a number, the page shows what holds."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from forum.solar.cards import CardView

NO_LONGER = "system no longer shared"
ELSEWHERE = "a system card, shown in the forum"
_REFERENCE = re.compile(r"\{\{system:([0-9]{1,9})\}\}")
_PASSED_OVER = re.compile(
    r"<code\b.*?</code>|<[^>]*>|\{\{system:([0-9]{1,9})\}\}", re.DOTALL
)


def referred_to(html: str) -> set[int]:
    """Return the cards that a text refers to."""
    return {int(number) for number in _REFERENCE.findall(html)}


def with_cards(html: Markup, cards: Mapping[int, CardView]) -> Markup:
    """Put what a viewer sees of each card in the place of its reference."""

    def shown(match: "re.Match[str]") -> str:
        if match[1] is None:
            return match[0]
        card = cards.get(int(match[1]))
        if card is None:
            return f"<em>({NO_LONGER})</em>"
        return f'<span class="tag">{escape(card.headline)}</span>'

    # What stands around references was sanitized; what comes in is escaped.
    return Markup(_PASSED_OVER.sub(shown, html))  # noqa: S704


def without_cards(html: Markup) -> Markup:
    """Name references without what they show: for feeds, which readers keep."""

    def named(match: "re.Match[str]") -> str:
        return match[0] if match[1] is None else f"<em>({ELSEWHERE})</em>"

    return Markup(_PASSED_OVER.sub(named, html))  # noqa: S704 - was sanitized
