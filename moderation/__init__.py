"""Moderation, an extension of the forum: it knows the forum, not the other way."""

from pathlib import Path

from flask import Flask

from forum.boards.news import (
    changed,
    destroyed,
    is_reported,
    post_tools,
    redacting,
    rests_on,
    submitted,
    withdrawn,
)
from forum.core.finished.versions import shown_tables
from forum.members.news import counters, own_pages
from forum.moving.news import moving_lists
from forum.privacy.inventory import form_lists
from forum.site.actions import demo_purges
from forum.site.context import rules_page
from forum.site.demo.loading import demo_cases
from forum.site.first_run import first_run
from forum.systems.news import card_changed, report_urls
from moderation import (
    actions,
    appeals,
    figures,
    jobs,
    leaving,
    letters,
    notices,
    notifying,
    running,
    standing,
    walls,
)
from moderation.cli import audit
from moderation.demo import play_case
from moderation.joining import (
    OWN_PAGES,
    count_decided_flags,
    count_unread,
    count_waiting,
    offer_tools,
    report_url,
)
from moderation.news import undoers
from moderation.shown import SHOWN
from moderation.views import bp

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Join moderation to the forum."""
    shown_tables.add(app, SHOWN)
    submitted.add(app, actions.open_held)
    changed.add(app, actions.open_edited)
    redacting.add(app, actions.redact_copies)
    is_reported.add(app, actions.is_reported)
    rests_on.add(app, actions.rests_on)
    withdrawn.add(app, actions.forget_withdrawn)
    destroyed.add(app, actions.forget_destroyed)
    post_tools.add(app, offer_tools)
    report_urls.add(app, report_url)
    card_changed.add(app, actions.note_card_changed)
    counters.add(app, count_waiting)
    counters.add(app, count_unread)
    counters.add(app, count_decided_flags)
    for page in OWN_PAGES:
        own_pages.add(app, page)
    demo_cases.add(app, play_case)
    demo_purges.add(app, actions.purge_demo)
    first_run.add(app, actions.ensure_rules)
    rules_page.add(app, "moderation.rules_page")
    form_lists.add(app, Path(__file__).with_name("forms.toml"))
    moving_lists.add(app, Path(__file__).with_name("moving.toml"))
    for undoer in (*actions.UNDOERS, *actions.TOOL_UNDOERS):
        undoers.add(app, undoer)
    leaving.init_app(app)
    notifying.init_app(app)
    running.init_app(app)
    for part in (notices, walls, standing, appeals, figures):
        part.init_app(app)
    app.register_blueprint(bp)
    app.cli.add_command(audit)
