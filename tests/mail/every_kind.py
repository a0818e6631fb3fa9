"""For every kind of letter, how it comes that one is to be sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from forum.announcements.models import Announcement, Purpose, State
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.mail.choices import Way
from forum.members.registry.models import Account, Application, NewAddress
from forum.members.registry.oidc.models import OidcFormerEmail
from forum.notifications.models import Digest, Kind, Notification
from forum.rights.models import Erasure, Fate, LegalExport
from forum.tickets.models import Channel, Ticket, TicketAnswer, TicketSubject
from moderation.appeals.models import Appeal
from moderation.models import ReviewableKind
from moderation.notices.models import Notice
from tests.browser import Browser
from tests.members.joining import fill_in
from tests.moderation.appeals.asking import appealed, told
from tests.moderation.cases import decided, flagged
from tests.moderation.notices.filling import (
    CLAIM,
    COUNTER,
    TAKE_DOWN,
    asked,
    case_of,
    filled,
    replied,
    with_picture,
)
from tests.notifications.following import ago, wants, watches, watches_board
from tests.rights.leaving import ask
from tests.world import World

ADDRESS = "una@example.com"
TITLE = "Wechselrichter-Störung: “Isolationsfehler”, 漢字 and a long tail of more words"
Payload = dict[str, Any]


class Cause:
    """A forum in which something happened that is written about."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rosa = world.known("rosa")

    def browser(self, handle: str) -> Browser:
        """Return the browser of somebody who is signed in."""
        browser = Browser(self.world.app)
        browser.begin_session(self.world.session_of(self.world.known(handle)))
        return browser

    def moderator(self) -> Browser:
        """Return the browser of a moderator."""
        browser = Browser(self.world.app)
        browser.begin_session(self.world.session_of(self.world.member_id("mo_mod")))
        return browser

    def kept(self, row: Base) -> Any:
        """Keep a row; return its key."""
        with self.world.writing():
            db.session.add(row)
        return row.id  # type: ignore[attr-defined]

    def last(self, model: type[Any]) -> int:
        """Return the key of the newest row of a table."""
        return max(int(one.id) for one in self.world.rows(model))


def _to_rosa(**more: Any) -> Callable[[Cause], Payload]:
    return lambda cause: {"member": cause.rosa, **more}


def _welcome(cause: Cause) -> Payload:
    fill_in(Browser(cause.world.app), email=ADDRESS, handle="new_roof")
    return {"application": cause.last(Application)}


def _new_address(cause: Cause) -> Payload:
    account = cause.last(Account)
    row = NewAddress(account_id=account, email=ADDRESS, asked_at=utcnow())
    return {"new_address": cause.kept(row)}


def _former(cause: Cause) -> Payload:
    row = OidcFormerEmail(member_id=cause.rosa, email=ADDRESS, changed_at=utcnow())
    return {"former": cause.kept(row)}


def _erasure_asked(cause: Cause) -> Payload:
    return {"erasure": ask(cause.world, cause.rosa).id}


def _erased(cause: Cause) -> Payload:
    row = Erasure(
        member_id=cause.rosa,
        fate=Fate.KEEP,
        contact=ADDRESS,
        asked_at=ago(1),
        due_at=ago(1),
        tables=4,
        rows=12,
        found_after=0,
        touched={"post": 12},
    )
    return {"erasure": cause.kept(row)}


def _legal_export(cause: Cause) -> Payload:
    today = utcnow().date()
    row = LegalExport(
        case_number="2026-CV-17",
        authority="Bezirksgericht Süd",
        subject_id=cause.rosa,
        fields=["posts"],
        since=today,
        until=today,
        prepared_at=utcnow(),
    )
    return {"legal_export": cause.kept(row)}


def _ticket(cause: Cause) -> Payload:
    row = Ticket(
        reference="ABCD-2345",
        subject=TicketSubject.QUESTION,
        channel=Channel.EMAIL,
        email=ADDRESS,
        message="How?",
        asked_at=utcnow(),
    )
    body = "So: “" + "very " * 300 + "long” — über alles."
    answer = TicketAnswer(ticket_id=cause.kept(row), body=body, answered_at=utcnow())
    return {"answer": cause.kept(answer)}


def _announced(purpose: Purpose) -> Callable[[Cause], Payload]:
    def make(cause: Cause) -> Payload:
        if purpose is not Purpose.SERVICE:
            wants(cause.world, "rosa", **{str(purpose): Way.ON})
        row = Announcement(
            purpose=purpose,
            title=TITLE,
            body="Wörter, [here](/support).",
            html='<p>Wörter, <a href="/support">here</a>.</p>',
            state=State.APPROVED,
            written_at=utcnow(),
            ends_at=utcnow() + timedelta(days=7),
        )
        return {"announcement": cause.kept(row), "member": cause.rosa}

    return make


def _document(cause: Cause) -> Payload:
    return {"document": "privacy", "version": 2, "member": cause.rosa}


def _statement(cause: Cause) -> Payload:
    return {"statement": told(cause.world, cause.moderator())}


def _approved(cause: Cause) -> Payload:
    thread = cause.world.thread("rosa", title=TITLE)
    return {"post": cause.world.opening_post(thread)}


def _case(cause: Cause) -> Payload:
    post = cause.world.opening_post(cause.world.thread("ken"))
    case = flagged(cause.world, post)
    return {"case": case, "member": cause.world.member_id("mo_mod")}


def _appeal(cause: Cause) -> Payload:
    appealed(cause.browser("rosa"), told(cause.world, cause.moderator()))
    return {"appeal": cause.last(Appeal)}


def _notice(cause: Cause) -> Payload:
    post = with_picture(cause.world)
    asked(Browser(cause.world.app), "/take-it-down", post, TAKE_DOWN)
    return {"notice": cause.last(Notice)}


def _counter_notice(cause: Cause) -> Payload:
    ken = cause.browser("ken")
    post = replied(cause.world, "ken")
    asked(Browser(cause.world.app), "/copyright", post, CLAIM)
    case = case_of(cause.world, post, ReviewableKind.COPYRIGHT)
    decided(cause.moderator(), case.id, "remove", rule="R6", reason="It is a photo.")
    filled(ken, f"/p/{post}/counter-notice", COUNTER)
    return {"notice": cause.last(Notice)}


def _told(kind: Kind) -> Callable[[Cause], Payload]:
    def make(cause: Cause) -> Payload:
        world = cause.world
        if kind is Kind.THREAD:
            watches_board(world, "rosa")
        thread = world.thread("ken", title=TITLE)
        if kind is Kind.REPLY:
            watches(world, "rosa", thread)
        post = world.reply(thread, "rosa") if kind is Kind.QUOTE else 0
        said = {
            Kind.MENTION: "Ask @rosa — she knows: “" + "wörter " * 90,
            Kind.QUOTE: f"> [rosa wrote in #2](/p/{post})\n>\n> {'x' * 30}\n\nYes.",
        }
        if kind is not Kind.THREAD:
            world.reply(thread, "ivy", said.get(kind, "It was one cable."))
        rows = [one for one in world.rows(Notification) if one.member_id == cause.rosa]
        (found,) = [one for one in rows if one.kind is kind]
        return {"notification": found.id, "member": cause.rosa}

    return make


def _digest(cause: Cause) -> Payload:
    wants(cause.world, "rosa", digest=Way.DAILY)
    watches(cause.world, "rosa", thread := cause.world.thread("ken", title=TITLE))
    cause.world.reply(thread, "ivy")
    row = Digest(
        member_id=cause.rosa,
        day=utcnow().date(),
        since=ago(24),
        until=utcnow() + timedelta(minutes=1),
    )
    return {"digest": cause.kept(row), "member": cause.rosa}


CAUSES: dict[str, Callable[[Cause], Payload]] = {
    "account_locked": _to_rosa(),
    "address_changed": _new_address,
    "announced_newsletter": _announced(Purpose.NEWSLETTER),
    "announced_offers": _announced(Purpose.OFFERS),
    "announced_service": _announced(Purpose.SERVICE),
    "appeal_words": _appeal,
    "approved": _approved,
    "confirm_address": _new_address,
    "copy_ready": _to_rosa(),
    "counter_notice": _counter_notice,
    "digest": _digest,
    "document_changed": _document,
    "erased": _erased,
    "erasure_asked": _erasure_asked,
    "handle_changed": _to_rosa(),
    "held_post": _case,
    "known_address": _to_rosa(),
    "late_case": _case,
    "legal_export": _legal_export,
    "mail_test": _to_rosa(),
    "measure_ended": _to_rosa(what="limit"),
    "notice_decided": _notice,
    "notice_received": _notice,
    "password_changed": _to_rosa(),
    "registry_connected": _former,
    "registry_email_changed": _former,
    "registry_welcome": _to_rosa(),
    "reset": _to_rosa(),
    "sign_in_changed": _to_rosa(change="passkey_on"),
    "statement": _statement,
    "ticket_answer": _ticket,
    "told_mention": _told(Kind.MENTION),
    "told_quote": _told(Kind.QUOTE),
    "told_reply": _told(Kind.REPLY),
    "told_thread": _told(Kind.THREAD),
    "urgent_case": _case,
    "welcome": _welcome,
}
