"""Links that end a kind of mail by one click, without signing in (RFC 8058)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, url_for
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from forum.core.answers import Gone
from forum.core.keys import Keys
from forum.mail.choices import ALL_ACTIVITY, Choice, choice_named
from forum.settings import Settings

LASTS = 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose mail a link ends, and which kind of it."""

    member_id: int
    choice: Choice


def ending_url(member_id: int, choice: Choice) -> str:
    """Return the address that ends a kind of mail for somebody, for a year."""
    link = _signer().dumps([member_id, choice.name])
    return url_for("mail.unsubscribe", link=link, _external=True)


def ending_of(link: str) -> Ending | None:
    """Return what a link ends; None for one that we did not make."""
    try:
        member_id, name = _signer().loads(link, max_age=LASTS)
    except SignatureExpired:
        raise Gone("This link is more than a year old.") from None
    except BadData:
        return None
    choice = ALL_ACTIVITY if name == ALL_ACTIVITY.name else choice_named(name)
    return None if choice is None else Ending(member_id, choice)


def headers_of(member_id: int, choice: Choice) -> dict[str, str]:
    """Return what tells a mail program how to end this kind of mail."""
    settings: Settings = current_app.extensions["settings"]
    host = urlsplit(settings.base_url).hostname
    return {
        "List-Id": f"{choice.label} <{choice.name.replace('_', '-')}.{host}>",
        "List-Unsubscribe": f"<{ending_url(member_id, choice)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _signer() -> URLSafeTimedSerializer:
    keys: Keys = current_app.extensions["keys"]
    return URLSafeTimedSerializer(keys.secret, salt="end a kind of mail")
