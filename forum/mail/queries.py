"""What is asked about mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from forum.core.db import db
from forum.core.keys import Keys
from forum.mail.choices import Choice, MailClass, Way, choices
from forum.mail.letters import Kind
from forum.mail.models import MailChoice, MailLog, PrintedMail, Result, Suppressed
from forum.mail.rules import PROMOTION_WITHIN, Standing
from forum.members.models import Member
from forum.members.queries import is_active
from forum.members.registry.queries import has_agreed
from forum.settings import Settings

SHOWN_MAX = 50
LOG_SHOWN_MAX = 100
LATELY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class LogPage:
    """What administrators see of the mail that left, or did not."""

    rows: Sequence[MailLog]
    lately: dict[Result, int]
    """How many letters of the last 24 hours ended in which way."""
    suppressed: Sequence[Suppressed]
    suppressed_total: int


def printed() -> Sequence[PrintedMail]:
    """Return the newest mails that were printed instead of sent. One query."""
    newest = select(PrintedMail).order_by(PrintedMail.id.desc()).limit(SHOWN_MAX)
    return db.session.scalars(newest).all()


def recipient_key(email: str) -> str:
    """Return the keyed hash by which an address is recognized in the mail log."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(f"mail to {email.strip().casefold()}")


def wanted(member_id: int) -> dict[str, bool]:
    """Return what a member wants, for each choice there is. One query."""
    return {name: way is not Way.OFF for name, way in chosen(member_id).items()}


def chosen(member_id: int) -> dict[str, Way]:
    """Return how a member wants each kind of mail. One query."""
    newest = _newest().where(MailChoice.member_id == member_id)
    rows = db.session.scalars(select(MailChoice).where(MailChoice.id.in_(newest)))
    said = {row.purpose: row for row in rows}
    return {one.name: _way(one, said.get(one.name)) for one in choices()}


def newest_choices(choice: Choice) -> Select[int]:
    """Return the keys of what each member said last about a kind of mail."""
    return _newest().where(MailChoice.purpose == choice.name)


def wants(choice: Choice) -> ColumnElement[bool]:
    """Return the condition that a member wants a kind of mail."""
    newest = _newest().where(MailChoice.purpose == choice.name)
    said = select(MailChoice.member_id).where(MailChoice.id.in_(newest))
    asked_for = Member.id.in_(said.where(MailChoice.wanted.is_(True)))
    if not choice.is_on:
        return asked_for
    return or_(asked_for, Member.id.not_in(said))


def standing(
    kind: Kind, member_id: int | None, email: str, message_key: str, now: datetime
) -> Standing:
    """Return what decides whether a letter may leave now."""
    settings: Settings = current_app.extensions["settings"]
    choice = kind.choice
    if member_id is None:
        # Nobody who is not a member chose anything.
        return Standing(wants_it=choice is None, is_suppressed=is_suppressed(email))
    return Standing(
        is_active=is_active(member_id) and has_agreed(member_id),
        wants_it=choice is None or wanted(member_id)[choice.name],
        is_suppressed=is_suppressed(email),
        promotion_lately=_promotion(member_id, message_key, now),
        has_postal_address=bool(settings.postal_address),
    )


def is_suppressed(email: str) -> bool:
    """Say whether mail to an address came back for good."""
    return db.session.get(Suppressed, recipient_key(email)) is not None


def suppressed_since(email: str) -> datetime | None:
    """Return since when no mail goes to an address."""
    found = db.session.get(Suppressed, recipient_key(email))
    return found.since if found else None


def sent_to(message_key: str, email: str) -> MailLog | None:
    """Return the log's row of a mail that we did send to this address."""
    return db.session.scalar(
        select(MailLog).where(
            MailLog.message_key == message_key,
            MailLog.recipient_key == recipient_key(email),
        )
    )


def was_sent(message_key: str) -> bool:
    """Say whether a letter was handed over already. One query."""
    sent = select(MailLog.id).where(
        MailLog.message_key == message_key, MailLog.result == Result.SENT
    )
    return db.session.scalar(sent) is not None


def log_page(now: datetime) -> LogPage:
    """Return the newest rows of the log, its figures, and who is left out."""
    newest = select(MailLog).order_by(MailLog.at.desc(), MailLog.id.desc())
    counted = (
        select(MailLog.result, func.count())
        .where(MailLog.at > now - LATELY)
        .group_by(MailLog.result)
    )
    latest = select(Suppressed).order_by(Suppressed.since.desc()).limit(SHOWN_MAX)
    total = select(func.count()).select_from(Suppressed)
    return LogPage(
        db.session.scalars(newest.limit(LOG_SHOWN_MAX)).all(),
        {row[0]: row[1] for row in db.session.execute(counted)},
        db.session.scalars(latest).all(),
        db.session.scalar(total) or 0,
    )


def _way(choice: Choice, said: MailChoice | None) -> Way:
    if said is None:
        return choice.usual
    if not said.wanted:
        return Way.OFF
    return said.way if said.way in choice.ways else choice.plain_way


def _newest() -> Select[int]:
    """Return the keys of what was said last, for each member and purpose."""
    return select(func.max(MailChoice.id)).group_by(
        MailChoice.member_id, MailChoice.purpose
    )


def _promotion(member_id: int, message_key: str, now: datetime) -> int:
    """Return how much promotion went to a member of late, this letter aside."""
    counted = select(func.count()).where(
        and_(
            MailLog.member_id == member_id,
            MailLog.mail_class == MailClass.PROMOTIONAL,
            MailLog.at > now - PROMOTION_WITHIN,
            MailLog.result.in_([Result.LEAVING, Result.SENT]),
            MailLog.message_key != message_key,
        )
    )
    return db.session.scalar(counted) or 0
