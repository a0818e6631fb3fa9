"""What an author masks later is gone from earlier wordings and quotes too."""

from datetime import timedelta

from forum.boards.models import Post, PostState, Revision
from forum.core.clock import utcnow
from tests.boards.acts import CALL_ME, OTHER_PHONE, PHONE, become
from tests.browser import Browser
from tests.moderation.cases import left
from tests.world import World


def test_masking_in_an_edit_reaches_older_wordings_and_quotes(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", CALL_ME)
    world.reply(
        thread, "ivy", f"> [rosa wrote in #2](/p/{post})\n>\n> {CALL_ME}\n\nOk."
    )
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", preview="1")

    page = rosa.submit("/edit", choice__0="mask")

    assert "phone number masked" in page.text
    assert left(world, PHONE) == {}
    rows = [one for one in world.rows(Revision) if one.post_id == post]
    first, second = sorted(rows, key=lambda one: one.number)
    assert "[masked by its author]" in first.body
    assert "[phone number masked]" in second.body


def test_what_was_kept_is_not_asked_again_when_a_post_is_corrected(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    rosa.visit(f"/p/{post}/edit")

    page = rosa.submit("/edit", body=f"{CALL_ME} By seven, rather.")

    assert page.path.startswith("/t/")
    assert "By seven, rather." in page.text


def test_a_new_number_is_asked_about_beside_one_that_was_kept(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    rosa.visit(f"/p/{post}/edit")

    page = rosa.submit("/edit", body=f"{CALL_ME} Or at {OTHER_PHONE}.")

    assert page.status == 422
    assert "Check what will be public" in page.text


def test_a_plain_edit_keeps_the_older_wording(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", "It rained all of June.")
    rosa.visit(f"/p/{post}/edit")

    rosa.submit("/edit", body="It rained all of July.")

    bodies = [one.body for one in world.rows(Revision) if one.post_id == post]
    assert bodies == ["It rained all of June.", "It rained all of July."]


def test_the_edit_of_a_new_member_waits_like_a_post(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    world.member("newt", is_new=True)
    post = world.reply(thread, "newt", "Nice roof.", utcnow() - timedelta(minutes=5))
    become(world, post, PostState.PUBLISHED)
    newt = Browser(world.app)
    newt.sign_in("newt")
    newt.visit(f"/p/{post}/edit")

    page = newt.submit("/edit", body="Buy cheap modules today.")

    assert "A moderator will check it first." in page.text
    assert world.row(Post, post).state is PostState.HIDDEN
    assert "Buy cheap" not in guest.visit(world.url(thread)).text


def test_a_post_is_withdrawn_wherever_it_stands(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", CALL_ME)
    become(world, world.opening_post(thread), PostState.REMOVED)
    rosa.visit(f"/p/{post}/withdraw")

    page = rosa.submit("/withdraw")

    assert page.status == 200
    assert world.row(Post, post).state is PostState.WITHDRAWN
    assert left(world, PHONE) == {}
