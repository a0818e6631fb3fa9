"""Where moderation joins notifications: what members are told of decisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Flask, url_for

from forum.boards.models import PostState
from forum.notifications import actions as notifications
from forum.notifications.models import Kind
from forum.notifications.news import Named, Source, sources
from moderation.models import Decision, Reviewable, ReviewableKind, Statement
from moderation.news import decided, delivered
from moderation.queries import notified

SAID_OF_REPORT = "Something you reported was decided"
KINDS = {ReviewableKind.APPEAL: Kind.APPEAL, ReviewableKind.HELD_POST: Kind.HELD}
"""How a decision is told to whom it is about; any other is nothing but a decision."""


def init_app(app: Flask) -> None:
    """Let decisions stand among what members are told, as long as they stand."""
    delivered.add(app, _tell_of_statement)
    decided.add(app, _tell_of_case)
    sources.add(
        app,
        Source(
            (Kind.DECISION, Kind.HELD, Kind.APPEAL),
            notified.statement_stands(),
            notified.statement_is_unread(),
            _named_statements,
        ),
    )
    sources.add(
        app,
        Source(
            (Kind.REPORT,),
            notified.report_stands(),
            notified.report_is_unseen(),
            _named_reports,
        ),
    )


def _tell_of_statement(statement: Statement, decision: Decision, now: datetime) -> None:
    kind = KINDS.get(notified.kind_of(decision.reviewable_id), Kind.DECISION)
    to = [statement.member_id]
    notifications.tell(to, kind, now, reference=statement.id)


def _tell_of_case(item: Reviewable, decision: Decision, now: datetime) -> None:
    """Tell who reported something, and whose post is public now that waited."""
    for member_id, flag_id in notified.reporters(decision.id):
        notifications.tell([member_id], Kind.REPORT, now, reference=flag_id)
    if item.kind is ReviewableKind.HELD_POST:
        post = notified.post_in(item)
        if post is not None and post.state is PostState.PUBLISHED:
            notifications.tell([post.author_id], Kind.HELD, now, post_id=post.id)


def _named_statements(references: Sequence[int]) -> Mapping[int, Named]:
    return {
        key: Named(subject, url_for("moderation.decision", statement_id=key))
        for key, subject in notified.subjects(references)
    }


def _named_reports(references: Sequence[int]) -> Mapping[int, Named]:
    named = Named(SAID_OF_REPORT, url_for("moderation.flags"))
    return dict.fromkeys(references, named)
