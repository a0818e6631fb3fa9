"""Letters about what happens in the forum: activity mail, written when it leaves."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup

from forum.core.db import locked
from forum.core.jobs import Payload
from forum.mail.choices import ALL_ACTIVITY
from forum.mail.letters import Letter, MailClass, letter
from forum.mail.unsubscribing import ending_url
from forum.members.models import Member
from forum.members.registry import registry
from forum.notifications import actions, queries
from forum.notifications.choices import DIGEST, MENTIONS, QUOTES, REPLIES, THREADS
from forum.notifications.links import stop_url
from forum.notifications.models import Kind
from forum.notifications.queries import About, Item
from forum.notifications.rules import excerpt, removed_line, said_of
from forum.privacy.hiding import own_addresses, without_addresses
from forum.reactions.queries import ThankedPost
from forum.reactions.rules import said_thanks
from forum.settings import Settings
from forum.systems.references import without_cards

SAID = {
    Kind.REPLY: "{by} replied in “{title}”",
    Kind.THREAD: "{by} opened “{title}” on {board}",
    Kind.MENTION: "{by} mentioned you in “{title}”",
    Kind.QUOTE: "{by} quoted you in “{title}”",
}
SUBJECT_MAX = 150


@letter("told_reply", MailClass.ACTIVITY, REPLIES)
def told_reply(payload: Payload, now: datetime) -> Letter | None:
    """Tell of a reply in a watched thread."""
    return _told(payload, now)


@letter("told_thread", MailClass.ACTIVITY, THREADS)
def told_thread(payload: Payload, now: datetime) -> Letter | None:
    """Tell of a new thread on a watched board."""
    return _told(payload, now)


@letter("told_mention", MailClass.ACTIVITY, MENTIONS)
def told_mention(payload: Payload, now: datetime) -> Letter | None:
    """Tell of a post that mentions its reader."""
    return _told(payload, now)


@letter("told_quote", MailClass.ACTIVITY, QUOTES)
def told_quote(payload: Payload, now: datetime) -> Letter | None:
    """Tell of a post that quotes its reader."""
    return _told(payload, now)


@letter("digest", MailClass.ACTIVITY, DIGEST)
def digest(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell of all that is new; nothing is sent if that is nothing."""
    member = locked(Member, payload["member"])
    row = queries.digest_numbered(payload["digest"])
    to = registry().contact(member.id)
    if row is None or to is None:
        return None
    items = queries.items(row, member)
    posts, members = queries.removed(row)
    thanks = queries.thanks_in(row, member)
    if not items and not posts and not thanks:
        return None
    actions.note_mailed([one.notification_id for one in items], row.until)
    opened = {one.thread_id for one in items if one.kind is Kind.THREAD}
    content = {
        "boards": _lines(one for one in items if one.thread_id in opened),
        "threads": _lines(one for one in items if one.thread_id not in opened),
        "removed": removed_line(posts, members) if posts else "",
        "thanks": _thanks(thanks),
        "stop_thread_url": "",
        "stop_all_url": ending_url(member.id, ALL_ACTIVITY),
    }
    return Letter(to, "What is new in the forum", content, member.id)


def _told(payload: Payload, now: datetime) -> Letter | None:
    """Write about one post, if it is still there, unread and wanted.

    Its member is held, so that two posts at a time do not become two mails.
    """
    member = locked(Member, payload["member"])
    found = queries.about(payload["notification"], member)
    to = registry().contact(member.id)
    if found is None or to is None:
        return None
    actions.note_mailed([found.notification.id], now)
    wish = queries.wish_of(member.id)
    title = _plain(found.thread.title)
    said = _said(found, title)
    content = {
        "said": said,
        "by": found.author,
        "excerpt": "" if wish and wish.links_only else _excerpt(found),
        "url": url_for("boards.post", post_id=found.post.id, _external=True),
        "stop_thread_url": stop_url(member.id, found.thread.id),
        "stop_all_url": ending_url(member.id, ALL_ACTIVITY),
    }
    return Letter(to, _short(said), content, member.id)


def _said(found: About, title: str) -> str:
    line = SAID[found.notification.kind]
    return line.format(by=found.author, title=title, board=found.board)


def _excerpt(found: About) -> str:
    words = without_cards(Markup(found.post.html))  # noqa: S704 - was sanitized
    return excerpt(_hidden(str(words)))


def _lines(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return a line for each thread, with the first new post in it."""
    threads: dict[int, list[Item]] = {}
    for one in items:
        threads.setdefault(one.thread_id, []).append(one)
    lines = []
    for of_one in threads.values():
        kinds = [one.kind for one in of_one]
        counts = {kind: kinds.count(kind) for kind in set(kinds)}
        first = url_for("boards.post", post_id=of_one[0].post_id, _external=True)
        title = _plain(of_one[0].title)
        lines.append({"said": said_of(counts, title), "url": first})
    return lines


def _thanks(posts: Iterable[ThankedPost]) -> list[dict[str, Any]]:
    """Return a line for each post for which its author was thanked."""
    return [
        {
            "said": said_thanks(one.count, _plain(one.title)),
            "url": url_for("boards.post", post_id=one.post_id, _external=True),
        }
        for one in posts
    ]


def _plain(title: str) -> str:
    return " ".join(_hidden(title).split())


def _hidden(text: str) -> str:
    """Leave out email addresses that members typed: mail is easily passed on."""
    settings: Settings = current_app.extensions["settings"]
    sign_in = url_for("account.sign_in", _external=True)
    return without_addresses(text, own_addresses(settings), sign_in)


def _short(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_MAX else f"{subject[: SUBJECT_MAX - 1]}…"
