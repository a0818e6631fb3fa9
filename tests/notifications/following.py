"""What tests of notifications do by the way: watching, reading, mail as it comes."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select

from forum.boards.models import Board, Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.following import actions as following
from forum.mail import actions as mail
from forum.mail.choices import Way
from forum.mail.models import Said
from forum.notifications.models import Notification
from tests.world import World

WAIT = timedelta(minutes=11)
"""A little more than mail about a post waits."""


def ago(hours: int) -> datetime:
    """Return a moment some hours ago."""
    return utcnow() - timedelta(hours=hours)


def watches(world: World, handle: str, thread: int) -> int:
    """Let somebody watch a thread; return their key."""
    member = world.known(handle)
    with world.writing():
        following.watch(member, utcnow(), thread_id=thread)
    return member


def watches_board(world: World, handle: str, slug: str = "performance") -> int:
    """Let somebody watch a board; return their key."""
    member = world.known(handle)
    with world.writing():
        board = db.session.scalars(select(Board.id).where(Board.slug == slug)).one()
        following.watch(member, utcnow(), board_id=board)
    return member


def mutes(world: World, handle: str, thread: int) -> None:
    """Let somebody mute a thread."""
    member = world.known(handle)
    with world.writing():
        following.mute(member, utcnow(), thread_id=thread)


def reads(world: World, handle: str, post: int) -> None:
    """Let somebody read a thread up to a post."""
    member, found = world.known(handle), world.row(Post, post)
    with world.writing():
        following.mark_read(member, found.thread_id, found.number or 0, utcnow())


def told(world: World, handle: str) -> list[str]:
    """Return of what kinds somebody is told, in order."""
    member = world.known(handle)
    rows = [one for one in world.rows(Notification) if one.member_id == member]
    return [str(one.kind) for one in sorted(rows, key=lambda one: one.id)]


def wants(world: World, handle: str, **ways: Way) -> int:
    """Let somebody choose how kinds of mail come; return their key."""
    member = world.known(handle)
    with world.writing():
        mail.choose(member, ways, Said.PAGE, ago(48))
    return member


def mails(world: World, handle: str) -> list[EmailMessage]:
    """Return the mail that somebody got so far, once all that is due was done."""
    world.run_jobs(later=WAIT)
    return world.outbox.to(f"{handle}@example.com")


def html_of(mail: EmailMessage) -> str:
    """Return the HTML of a mail."""
    part = mail.get_body(("html",))
    assert part is not None
    text: str = part.get_content()
    return text
