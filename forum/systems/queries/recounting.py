"""What members keep counted about their system cards."""

from sqlalchemy import func, select

from forum.core.counting import KeptCount
from forum.members.models import Member
from forum.systems.models import SystemCard


def kept_counts() -> list[KeptCount]:
    """Return the count of cards, without which no page looks for any."""
    cards = select(func.count()).where(SystemCard.member_id == Member.id)
    return [
        KeptCount(
            Member,
            Member.card_count.expression,
            cards.correlate(Member).scalar_subquery(),
        )
    ]
