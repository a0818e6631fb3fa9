"""What members are told: grouped by thread on one page, by mail as each wishes."""

from datetime import datetime

from flask import Flask, url_for

from forum.announcements.models import Announcement, Purpose
from forum.announcements.news import approved
from forum.boards.news import called_before, changed, published
from forum.core.jobs import enqueue
from forum.mail.news import choice_pages
from forum.members.models import Member
from forum.members.news import Badge, OwnPage, counters
from forum.notifications import actions, jobs, letters, queries
from forum.notifications.views import bp, stop_send

__all__ = ["init_app", "jobs", "letters"]

LOOKS = OwnPage(
    "How this mail looks, and when the digest comes",
    "mail",
    "notifications.wish",
    "With the first words of a post or only a link; day and hour of the digest.",
)


def init_app(app: Flask) -> None:
    """Listen for what members are to be told."""
    published.add(app, actions.tell_of_post)
    changed.add(app, actions.tell_of_edit)
    called_before.add(app, queries.told_of_mention)
    approved.add(app, _tell_all)
    counters.add(app, _count)
    choice_pages.add(app, LOOKS)
    # Sent from a page without a session, by a link that is signed.
    app.extensions["csrf"].exempt(stop_send)
    app.register_blueprint(bp)


def _tell_all(row: Announcement, now: datetime) -> None:
    if row.purpose is Purpose.SERVICE:
        starts = max(now, row.starts_at or now)
        enqueue(actions.TELL_ALL, {"announcement": row.id}, starts)


def _count(member: Member) -> Badge:
    url = url_for("notifications.told")
    return Badge("Notifications", "bell", url, queries.count_new(member))
