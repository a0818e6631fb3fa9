"""Ignoring a member: folded away in one's own view, and nobody is told."""

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from forum.reactions import actions
from forum.reactions.models import Ignored
from forum.rights.queries import copy_of
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.notifications.following import mails, told, watches
from tests.reactions.acts import ignored, opened
from tests.rights.leaving import erased
from tests.world import BODY, World


def ignores(world: World, handle: str, other: str) -> None:
    """Let somebody ignore another member."""
    member, ignored = world.known(handle), world.known(other)
    with world.writing():
        actions.ignore(db.session.get_one(Member, member), ignored, utcnow())


def test_a_member_is_ignored_from_their_page_and_no_more_from_the_list(
    rosa: Browser, world: World
) -> None:
    world.known("ivy")
    page = rosa.visit("/m/ivy")
    page = rosa.visit(page.link("Ignore"))
    assert "ivy is not told" in page.text

    page = rosa.submit("/m/ivy/ignore")
    assert page.path == "/my/ignored"
    assert ignored(world) == {(world.member_id("rosa"), world.member_id("ivy"))}

    page = rosa.submit("/m/ivy/unignore")
    assert "You ignore nobody" in page.text


def test_what_they_write_is_folded_for_who_ignores_them_alone(
    rosa: Browser, ken: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    ignores(world, "rosa", "ivy")

    (fold,) = opened(rosa, world, thread).soup.select("details.fold")
    (line,) = fold.select("summary")
    assert line.text == "Post 2 by ivy, whom you ignore. Show it"
    assert fold.select(f"#p{post} .prose")
    for other in (ken, guest):
        assert not opened(other, world, thread).soup.select("details.fold")


def test_nobody_is_told_of_what_they_ignore(world: World) -> None:
    thread = world.thread("ken")
    watches(world, "rosa", thread)
    ignores(world, "rosa", "ivy")

    post = world.reply(thread, "ivy", f"@rosa {BODY}")
    world.reply(thread, "una", f"> [ivy wrote in #2](/p/{post})\n>\n> x\n\n{BODY}")

    assert told(world, "rosa") == ["reply"]
    assert told(world, "ken") == ["reply", "reply"]


def test_what_was_told_before_is_hidden_and_not_mailed(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    watches(world, "rosa", thread)
    world.reply(thread, "ivy", at=utcnow())
    assert "1 new reply" in rosa.visit("/notifications").text

    ignores(world, "rosa", "ivy")

    assert "1 new reply" not in rosa.visit("/notifications").text
    assert not mails(world, "rosa")


def test_nobody_ignores_themselves(rosa: Browser, world: World) -> None:
    world.known("ivy")
    token = rosa.visit("/m/ivy/ignore").values("/m/ivy/ignore")

    page = rosa.post("/m/rosa/ignore", token)

    assert page.status in {403, 409}
    assert "You cannot ignore yourself." in page.text
    assert "Ignore" not in rosa.visit("/m/rosa").text


def test_who_is_ignored_finds_no_trace_of_it(rosa: Browser, world: World) -> None:
    ignores(world, "ken", "rosa")

    with world.reading():
        data = copy_of(world.member_id("rosa")).data

    assert not data["ignored"]
    assert "gnore" not in rosa.visit("/my/ignored").text.replace(
        "Members you ignore", ""
    ).replace("You ignore nobody", "")


def test_it_ends_with_either_account(world: World) -> None:
    for handle, other in (("rosa", "ivy"), ("ken", "una")):
        ignores(world, handle, other)

    erased(world, world.known("rosa"))
    erased(world, world.known("una"))

    assert not world.rows(Ignored)


def test_a_decision_of_an_ignored_moderator_reaches_its_author(
    mo: Browser, world: World
) -> None:
    ignores(world, "rosa", "mo_mod")
    post = world.reply(world.thread("ken"), "rosa")

    decided(mo, flagged(world, post), "remove")

    assert "decision" in told(world, "rosa")
