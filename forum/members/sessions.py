"""Sessions on the server: the cookie is an opaque number and ends with the browser.

Guests who read get no cookie. What a guest's form needs instead is a signed
and timed token over a constant, beside the check of where the form comes from.
"""

import secrets
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from flask import (
    Flask,
    Request,
    Response,
    current_app,
    flash,
    g,
    request,
    session,
)
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import CallbackDict

from forum.core.clock import utcnow
from forum.core.cookies import SESSION
from forum.core.db import afterwards, db, transaction
from forum.core.events import Event, note
from forum.core.keys import Keys
from forum.core.lacking import if_it_can_be_kept
from forum.members import actions, networks, queries
from forum.members.models import Member, MemberSession
from forum.members.viewers import GUEST, lacks_proof

FORM_TOKEN = "csrf_token"  # noqa: S105 - the name of a field
FLASHES = "_flashes"
"""Where Flask keeps what the next page is to say."""
GUEST_CONTENT = {FORM_TOKEN: "guest"}
SEEN_EVERY = timedelta(minutes=5)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """The content of one browser's session, and whether it must be written."""

    def __init__(self, content: dict[str, Any], token: str = "") -> None:
        super().__init__(content, on_update=ServerSession._note)
        self.token = token
        """The cookie's value; a session without one was never given out."""
        self.member_id: int | None = None
        self.modified = False
        self.rotates = False
        self.ends = False
        self.seen_at: datetime | None = None
        self.provider_session: bytes | None = None
        self.pending_id: int | None = None
        self.begun_at: datetime | None = None
        self.confirmed_at: datetime | None = None
        self.two_factors = False
        self.proven: timedelta | None = actions.JUST_NOW
        self.signs_in = False
        """Whether somebody signed in by this very request."""

    @staticmethod
    def _note(session: "CallbackDict[str, Any]") -> None:
        assert isinstance(session, ServerSession)  # noqa: S101 - for the types
        session.modified = True

    def sign_in(
        self,
        member_id: int,
        provider_session: bytes | None = None,
        *,
        two_factors: bool = False,
        proven: timedelta | None = actions.JUST_NOW,
    ) -> None:
        """Begin anew for a member, under a cookie nobody has seen before.

        They proved who they are as long ago as `proven` says; None: nobody knows.
        """
        self.renew(provider_session=provider_session)
        self.member_id = member_id
        self.two_factors = two_factors
        self.proven = proven
        self.signs_in = True

    def renew(
        self, pending_id: int | None = None, provider_session: bytes | None = None
    ) -> None:
        """Begin anew for nobody yet: the first step of signing in is done.

        What ends the sessions of the member who took it, or what was begun in
        that session at the registry, ends this one too.
        """
        self.clear()
        self[FORM_TOKEN] = secrets.token_urlsafe(24)
        self.member_id = self.begun_at = self.confirmed_at = None
        self.pending_id, self.provider_session = pending_id, provider_session
        self.two_factors = False
        self.proven = actions.JUST_NOW
        self.rotates = True

    def confirm(self, *, two_factors: bool) -> None:
        """Go on under another cookie: the member proved anew who they are."""
        self.two_factors = two_factors
        self.proven = actions.JUST_NOW
        self.rotates = True

    def go_on(self, *, two_factors: bool) -> None:
        """Go on under another cookie; how long ago they proved it stays as it is."""
        self.confirm(two_factors=two_factors)
        known = self.confirmed_at
        self.proven = None if known is None else utcnow() - known

    @property
    def key(self) -> bytes:
        """The key under which the session is kept."""
        return key_of(self.token)

    def was_kept(self, content: dict[str, Any], now: datetime) -> None:
        """Go on with a content that was written already."""
        self.update(content)
        self.modified, self.seen_at = False, now
        if self.member_id is not None:
            networks.note_member_here(self.member_id)

    def sign_out(self) -> None:
        """End on the server; the browser is told to drop its cookie."""
        self.ends = True


class ServerSessions(SessionInterface):
    """Keeps sessions as rows, found by the hash of the cookie's value."""

    session_class = ServerSession

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find out who asks; also sets the viewer of the request."""
        g.viewer = GUEST
        g.has_session = False
        token = request.cookies.get(self.get_cookie_name(app), "")
        try:
            row = queries.live_session(key_of(token), utcnow()) if token else None
        except DBAPIError as error:
            db.session.rollback()
            g.session_lost, row = error, None
        if row is None:
            return ServerSession(dict(GUEST_CONTENT))
        g.has_session = True
        g.member_id = row.member_id
        return self._opened(row, token)

    def _opened(self, row: MemberSession, token: str) -> ServerSession:
        session = ServerSession(dict(row.content), token)
        session.member_id, session.seen_at = row.member_id, row.seen_at
        session.provider_session = row.provider_session
        session.pending_id = row.pending_id
        session.begun_at, session.two_factors = row.created_at, row.two_factors
        session.confirmed_at = row.confirmed_at
        if isinstance(row.member, Member):
            g.viewer = row.member
            g.confirmed_at, g.two_factors = row.confirmed_at, row.two_factors
            g.idle_left = self._idle_left(session, row.member)
            row.member.lacks_proof = lacks_proof(
                row.member, two_factors=row.two_factors
            )
        return session

    @classmethod
    def _idle_left(cls, session: ServerSession, member: Member) -> int:
        """Return after how many seconds without a page this session ends."""
        now = utcnow()
        idle = queries.STAFF_IDLE if member.has_staff_role else queries.MEMBER_IDLE
        seen = now if cls._is_stale(session, now) else session.seen_at or now
        return round((seen + idle - now).total_seconds())

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Write what changed, in a transaction of its own."""
        assert isinstance(session, ServerSession)  # noqa: S101 - for the types
        now = utcnow()
        name = self.get_cookie_name(app)
        if session.ends:
            if session.token:
                with transaction():
                    actions.end_session(key_of(session.token))
                note(Event.SIGNED_OUT, session.member_id)
            response.delete_cookie(name, secure=name.startswith("__Host-"))
        elif session.rotates or (session.modified and not session.token):
            self._give_out(session, name, now, response)
        elif session.modified or self._is_stale(session, now):
            with if_it_can_be_kept(), transaction():
                actions.keep_session(session.key, dict(session), now)
            session.was_kept({}, now)

    def _give_out(
        self, session: ServerSession, name: str, now: datetime, response: Response
    ) -> None:
        before, session.token = session.token, secrets.token_urlsafe(32)
        with transaction():
            if before:
                actions.end_session(key_of(before))
            actions.begin_session(
                key_of(session.token),
                session.member_id,
                dict(session),
                now,
                session.provider_session,
                actions.Begun(
                    session.begun_at,
                    session.two_factors,
                    session.proven,
                    session.pending_id,
                ),
            )
            if session.signs_in and session.member_id is not None:
                actions.note_sign_in(session.member_id, now)
        response.set_cookie(
            name,
            session.token,
            secure=name.startswith("__Host-"),
            httponly=SESSION.http_only,
            samesite=SESSION.same_site,
        )
        response.headers["Cache-Control"] = "private, no-store"
        if session.member_id is not None:
            networks.note_member_here(session.member_id)
        if session.signs_in:
            steps = 2 if session.two_factors else 1
            note(Event.SIGNED_IN, session.member_id, steps=steps)

    @staticmethod
    def _is_stale(session: ServerSession, now: datetime) -> bool:
        return session.seen_at is not None and now - session.seen_at > SEEN_EVERY


def flash_if_kept(message: str, category: str) -> None:
    """Flash a message if what this transaction writes is kept, and write it along.

    So whoever sends something waits for the disk once; a session by itself would be
    a transaction of its own.
    """
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    if session.rotates or not session.token:
        afterwards(partial(flash, message, category))
        return
    now = utcnow()
    content = {**session, FLASHES: [*session.get(FLASHES, ()), (category, message)]}
    actions.keep_session(session.key, content, now)
    afterwards(partial(session.was_kept, content, now))


def say_what_was_lost() -> None:
    """Break off where nobody can be known now: here that becomes a page with words.

    The form keeps the token it came with, and is taken when it is sent again.
    """
    error: DBAPIError | None = g.pop("session_lost", None)
    if error is not None:
        g.csrf_token = request.form.get(FORM_TOKEN, "")
        raise error


def key_of(token: str) -> bytes:
    """Return the key under which a cookie's session is kept."""
    return sha256(token.encode()).digest()


def name_of(key: bytes) -> str:
    """Return what a session is called on pages; nobody gets in with that."""
    keys: Keys = current_app.extensions["keys"]
    return keys.mac("session", key.hex())
