"""One thing of each kind that is not kept for ever, and whether it is still there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from forum.admin.models import OpenedDetail
from forum.api.actions import make as make_token
from forum.api.models import ApiToken
from forum.boards.models import Post, PostState, Revision
from forum.boards.saved import SavedDraft
from forum.core.access.totals import TrafficTotal
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.following.models import ReadUpTo
from forum.images.models import Format, Image
from forum.mail.choices import MailClass
from forum.mail.models import MailChoice, MailLog, PrintedMail, Result
from forum.members import actions as members
from forum.members.models import Member, MemberSession, Role
from forum.members.registry.models import (
    Account,
    Application,
    NewAddress,
    ResetLink,
)
from forum.notifications.models import Kind as NewsKind
from forum.notifications.models import Notification
from forum.privacy.models import Consent
from forum.rights.models import ExportFile
from forum.tickets.models import Channel, Ticket, TicketSubject
from moderation import actions as moderation
from moderation.models import AuditPayload, Decision, Evidence, Statement
from tests.boards.acts import become
from tests.browser import Browser
from tests.core.logs import come_as
from tests.moderation.cases import decided, flagged
from tests.moving.foreign import files, taken
from tests.rights.leaving import erased
from tests.world import World

GUEST = "192.0.2.71"
ROW = {"handle": "sunny", "name": "Sunny", "email": "sunny@example.com"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IsThere = Callable[[], bool]


@dataclass(frozen=True)
class Aged:
    """A class of the table: how to make one, how long it is kept, told how finely."""

    what: str
    make: Callable[[World], IsThere]
    lasts: timedelta
    step: timedelta = DAY


def _add(world: World, row: Base) -> IsThere:
    with world.writing():
        db.session.add(row)
    kind = type(row)
    return lambda: bool(world.rows(kind))


def _account(world: World) -> int:
    member = world.known("rosa")
    with world.reading():
        theirs = select(Account.id).where(Account.member_id == member)
        return db.session.scalars(theirs).one()


def _session(world: World) -> IsThere:
    world.session_of(world.member("rosa"))
    return lambda: bool(world.rows(MemberSession))


def _staff_session(world: World) -> IsThere:
    world.session_of(world.member("mo_mod", Role.MODERATOR))
    return lambda: bool(world.rows(MemberSession))


def _application(world: World) -> IsThere:
    return _add(world, Application(**ROW, password_hash="x", applied_at=utcnow()))


def _link(world: World) -> IsThere:
    until = utcnow() + HOUR
    return _add(world, ResetLink(key=b"x", account_id=_account(world), until=until))


def _address(world: World) -> IsThere:
    asked = {"account_id": _account(world), "asked_at": utcnow()}
    return _add(world, NewAddress(email="new@example.com", **asked))


def _paused(world: World) -> IsThere:
    member = world.member("rosa")
    with world.writing():
        members.deactivate(member, utcnow())

    def is_there() -> bool:
        world.run_jobs()
        return not world.row(Member, member).is_former

    return is_there


def _removed(world: World) -> IsThere:
    post = world.reply(world.thread(), "rosa", "Words that nobody is to read again.")
    become(world, post, PostState.REMOVED, "Rule 1: Be kind.")

    def is_there() -> bool:
        said = [one.body for one in world.rows(Revision) if one.post_id == post]
        shown = world.row(Post, post).html
        return "nobody is to read" in f"{said} {shown}"

    return is_there


def _case(world: World) -> None:
    post = world.reply(world.thread(), "rosa")
    case = flagged(world, post)
    mo = Browser(world.app)
    mo.begin_session(world.session_of(world.member("mo_mod", Role.MODERATOR)))
    assert decided(mo, case, "remove").status == 200


def _evidence(world: World) -> IsThere:
    _case(world)
    return lambda: bool(world.rows(Evidence))


def _reasons(world: World) -> IsThere:
    _case(world)
    assert world.rows(Decision)[0].public_reason

    def is_there() -> bool:
        (decision,) = world.rows(Decision)
        return bool(decision.public_reason or world.rows(Statement))

    return is_there


def _details(world: World) -> IsThere:
    with world.writing():
        act = moderation.Act("claim", "reviewable", 1, details={"number": 1})
        moderation.record(None, act, utcnow())
    return lambda: bool(world.rows(AuditPayload))


def _draft(world: World) -> IsThere:
    said = dict.fromkeys(("title", "body", "tags", "alts"), "words")
    at = {"member_id": world.member("rosa"), "thread_id": world.thread()}
    return _add(world, SavedDraft(once="x", saved_at=utcnow(), **at, **said))


def _read(world: World) -> IsThere:
    at = {"member_id": world.member("rosa"), "thread_id": world.thread()}
    return _add(world, ReadUpTo(number=1, read_at=utcnow(), **at))


def _picture(world: World) -> IsThere:
    size = dict.fromkeys(("width", "height", "thumb_width", "thumb_height"), 1)
    made = {"owner_id": world.member("rosa"), "composition": "x", "size_bytes": 1}
    row = Image(name="0" * 32, format=Format.JPEG, added_at=utcnow(), **made, **size)
    return _add(world, row)


def _mail_log(world: World) -> IsThere:
    row: dict[str, Any] = {"mail_class": MailClass.SERVICE, "result": Result.SENT}
    keys = {"message_key": "x", "letter": "welcome", "recipient_key": "x"}
    return _add(world, MailLog(at=utcnow(), **row, **keys))


def _printed(world: World) -> IsThere:
    said = {"recipient": "rosa@example.com", "subject": "x", "body": "x"}
    return _add(world, PrintedMail(message_id="x", printed_at=utcnow(), **said))


def _consents(world: World) -> IsThere:
    member = world.member("rosa")
    erased(world, member)

    def is_there() -> bool:
        found = [bool(world.rows(one)) for one in (Consent, MailChoice)]
        assert len(set(found)) == 1
        return found[0]

    return is_there


def _copy(world: World) -> IsThere:
    return _add(world, ExportFile(member_id=world.member("rosa"), asked_at=utcnow()))


def _ticket(**more: Any) -> Ticket:
    row: dict[str, Any] = {"subject": TicketSubject.QUESTION, "channel": Channel.EMAIL}
    said = {"reference": "ABCD-EFGH", "message": "x", "email": "rosa@example.com"}
    return Ticket(**row, **said, asked_at=utcnow(), closed_at=utcnow(), **more)


def _closed(world: World) -> IsThere:
    return _add(world, _ticket())


def _contact(world: World) -> IsThere:
    _add(world, _ticket())
    return lambda: world.rows(Ticket)[0].email is not None


def _opened(world: World) -> IsThere:
    key = world.known("rosa")
    return _add(world, OpenedDetail(member_id=key, reason="asked", at=utcnow()))


def _notification(world: World) -> IsThere:
    post = world.reply(world.thread("ken"), "ivy")
    row = {"member_id": world.known("rosa"), "kind": NewsKind.MENTION, "at": utcnow()}
    with world.writing():
        db.session.execute(delete(Notification))
    return _add(world, Notification(post_id=post, **row))


def _totals(world: World) -> IsThere:
    row = {"kind": "route", "name": "/about", "requests": 10}
    return _add(world, TrafficTotal(day=utcnow().date(), **row))


def _logged(world: World) -> Callable[[], str]:
    home = world.app.extensions["settings"].home
    for path in home.glob("access*.log"):
        path.unlink()
    come_as(Browser(world.app), GUEST).visit("/about")
    return lambda: "".join(path.read_text() for path in home.glob("access*.log"))


def _line(world: World) -> IsThere:
    said = _logged(world)
    return lambda: "/about" in said()


def _full_address(world: World) -> IsThere:
    said = _logged(world)
    return lambda: GUEST in said()


def _token(world: World) -> IsThere:
    member = world.known("rosa")
    with world.writing():
        make_token(member, utcnow())
    return lambda: bool(world.rows(ApiToken))


def _unclaimed(world: World) -> IsThere:
    taken(world.app, files(world.app.extensions["settings"].home / "old"))
    return lambda: bool(world.rows(Account))


CLASSES = (
    Aged("sessions", _session, 12 * HOUR, HOUR),
    Aged("sessions", _staff_session, 2 * HOUR, HOUR),
    Aged("registrations not confirmed", _application, 7 * DAY),
    Aged("tokens for programs, as a hash", _token, 365 * DAY),
    Aged(
        "email addresses that came with another forum, and whose account nobody took "
        "over",
        _unclaimed,
        730 * DAY,
    ),
    Aged("links to a new password", _link, HOUR, timedelta(minutes=10)),
    Aged("new email addresses not confirmed, and the one before", _address, 7 * DAY),
    Aged("accounts that are not active", _paused, 730 * DAY),
    Aged("removed posts, with their photos", _removed, 180 * DAY),
    Aged("copies of reported wordings", _evidence, 180 * DAY),
    Aged(
        "reasons of decisions, and what was noted in their cases",
        _reasons,
        730 * DAY,
    ),
    Aged("details in the log of what staff did", _details, 730 * DAY),
    Aged("drafts", _draft, 60 * DAY),
    Aged("notifications", _notification, 90 * DAY),
    Aged("which administrator opened a member's email address", _opened, 730 * DAY),
    Aged("up to where members have read", _read, 180 * DAY),
    Aged("pictures and files added to posts that were not sent", _picture, DAY, HOUR),
    Aged("the mail log, without words and addresses", _mail_log, 90 * DAY),
    Aged("mail printed instead of sent", _printed, 7 * DAY),
    Aged(
        "what erased members agreed to, and what mail they wanted",
        _consents,
        1095 * DAY,
    ),
    Aged("copies of members' data", _copy, 7 * DAY),
    Aged("closed tickets", _closed, 180 * DAY),
    Aged("email addresses of closed tickets", _contact, 30 * DAY),
    Aged("daily totals of requests", _totals, 761 * DAY),
    # A day may be a day older than its last line, so they go a day early.
    Aged("the access log", _line, 29 * DAY),
    Aged("network addresses in the access log", _full_address, 6 * DAY),
)
