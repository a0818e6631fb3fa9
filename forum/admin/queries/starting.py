"""What a new forum has, as far as the database knows."""

from dataclasses import dataclass

from sqlalchemy import func, select

from forum.boards.models import Board, Thread
from forum.core.db import db
from forum.mail.models import MailLog, Result
from forum.members.queries import administrators


@dataclass(frozen=True, slots=True)
class Start:
    """How far a forum is: who runs it, and what is there."""

    boards: int
    threads: int
    administrators: int
    mails_sent: int


def start() -> Start:
    """Return how far this forum is. Four queries."""
    sent = select(func.count()).where(MailLog.result == Result.SENT)
    return Start(
        db.session.scalar(select(func.count(Board.id))) or 0,
        db.session.scalar(select(func.count(Thread.id))) or 0,
        administrators(),
        db.session.scalar(sent) or 0,
    )
