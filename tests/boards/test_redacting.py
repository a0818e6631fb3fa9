"""Destroying words of a post: in it, in quotes, in titles, in printed mail."""

from pathlib import Path

import pytest

from forum.boards import actions
from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.mail.models import PrintedMail
from forum.members.models import Role
from tests.boards.acts import become
from tests.browser import Browser
from tests.world import World

NAME = "Quillfeather"
WORDING = Wording((NAME,), "[masked by a moderator]")
TITLE = f"Was {NAME} at your roof too?"
BODY = f"My installer {NAME} never came back."


def redacted(world: World, post: int, wording: Wording = WORDING) -> int:
    staff = world.member("sam_staff", Role.MODERATOR)
    with world.writing():
        gone = actions.Passages(wording)
        return actions.redact(post, gone, staff, utcnow()).redaction.copies


def left(world: World) -> dict[str, int]:
    with world.reading():
        return traces(WORDING)


def quoting(world: World, thread: int, post: int, by: str = "ivy") -> int:
    body = f"> [ken wrote in #1](/p/{post})\n>\n> My installer\n> {NAME} never\n\nWho?"
    return world.reply(thread, by, body)


def test_words_go_from_every_revision_and_the_title(
    ken: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken", title=TITLE, body=BODY)
    post = world.opening_post(thread)
    ken.visit(f"/p/{post}/edit")
    ken.submit("/edit", body=f"{BODY} I wrote to {NAME} twice.", reason=f"{NAME} again")
    before = {"thread": 1, "post": 1, "revision": 2, "post_index": 1}
    assert left(world) == before

    redacted(world, post)

    assert left(world) == {}
    page = guest.visit(f"/t/{thread}")
    assert page.heading == "Was [masked by a moderator] at your roof too?"
    assert page.text.count("masked by a moderator") >= 3
    assert world.row(Post, post).revision == 3


def test_words_go_from_quotes_by_others_however_wrapped(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken", body=BODY)
    post = world.opening_post(thread)
    other = quoting(world, thread, post)

    copies = redacted(world, post)

    assert copies == 1
    assert left(world) == {}
    assert "masked by a moderator" in guest.visit(f"/p/{other}").text
    assert world.row(Post, other).revision == 2


def test_words_go_from_quotes_in_other_threads(world: World) -> None:
    thread = world.thread("ken", body=BODY)
    post = world.opening_post(thread)
    quoting(world, world.thread("eva"), post)

    redacted(world, post)

    assert left(world) == {}


def test_what_others_wrote_themselves_stays(guest: Browser, world: World) -> None:
    thread = world.thread("ken", body=BODY)
    own = world.reply(thread, "ivy", f"I know {NAME} well.")

    redacted(world, world.opening_post(thread))

    assert left(world) == {"post": 1, "revision": 1, "post_index": 1}
    assert NAME in guest.visit(f"/p/{own}").text


def test_words_go_from_posts_that_nobody_reads(world: World) -> None:
    thread = world.thread("ken", body=BODY)
    post = world.opening_post(thread)
    become(world, quoting(world, thread, post), PostState.REMOVED, "Rule 2: Be kind.")

    redacted(world, post)

    assert left(world) == {}


def test_words_go_from_printed_mail(world: World) -> None:
    post = world.opening_post(world.thread("ken", body=BODY))
    with world.writing():
        mail = PrintedMail(
            message_id="<1@example.com>",
            recipient="ken@example.com",
            subject=f"About {NAME}",
            body=f"You wrote: {BODY}",
            printed_at=utcnow(),
        )
        db.session.add(mail)

    redacted(world, post)

    (kept,) = world.rows(PrintedMail)
    assert NAME not in kept.subject + kept.body


def test_words_go_from_the_files_of_the_database(world: World, home: Path) -> None:
    thread = world.thread("ken", title=TITLE, body=BODY)
    post = world.opening_post(thread)
    quoting(world, thread, post)

    redacted(world, post)
    world.run_jobs()

    for file in home.glob("forum.sqlite3*"):
        assert NAME.encode() not in file.read_bytes(), file.name
    assert left(world) == {}


def test_case_and_blanks_do_not_hide_words(world: World) -> None:
    post = world.opening_post(
        world.thread("ken", body=f"Ask {NAME.upper()}\n> Junior.")
    )

    redacted(world, post, Wording((f"{NAME} junior",), "[gone]"))

    assert left(world) == {}
    assert world.rows(Revision)[0].body == "Ask [gone]."


def test_part_of_a_longer_word_stays(world: World) -> None:
    post = world.opening_post(world.thread("ken", body="The fan is fantastic."))

    redacted(world, post, Wording(("fan",), "[gone]"))

    assert world.rows(Revision)[0].body == "The [gone] is fantastic."


def test_words_that_are_not_there_are_refused(world: World) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)

    with pytest.raises(Refused, match="None of these words stand in the post"):
        redacted(world, post)

    assert world.row(Post, post).revision == 1
    assert world.row(Thread, thread).version == 1
