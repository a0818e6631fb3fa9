"""What keeps spam out without third parties, and explains itself to whom it hits."""

from flask import Flask

from forum.admin.news import board_choices
from forum.boards.gates import gates, judgements, stopped
from forum.boards.news import usual_wait
from moderation.news import decided, flagged, remarks
from moderation.walls import actions, jobs, letters, queries
from moderation.walls.choosing import what_waits
from moderation.walls.gate import judge
from moderation.walls.views import bp

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Join this part to moderation and to the forum."""
    gates.add(app, judge)
    judgements.add(app, actions.note)
    stopped.add(app, actions.note_stopped)
    usual_wait.add(app, queries.usual_wait)
    flagged.add(app, actions.follow_flag)
    decided.add(app, actions.follow_decision)
    remarks.add(app, queries.remarks)
    board_choices.add(app, what_waits)
    app.register_blueprint(bp)
