"""Where pages about cases and members are; other packages add theirs by a hook."""

from flask import url_for

from moderation.models import ReviewableKind
from moderation.news import case_pages, member_pages

PAGES = {
    ReviewableKind.FLAGGED_CARD: "moderation.card_item",
    ReviewableKind.MODERATOR_ACT: "moderation.act",
}
ELSE = "moderation.item"


def case_url(kind: ReviewableKind, item_id: int) -> str:
    """Return where the page of a case is; every case of a kind has the same page."""
    endpoint = (PAGES | dict(case_pages)).get(kind, ELSE)
    return url_for(endpoint, item_id=item_id)


def member_url(handle: str) -> str:
    """Return where staff see a member, or nothing if there is no such page."""
    endpoint = next(iter(member_pages), None)
    return url_for(endpoint, handle=handle) if endpoint else ""
