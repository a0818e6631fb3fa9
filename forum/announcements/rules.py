"""Rules of announcements: what may be said, who approves, how often."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from forum.announcements.models import Announcement, Purpose, State
from forum.core.answers import YES, Answer, no
from forum.mail.rules import PROMOTION_AT_MOST

MANY_A_YEAR = 4
YEAR = timedelta(days=365)
SHOWN_AT_MOST = timedelta(days=90)
HAND_OVER_NOTICE = timedelta(days=30)
HAND_OVER_AT_MOST = timedelta(days=365)
LINK = re.compile(r'(?:href|src)="([^"]*)"')
TRACKED = re.compile(r"[?&](?:utm_\w+|gclid|fbclid|mc_[ce]id)=", re.IGNORECASE)
ASKS_FOR_BUYING = re.compile(
    r"\b(?:discount|coupon|promo(?:tion(?:al)?)?(?: code)?|special offer|limited time|"
    r"\d+ ?% off|buy now|order now|sale ends|best price|deal of)\b",
    re.IGNORECASE,
)


def foreign_link(html: str, own_hosts: frozenset[str]) -> str:
    """Return the first link that leaves the site or counts who follows it."""
    for target in LINK.findall(html):
        parts = urlsplit(target)
        is_away = parts.scheme not in {"", "https", "http"} or (
            bool(parts.netloc) and (parts.hostname or "") not in own_hosts
        )
        if is_away or TRACKED.search(target.replace("&amp;", "&")):
            return str(target)
    return ""


def promotion_in(text: str) -> str:
    """Return words that offer something for sale, if any stand in a text."""
    found = ASKS_FOR_BUYING.search(text)
    return found[0] if found else ""


def may_approve(
    announcement: Announcement,
    member_id: int,
    promotion_lately: int,
    today: date,
    *,
    has_postal_address: bool,
) -> Answer:
    """Say whether somebody may send an announcement out; never its author."""
    if announcement.state is not State.WAITING:
        return no("This announcement was approved or withdrawn already.")
    if announcement.written_by == member_id:
        return no("Another administrator has to approve what you wrote.")
    if announcement.hands_over_on is not None:
        return hands_over_in_time(announcement.hands_over_on, today)
    if announcement.purpose in {Purpose.SERVICE, Purpose.COMMUNITY}:
        return YES
    return _may_promote(promotion_lately, has_postal_address=has_postal_address)


def _may_promote(promotion_lately: int, *, has_postal_address: bool) -> Answer:
    if not has_postal_address:
        return no(
            "Promotion has to carry the operator's postal address: set "
            "FORUM_POSTAL_ADDRESS first."
        )
    if promotion_lately >= PROMOTION_AT_MOST:
        return no("Two went out in the last 30 days. Members were promised no more.")
    return YES


def may_withdraw(announcement: Announcement, now: datetime) -> Answer:
    """Say whether there is something left to stop."""
    if announcement.state is State.WITHDRAWN:
        return no("This announcement was withdrawn already.")
    if announcement.state is State.APPROVED and announcement.ends_at <= now:
        return no("This announcement is over.")
    return YES


def hands_over_in_time(day: date, today: date) -> Answer:
    """Say whether members are told early enough that the forum is handed over."""
    if day - today < HAND_OVER_NOTICE:
        return no(
            f"Choose a day at least {HAND_OVER_NOTICE.days} days ahead: members were "
            "promised that time"
        )
    if day - today > HAND_OVER_AT_MOST:
        return no("Choose a day within a year")
    return YES


def may_dismiss(announcement: Announcement) -> Answer:
    """Members dismiss what is about people here, not what they have to know."""
    if announcement.purpose is not Purpose.COMMUNITY:
        return no("This concerns everybody, so it stays until it is over.")
    return YES


def ends_in_time(ends_at: datetime, now: datetime) -> Answer:
    """Say whether an announcement is shown for a sensible time."""
    if ends_at <= now:
        return no("Choose a day that is still to come")
    if ends_at - now > SHOWN_AT_MOST:
        return no("An announcement is shown for 90 days at most")
    return YES
