"""What readers and moderators find below a post, and the page to lock or pin."""

import pytest

from forum.boards.models import Thread
from moderation.models import AuditEvent, Decision, ModAction
from tests.browser import Browser, Page
from tests.world import World


def tools(page: Page, post: int) -> list[str]:
    """Return the tools below a post, as somebody who listens would hear them."""
    row = page.soup.select(f"#p{post} .post__t > a, #p{post} .post__t button")
    return [" ".join(one.get_text(" ").split()) for one in row]


def test_readers_are_offered_report_only(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)

    assert tools(rosa.visit(world.url(thread)), post) == ["Report post 1"]
    assert "Moderate" not in rosa.page.text
    assert "/moderation/" not in guest.visit(world.url(thread)).html


def test_nobody_is_offered_to_report_themselves(ken: Browser, world: World) -> None:
    thread = world.thread("ken")

    assert tools(ken.visit(world.url(thread)), world.opening_post(thread)) == []


def test_staff_are_offered_more(mo: Browser, world: World) -> None:
    thread = world.thread("ken")
    post, reply = world.opening_post(thread), world.reply(thread)

    page = mo.visit(world.url(thread))

    assert tools(page, post) == [
        "Report post 1",
        "Moderate post 1",
        "More tools post 1",
        "Lock or pin this thread",
    ]
    assert tools(page, reply) == [
        "Report post 2",
        "Moderate post 2",
        "More tools post 2",
    ]


def test_staff_do_not_moderate_themselves(mo: Browser, world: World) -> None:
    thread = world.thread("mo_mod")
    post = world.opening_post(thread)

    assert tools(mo.visit(world.url(thread)), post) == ["Lock or pin this thread"]


def done(browser: Browser, thread: int, deed: str, reason: str = "") -> Page:
    browser.visit(f"/moderation/threads/{thread}")
    return browser.submit(f"/threads/{thread}", deed=deed, reason=reason)


def test_a_lock_shows_its_reason_to_readers(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    page = done(mo, thread, "lock", "The question is answered.")

    assert "The thread is locked." in page.text
    shown = rosa.visit(world.url(thread))
    assert "The question is answered." in shown.text
    assert not shown.forms("/reply")
    (decision,) = world.rows(Decision)
    assert decision.public_reason == "The question is answered."


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_lock_needs_a_short_reason(mo: Browser, world: World, reason: str) -> None:
    thread = world.thread("ken")

    page = done(mo, thread, "lock", reason)

    assert page.status == 422
    assert page.soup.select(".summary")
    assert world.row(Thread, thread).locked_at is None
    assert world.rows(Decision) == []


def test_what_was_done_can_be_undone(mo: Browser, rosa: Browser, world: World) -> None:
    thread = world.thread("ken")

    for deed in ("lock", "pin", "unlock", "unpin"):
        page = done(mo, thread, deed, "The question is answered.")
        assert page.status == 200

    found = world.row(Thread, thread)
    assert (found.locked_at, found.lock_reason, found.pinned) == (None, "", False)
    assert rosa.visit(world.url(thread)).forms("/reply")
    kinds = [action.kind for action in world.rows(ModAction)]
    assert kinds == ["lock", "pin", "unlock", "unpin"]
    logged = [event.action for event in world.rows(AuditEvent)]
    assert logged == ["lock", "pin", "unlock", "unpin"]


def test_a_deed_that_is_none_is_not_done(mo: Browser, world: World) -> None:
    thread = world.thread("ken")

    page = done(mo, thread, "delete", "Because.")

    assert page.status == 422
    assert world.rows(ModAction) == []


def test_a_plain_member_cannot_lock_a_thread(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    fields = rosa.visit("/b/care/new").values("/b/care/new")
    fields["deed"], fields["reason"] = "lock", "Mine."

    page = rosa.post(f"/moderation/threads/{thread}", fields)

    assert page.status == 403
    assert world.row(Thread, thread).locked_at is None


def test_a_thread_that_is_not_there_cannot_be_locked(mo: Browser) -> None:
    assert mo.visit("/moderation/threads/77").status == 404
