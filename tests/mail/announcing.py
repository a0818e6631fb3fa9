"""Announcements made by two administrators, through their pages."""

import re
from datetime import timedelta

from forum.announcements.models import Announcement
from forum.core.clock import utcnow
from forum.members.models import Role
from tests.browser import Browser, Page
from tests.world import World

NEW = "/admin/announcements/new"
TITLE = "The forum pauses on Sunday"
BODY = "We change the database. Reading works, writing does not. [Support](/support)"


def administrator(world: World, handle: str) -> Browser:
    """Return the browser of another administrator."""
    browser = Browser(world.app)
    member = world.member(handle, Role.ADMINISTRATOR)
    browser.begin_session(world.session_of(member))
    return browser


def last_day() -> str:
    """Return a day in a week, as a form wants it."""
    return f"{utcnow() + timedelta(days=7):%Y-%m-%d}"


def written(
    author: Browser,
    *,
    title: str = TITLE,
    body: str = BODY,
    purpose: str = "service",
    button: str = "send",
    no_promotion: str = "y",
) -> Page:
    """Fill in the form and press one of its buttons."""
    author.visit(NEW)
    return author.submit(
        NEW,
        purpose=purpose,
        title=title,
        body=body,
        ends_on=last_day(),
        is_mailed="y",
        more={button: "y"} | ({"no_promotion": no_promotion} if no_promotion else {}),
    )


def newest(world: World) -> int:
    """Return the key of the announcement that was written last."""
    return world.rows(Announcement)[-1].id


def approved(reader: Browser, key: int) -> Page:
    """Let somebody approve an announcement, if its page lets them."""
    page = reader.visit(f"/admin/announcements/{key}")
    if not page.forms("/approve"):
        token = page.values("/sign-out")["csrf_token"]
        fields = {"csrf_token": token, "no_promotion": "y"}
        return reader.post(f"/admin/announcements/{key}/approve", fields)
    return reader.submit("/approve", no_promotion="y")


def announced(author: Browser, reader: Browser, world: World, **words: str) -> int:
    """Have something announced; return its key."""
    page = written(author, **words)
    assert page.status == 200, page.text
    key = newest(world)
    page = approved(reader, key)
    assert page.status == 200, page.text
    return key


def ending_path(header: str) -> str:
    """Return the path of the address in a List-Unsubscribe header."""
    found = re.fullmatch(r"<https?://[^/]+(/mail/end/[^>]+)>", header)
    assert found, header
    return found[1]


def tick(browser: Browser, *names: str) -> Page:
    """Tick some kinds of mail, and leave the others as they are."""
    values = browser.visit("/my/mail").values("/my/mail")
    for name in names:
        values.add("wanted", name)
    return browser.post("/my/mail", values)
