"""Links in mail that end mail about one thread, without signing in."""

from dataclasses import dataclass

from flask import current_app, url_for
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from forum.core.answers import Gone
from forum.core.keys import Keys
from forum.mail.unsubscribing import LASTS


@dataclass(frozen=True, slots=True)
class Stopping:
    """Whose mail a link ends, and about which thread."""

    member_id: int
    thread_id: int


def stop_url(member_id: int, thread_id: int) -> str:
    """Return the address that ends mail about a thread for somebody, for a year."""
    link = _signer().dumps([member_id, thread_id])
    return url_for("notifications.stop", link=link, _external=True)


def stopping_of(link: str) -> Stopping | None:
    """Return what a link ends; None for one that we did not make."""
    try:
        member_id, thread_id = _signer().loads(link, max_age=LASTS)
    except SignatureExpired:
        raise Gone("This link is more than a year old.") from None
    except BadData:
        return None
    return Stopping(member_id, thread_id)


def _signer() -> URLSafeTimedSerializer:
    keys: Keys = current_app.extensions["keys"]
    return URLSafeTimedSerializer(keys.secret, salt="end mail about a thread")
