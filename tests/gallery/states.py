"""States that somebody brings about at the page: drafts with findings, errors."""

import re

from playwright.sync_api import Page
from sqlalchemy import text

from forum.core.db import db
from tests.browser import PASSWORD
from tests.gallery.picture import Picture
from tests.gallery.places import ADMINISTRATOR, MEMBER, MODERATOR
from tests.world import World

DRAFT = "Call (413) 555-0142, sunnyridge@example.com. Card 4539 5787 6362 1486."
TITLE = "Three microinverters stopped: who comes?"
HURRIES = 14
UNCHECK = "for (const b of document.querySelectorAll('main :checked')) b.checked = 0"


def write(page: Page) -> None:
    """Write a thread that gives something away."""
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("textbox", name="Your text", exact=True).fill(DRAFT)
    page.get_by_role("button", name="Mask it").first.wait_for()


def confirm(page: Page) -> None:
    """Write it, and come to the page that asks about each place."""
    write(page)
    page.get_by_role("button", name=re.compile("Check .* and post")).click()


def settle_nothing(page: Page) -> None:
    """Send that page without saying what is to become of each place."""
    confirm(page)
    page.get_by_role("button", name="Post with these choices").wait_for()
    page.evaluate(UNCHECK)
    page.get_by_role("button", name="Post with these choices").click()


def send_nothing(page: Page) -> None:
    """Send the first form of the page as it stands."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form[method=post]').submit()")


def forge(page: Page) -> None:
    """Send a form whose token is no token."""
    page.evaluate("document.querySelector('main [name=csrf_token]').value = 'x'")
    send_nothing(page)


def send_too_much(page: Page) -> None:
    """Send more than a form holds."""
    page.evaluate(
        "document.querySelector('main [name=login]').value = 'x'.repeat(600000)"
    )
    send_nothing(page)


def send_elsewhere(page: Page) -> None:
    """Send a form to a page that takes none."""
    page.evaluate("document.querySelector('main form').action = '/about'")
    send_nothing(page)


def hurry(page: Page) -> None:
    """Ask for the same thing over and over."""
    for _ in range(HURRIES):
        page.goto("/reset")
        page.get_by_label("Email").first.fill("nothing")
        send_nothing(page)
        if "Please wait" in page.title():
            return


def password_was_right(page: Page) -> None:
    """Sign in by a password alone, where a second step follows."""
    page.get_by_label("Email or user name").fill("two_steps")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/second-step")


def open_menu(page: Page) -> None:
    """Open what is folded on the page."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = 1)")


def states(case: int) -> list[Picture]:
    """Return what somebody meets who writes, errs or hurries."""
    compose = "/b/equipment/new"
    return [
        Picture("compose-findings", MEMBER, compose, write),
        Picture("compose-confirm", MEMBER, compose, confirm),
        Picture("compose-confirm-error", MEMBER, compose, settle_nothing),
        Picture("sign-in-step-two", "", "/sign-in", password_was_right),
        Picture("queue-open", MODERATOR, f"/moderation/items/{case}", open_menu),
        Picture("error-400", "", "/sign-in", forge),
        Picture("error-401", "", "/my", status=401),
        Picture("error-403", MEMBER, "/moderation/queue", status=403),
        Picture("error-404", "", "/nowhere", status=404),
        Picture("error-405", "", "/sign-in", send_elsewhere),
        Picture("error-409", "max_mod", f"/moderation/items/{case}", decide_late),
        Picture("error-410", "", "/reset/a-link-of-last-year", status=410),
        Picture("error-413", "", "/sign-in", send_too_much),
        Picture("error-422-register", "", "/register", send_nothing),
        Picture("error-422-thread", MEMBER, compose, send_nothing),
        Picture(
            "error-422-decide", MODERATOR, f"/moderation/items/{case}", decide_none
        ),
        Picture("error-429", "", "/reset", hurry),
    ]


def decide_none(page: Page) -> None:
    """Send the form of decisions without reasons."""
    page.get_by_label("Reasons for").fill("")
    _decide(page)


def decide_late(page: Page) -> None:
    """Send the form of decisions as it stood before somebody decided."""
    page.evaluate("document.querySelector('[name=version]').value = '0'")
    page.get_by_label("Leave it").check()
    _decide(page)


def _decide(page: Page) -> None:
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action$=decide]').submit()")


def stop_writing(page: Page) -> None:
    """Let the forum be read only."""
    send_nothing(page)


def last(world: World) -> list[Picture]:
    """Return what changes the forum for everybody, in this order."""

    def go_wrong(page: Page) -> None:
        """Open a page that needs what is not there any more."""
        with world.writing():
            db.session.execute(text("ALTER TABLE system_card RENAME TO lost"))
        page.goto("/systems")

    return [
        Picture("error-500", "", "/learn", go_wrong),
        Picture("read-only-on", ADMINISTRATOR, "/admin/read-only", stop_writing),
        Picture("error-503", "", "/contact", send_nothing),
    ]
