"""What tests of these forms fill in, and how they look at what became of it."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.retention import sweep
from moderation.models import Reviewable, ReviewableKind
from moderation.notices.models import Notice
from tests.browser import Browser, Page
from tests.images.pictures import added, attached, jpeg
from tests.world import BODY, World, words_of

UNA = "una@example.com"
DAY = timedelta(days=1)
_numbers = count(1)
TAKE_DOWN: dict[str, Any] = {
    "email": UNA,
    "relation": "self",
    "good_faith": "y",
    "signature": "Una Testperson",
}
PRIVACY: dict[str, Any] = {
    "words": "My street, in the second sentence.",
    "relation": "self",
    "email": UNA,
}
REACHED: dict[str, Any] = {
    "name": "Una Testperson",
    "postal": "12 Example Street\nSampletown",
    "phone": "(802) 555-0100",
    "email": UNA,
    "signature": "Una Testperson",
}
CLAIM: dict[str, Any] = REACHED | {
    "words": "My photo “Roof in March”, at example.com/roof.",
    "good_faith": "y",
    "accurate": "y",
    "authorized": "y",
}
COUNTER: dict[str, Any] = REACHED | {
    "name": "Ken Testperson",
    "email": "ken@example.com",
    "signature": "Ken Testperson",
    "words": "I took this photo myself.",
    "mistaken": "y",
    "jurisdiction": "y",
    "service": "y",
}
FLAG: dict[str, Any] = {
    "reason": "harassment",
    "note": "The last sentence.",
    "name": "Una Testperson",
    "email": UNA,
    "good_faith": "y",
}


def replied(world: World, by: str = "ken", body: str = BODY) -> int:
    """Return a reply in a thread of its own, long enough after the one before."""
    number = next(_numbers)
    at = utcnow() - 90 * DAY + timedelta(hours=2 * number)
    return world.reply(world.thread(f"opener{number}", at=at), by, body, at)


def with_picture(world: World, by: str = "ken", content: bytes | None = None) -> int:
    """Return a reply that shows a picture."""
    world.known(by)
    post = replied(world, by)
    attached(world, by, post, added(world, by, content or jpeg()))
    return post


def filled(browser: Browser, path: str, fields: dict[str, Any], **more: Any) -> Page:
    """Open a form, fill it in and send it."""
    browser.visit(path)
    return browser.submit(path, **(fields | more))


def asked(browser: Browser, path: str, post: int, fields: dict[str, Any]) -> Page:
    """Name a post in a form and send it."""
    return filled(browser, path, fields, where=f"http://127.0.0.1:8000/p/{post}")


def case_of(world: World, post: int, kind: ReviewableKind) -> Reviewable:
    """Return the newest case of a kind about a post."""
    found = [
        one
        for one in world.rows(Reviewable)
        if one.target_id == post and one.kind is kind
    ]
    return found[-1]


def state_of(world: World, post: int) -> PostState:
    """Return the state a post is in now."""
    with world.reading():
        return db.session.scalars(select(Post.state).where(Post.id == post)).one()


def the_notice(world: World) -> Notice:
    """Return the only notice there is."""
    (notice,) = world.rows(Notice)
    return notice


def mailed(world: World, address: str, subject: str) -> list[str]:
    """Let all mail leave; return the words of what somebody got under a subject."""
    world.run_jobs()
    return [
        words_of(mail)
        for mail in world.outbox.to(address)
        if subject in str(mail["Subject"])
    ]


def swept(world: World) -> None:
    """Let everything go whose time is over."""
    with world.reading():
        sweep(utcnow())
