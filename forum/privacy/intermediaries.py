"""Who works for the forum from outside: read from the settings that reach them.

Each way out is registered here with what it is for and the fields it sends. Its
hosts are the only ones that `forum.core.outside` lets anything reach.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from forum.core import outside
from forum.core.db import reach
from forum.elsewhere import is_loopback
from forum.settings import Settings

NO_SECONDARY_USE = (
    "None of them may keep what they receive, share it, or use it for anything but "
    "the work named here."
)


@dataclass(frozen=True, slots=True)
class Intermediary:
    """One outside service: its host, what it does for us, what it gets for that."""

    host: str
    does: str
    gets: str
    fields: tuple[str, ...]
    keeps: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """A part of the forum that hands something to an outside service."""

    code: str
    """The module that does it."""
    does: str
    gets: str
    fields: tuple[str, ...]
    """The names of everything that is sent; nothing else is."""
    hosts: Callable[[Settings], tuple[str, ...]]
    """Where the settings lead it; nowhere if it stays on our own machine."""
    keeps: bool = False
    """Whether what people wrote or added lies there."""


def _mail_server(settings: Settings) -> tuple[str, ...]:
    if settings.mail == "console:":
        return ()
    return (urlsplit(settings.mail).hostname or "localhost",)


def _account_service(settings: Settings) -> tuple[str, ...]:
    if settings.registry != "oidc":
        return ()
    return (urlsplit(settings.oidc_issuer).hostname or "",)


def _account_webhook(settings: Settings) -> tuple[str, ...]:
    if not settings.registry_webhook_url:
        return ()
    return (urlsplit(settings.registry_webhook_url).hostname or "",)


def _database(settings: Settings) -> tuple[str, ...]:
    given = (settings.database_url, settings.database_replica_url)
    hosts = [host for url in given if url for host in _hosts_in(url, settings.home)]
    return tuple(dict.fromkeys(hosts))


def _hosts_in(url: str, home: Path) -> tuple[str, ...]:
    address = reach(url, home)
    said = address.host or address.query.get("host") or ""
    hosts = ",".join(said) if isinstance(said, tuple) else said
    return tuple(
        host
        for host in hosts.split(",")
        if host and not host.startswith("/") and not is_loopback(host)
    )


def _bucket(settings: Settings) -> tuple[str, ...]:
    if settings.bucket is None:
        return ()
    host = urlsplit(settings.bucket_endpoint).hostname or ""
    return () if is_loopback(host) else (host,)


def _valkey(settings: Settings) -> tuple[str, ...]:
    if not settings.valkey_url or settings.valkey_url.startswith("unix:"):
        return ()
    host = urlsplit(settings.valkey_url).hostname or ""
    return () if is_loopback(host) else (host,)


WAYS_OUT = (
    WayOut(
        "forum.mail.sending",
        "hands our mail over",
        "your email address, your name in the greeting, and the mail itself",
        (
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
            *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"),
            *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
        ),
        _mail_server,
    ),
    WayOut(
        "forum.members.registry.oidc.client",
        "keeps SolTrex accounts",
        "that you sign in here, and when",
        (
            *("client_id", "response_type", "scope", "redirect_uri", "state", "nonce"),
            *("code_challenge", "code_challenge_method", "prompt", "max_age"),
            *("grant_type", "code", "code_verifier", "post_logout_redirect_uri"),
        ),
        _account_service,
    ),
    WayOut(
        "forum.members.registry.oidc.telling",
        "hears who left, to follow at SolTrex",
        "that you deactivated yourself here or were erased, when, and your number at "
        "SolTrex",
        (
            *("webhook-id", "webhook-timestamp", "webhook-signature"),
            *("type", "timestamp", "data.iss", "data.sub"),
        ),
        _account_webhook,
    ),
    WayOut(
        "forum.core.db",
        "keeps our database",
        "all that the forum keeps; names and email addresses arrive encrypted",
        ("every table",),
        _database,
        keeps=True,
    ),
    WayOut(
        "forum.core.valkey",
        "counts how often something is tried, and wakes our workers",
        "counts under codes that change every day; no name, no address, no text",
        ("soltrex-forum:key", "soltrex-forum:hits:", "soltrex-forum:wake"),
        _valkey,
    ),
    WayOut(
        "forum.core.bucket",
        "keeps pictures and files",
        "photos and files of posts; files that are not posted yet, and copies of your "
        "data that you asked for, arrive encrypted",
        ("the file itself", "a name of random digits"),
        _bucket,
        keeps=True,
    ),
)


def intermediaries(settings: Settings) -> tuple[Intermediary, ...]:
    """Return every outside service that the settings name; often there is none."""
    return tuple(
        Intermediary(host, way.does, way.gets, way.fields, way.keeps)
        for way in WAYS_OUT
        for host in way.hosts(settings)
    )


def init_app(app: Flask) -> None:
    """Let the forum reach those services, and no other machine."""
    settings: Settings = app.extensions["settings"]
    outside.init_app(app, [one.host for one in intermediaries(settings)])
