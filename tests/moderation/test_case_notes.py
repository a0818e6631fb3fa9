"""What moderators note about a case, and seeing who reported it."""

from moderation.models import AuditEvent, AuditPayload, FlagReason, Note
from tests.browser import Browser
from tests.moderation.cases import flagged, opened
from tests.moderation.test_review_queue import colleague, reported_thread
from tests.world import World


def case_about(world: World) -> int:
    title = "A thread with advertising"
    return reported_thread(world, "ken", title, FlagReason.SPAM)


def actions_logged(world: World) -> list[str]:
    return [one.action for one in world.rows(AuditEvent)]


def test_a_note_is_read_by_colleagues(mo: Browser, world: World) -> None:
    case = case_about(world)
    opened(mo, case)

    page = mo.submit("/note", body="The same shop as last week.")

    assert "The note is kept." in page.text
    assert actions_logged(world)[-1] == "note_added"
    assert "The same shop as last week." in opened(colleague(world), case).text
    assert "last week" not in world.rows(AuditPayload)[-1].json


def test_an_empty_note_is_asked_for_again(mo: Browser, world: World) -> None:
    opened(mo, case_about(world))

    page = mo.submit("/note", body="")

    assert page.status == 422
    assert "Write the note" in page.text
    assert page.forms("/note")


def test_details_in_a_note_are_asked_about(mo: Browser, world: World) -> None:
    case = case_about(world)
    opened(mo, case)

    page = mo.submit("/note", body="Ken is at (802) 555-0142.")

    assert page.status == 422
    assert page.heading == "Check what others will read"
    assert not world.rows(Note)


def test_who_wrote_a_note_can_delete_it(mo: Browser, world: World) -> None:
    case = case_about(world)
    opened(mo, case)
    mo.submit("/note", body="The same shop as last week.")
    (note,) = world.rows(Note)
    max_mod = colleague(world)
    assert not opened(max_mod, case).forms("/notes/delete")
    token = max_mod.page.values("/note")["csrf_token"]
    late = {"csrf_token": token, "which": str(note.id)}

    refused = max_mod.post(f"/moderation/items/{case}/notes/delete", late)
    opened(mo, case)
    page = mo.submit("/notes/delete", which=str(note.id))

    assert refused.status == 403
    assert "The note is deleted." in page.text
    assert world.rows(Note) == []
    assert actions_logged(world)[-1] == "note_deleted"


def test_who_reported_is_shown_on_request_and_logged(mo: Browser, world: World) -> None:
    world.member("whistle")
    post = world.opening_post(world.thread("ken"))
    case = flagged(world, post, "whistle")
    assert "whistle" not in opened(mo, case).html

    page = mo.submit("/flaggers")

    assert "Reported by: whistle." in page.text
    assert actions_logged(world)[-1] == "view_flaggers"
    assert "whistle" not in opened(mo, case).html
