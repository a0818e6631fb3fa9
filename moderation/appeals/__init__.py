"""Appeals: a member asks for another look, and somebody else decides."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask

from forum.boards.news import redacting
from forum.rights.news import Leaver, copying, erasing
from moderation.actions.undoing import undo_standing
from moderation.appeals import actions, letters, queries
from moderation.appeals.joining import how_to_object
from moderation.appeals.views import bp
from moderation.models import ActionKind, ReviewableKind
from moderation.news import case_pages, objecting, undoers

__all__ = ["init_app", "letters"]


def init_app(app: Flask) -> None:
    """Join this part to moderation and to the forum."""
    case_pages.add(app, (ReviewableKind.APPEAL, "appeals.item"))
    objecting.add(app, how_to_object)
    undoers.add(app, (ActionKind.NO_APPEALS, undo_standing))
    redacting.add(app, actions.redact_words)
    copying.add(app, lambda member_id: {"appeals": queries.own_words(member_id)})
    erasing.add(app, _erase)
    app.register_blueprint(bp)


def _erase(leaver: Leaver, now: datetime, /) -> Mapping[str, int]:
    return actions.forget_member(leaver.member_id, now)
