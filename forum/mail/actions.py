"""What is noted about mail: choices, what left, what came back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from forum.core.db import change_rows, db, insert_once, locked
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.mail import queries
from forum.mail.choices import (
    ON_OR_OFF,
    WITHOUT_ASKING,
    MailClass,
    Way,
    choices,
)
from forum.mail.letters import Kind, Letter
from forum.mail.models import (
    MailChoice,
    MailLog,
    PrintedMail,
    Reason,
    Result,
    Said,
    Suppressed,
)
from forum.mail.news import policy_version
from forum.mail.rules import LOG_LASTS, hindrance
from forum.members.models import Member
from forum.members.registry import registry


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter on its way out, and the key that recognizes it."""

    letter: Letter
    message_key: str
    member_id: int | None


def redact_printed(wording: Wording) -> int:
    """Destroy words in kept mail; return how many mails held them."""
    found = 0
    for mail in db.session.scalars(select(PrintedMail)):
        # Encrypted, so the database cannot search it for us.
        if wording.stands_in(mail.subject) or wording.stands_in(mail.body):
            mail.subject = wording.removed_from(mail.subject)
            mail.body = wording.removed_from(mail.body)
            found += 1
    return found


def note_joined(member: Member, accepted_at: datetime) -> None:
    """Note for each class of mail what holds from the day somebody joins."""
    for mail_class, wanted in WITHOUT_ASKING.items():
        way = Way.ON if wanted else Way.OFF
        _say(member.id, str(mail_class), way, Said.JOINED, accepted_at)


def choose(member_id: int, chosen: dict[str, Way], said: Said, now: datetime) -> int:
    """Note what a member wants from now on; return how many choices changed."""
    stands = queries.chosen(member_id)
    changed = {name: way for name, way in chosen.items() if stands.get(name) != way}
    for name, way in changed.items():
        _say(member_id, name, way, said, now)
    return len(changed)


def stop(member_id: int, names: tuple[str, ...], now: datetime) -> None:
    """Take a member off some kinds of mail, as a link in one of them asked."""
    choose(member_id, dict.fromkeys(names, Way.OFF), Said.LINK, now)


def kinds_of_activity() -> tuple[str, ...]:
    """Return the names of every choice about activity mail."""
    return tuple(one.name for one in choices(MailClass.ACTIVITY))


def begin(kind: Kind, leaving: Leaving, now: datetime) -> bool:
    """Note that a letter is about to leave, or why it does not; say which."""
    letter, member_id = leaving.letter, leaving.member_id
    if kind.mail_class is MailClass.PROMOTIONAL and member_id is not None:
        # One at a time, so that two do not both become the second of the month.
        locked(Member, member_id)
    stands = queries.standing(
        kind, member_id, letter.to.email, leaving.message_key, now
    )
    stopped = hindrance(kind.mail_class, stands)
    row = {
        "message_key": leaving.message_key,
        "mail_class": kind.mail_class,
        "letter": kind.name,
        "member_id": member_id,
        "recipient_key": queries.recipient_key(letter.to.email),
        "result": stopped or Result.LEAVING,
        "at": now,
    }
    if not insert_once(MailLog, row):
        is_activity = kind.mail_class is MailClass.ACTIVITY
        if is_activity and queries.was_sent(leaving.message_key):
            # Its job died after that, and runs again: once is enough.
            return False
        settle(leaving.message_key, stopped or Result.LEAVING, now)
    return stopped is None


def settle(message_key: str, result: Result, now: datetime) -> None:
    """Note what became of a letter."""
    named = select(MailLog).where(MailLog.message_key == message_key)
    row = db.session.scalars(named).one_or_none()
    if row is not None:
        row.result, row.at = result, now


def suppress(email: str, reason: Reason, now: datetime) -> bool:
    """Send nothing more to an address; say whether that is new."""
    key = queries.recipient_key(email)
    return insert_once(
        Suppressed, {"recipient_key": key, "reason": reason, "since": now}
    )


def try_again(member_id: int) -> None:
    """Send mail to a member's address again, as they asked."""
    contact = registry().contact(member_id)
    if contact is not None:
        key = queries.recipient_key(contact.email)
        db.session.execute(delete(Suppressed).where(Suppressed.recipient_key == key))


def came_back(message_key: str, email: str, now: datetime) -> bool:
    """Note that a mail of ours could not be delivered; say if that is news."""
    row = queries.sent_to(message_key, email)
    if row is None:
        return False
    row.result = Result.BOUNCED
    return suppress(email, Reason.REPORTED_BACK, now)


def forget_log(now: datetime) -> int:
    """Delete rows of the mail log that are past their time."""
    gone = change_rows(delete(MailLog).where(MailLog.at < now - LOG_LASTS))
    if gone:
        forget_soon(now)
    return gone


def _say(member_id: int, name: str, way: Way, said: Said, at: datetime) -> None:
    version = max((ask(at.date()) for ask in policy_version), default=0)
    db.session.add(
        MailChoice(
            member_id=member_id,
            purpose=name,
            wanted=way is not Way.OFF,
            way=None if way in ON_OR_OFF else way,
            said=said,
            policy_version=version,
            said_at=at,
        )
    )
