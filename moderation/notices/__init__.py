"""Forms that laws want: for everybody, with or without an account."""

from flask import Flask

from forum.boards.news import redacting
from forum.rights.news import copying
from forum.site.context import law_pages
from moderation.news import asked_by, decided, flagged
from moderation.notices import actions, jobs, letters, queries
from moderation.notices.cli import sealed
from moderation.notices.views import bp

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Join these forms to moderation and to the forum."""
    flagged.add(app, actions.follow_flag)
    decided.add(app, actions.follow_decision)
    asked_by.add(app, queries.asked_about)
    copying.add(app, lambda member_id: {"notices": queries.filed_by(member_id)})
    redacting.add(app, actions.redact_copies)
    law_pages.add(app, ("Take it down", "notices.take_it_down"))
    law_pages.add(app, ("Privacy request", "notices.privacy_request"))
    law_pages.add(app, ("Copyright", "notices.claim"))
    app.register_blueprint(bp)
    app.cli.add_command(sealed)
