"""Roles that administrators make: what they give, what they refuse, and why."""

from sqlalchemy import select

from forum.boards.models import Audience, Board, Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.retention import sweep
from forum.following.models import Watch
from forum.members.models import Member
from forum.reactions import actions as reactions
from forum.reactions.models import Bookmark
from forum.rights import actions as rights
from forum.rights.actions import Wish
from forum.rights.models import Erasure, Fate
from moderation.models import FlagReason
from tests.admin.acts import board_id, deeds, pressed
from tests.boards.test_mentioning import named
from tests.browser import Browser, Page
from tests.images.pictures import jpeg
from tests.moderation.cases import decided, flagged
from tests.notifications.following import told, watches
from tests.world import World

NEW = "/admin/roles/new"


def made(ada: Browser, name: str, /, *, on: int = 0, **ticked: str) -> str:
    """Make a role; return the address of its page."""
    ada.visit(NEW)
    boards = {"boards": str(on)} if on else {}
    return ada.submit(NEW, more={"name": name, **ticked, **boards}).path


def given(ada: Browser, world: World, who: str, role: str) -> Page:
    """Give a role to a member, on their page."""
    path = f"/admin/members/{world.known(who)}/role"
    ada.visit(path)
    return ada.submit(
        path, more={"others": role.rpartition("/")[2], "reason": "boards"}
    )


def read_by(world: World, slug: str, audience: Audience) -> None:
    with world.writing():
        board = db.session.scalars(select(Board).where(Board.slug == slug)).one()
        board.read = audience


def why(ada: Browser, world: World, who: str) -> str:
    return ada.visit(f"/admin/members/{world.known(who)}/why").text


def test_a_role_refuses_a_deed_on_one_board_and_the_page_of_why_names_it(
    ada: Browser, rosa: Browser, world: World
) -> None:
    care = board_id(world, "care")
    thread = world.thread("ken", board="care")
    role = made(ada, "Quiet on care", on=care, refuses="reply")

    assert "It holds from now on." in given(ada, world, "rosa", role).text

    said = "Your role “Quiet on care” does not let you reply on this board."
    page = rosa.visit(f"/t/{thread}/reply")
    assert (page.status, said in page.text) == (403, True)
    elsewhere = world.thread("ivy", title="Another thread of mine", board="storage")
    assert rosa.visit(f"/t/{elsewhere}/reply").status == 200
    assert said in why(ada, world, "rosa")
    assert deeds(world)[-2:] == ["role_added", "roles_given"]


def test_a_board_of_the_team_is_read_by_whom_a_role_lets(
    ada: Browser, rosa: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken", board="storage")
    read_by(world, "storage", Audience.STAFF)
    role = made(ada, "Storage council", on=board_id(world, "storage"), gives="read")
    given(ada, world, "rosa", role)

    for path in (world.url(thread), "/b/storage", f"/p/{world.opening_post(thread)}"):
        assert rosa.visit(path).status == 200, path
        assert ken.visit(path).status == 404, path
    for path in ("/", "/latest", "/search?q=Vermont"):
        assert "1,154" in rosa.visit(path).text, path
        assert "1,154" not in ken.visit(path).text, path
    assert "The role “Storage council” gives it." in why(ada, world, "rosa")


def test_whom_a_role_lets_read_is_told_suggested_and_keeps_what_they_follow(
    ada: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken", board="storage")
    storage, ken = board_id(world, "storage"), world.member_id("ken")
    elsewhere = made(ada, "Care council", on=board_id(world, "care"), gives="read")
    given(ada, world, "ken", elsewhere)
    given(ada, world, "rosa", made(ada, "Storage council", on=storage, gives="read"))
    for handle in ("rosa", "ken"):
        watches(world, handle, thread)
    with world.writing():
        for member in (world.member_id("rosa"), ken):
            reactions.bookmark(member, utcnow(), thread_id=thread)
    read_by(world, "storage", Audience.STAFF)

    world.reply(thread, "mo_mod", "It grew, I am told.")
    world.reply(thread, "mo_mod", "Ask @rosa, or @ken.")

    assert told(world, "rosa") == ["reply", "mention"]
    assert told(world, "ken") == []
    assert named(mo, "rosa", "reply", thread) == ["rosa"]
    assert named(mo, "ke", "reply", thread) == []
    with world.reading():
        sweep(utcnow())
    rosas = {world.member_id("rosa")}
    assert {one.member_id for one in world.rows(Watch)} & (rosas | {ken}) == rosas
    assert {one.member_id for one in world.rows(Bookmark)} == rosas


def test_who_is_refused_to_read_is_neither_told_nor_suggested(
    ada: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken", board="storage")
    watches(world, "rosa", thread)
    role = made(ada, "Not there", on=board_id(world, "storage"), refuses="read")
    given(ada, world, "rosa", role)

    world.reply(thread, "ivy", "It grew, I am told.")
    world.reply(thread, "una", "Ask @rosa.")

    assert told(world, "rosa") == []
    assert named(ken, "rosa", "reply", thread) == []


def test_what_one_role_refuses_another_does_not_give(
    ada: Browser, rosa: Browser, world: World
) -> None:
    read_by(world, "storage", Audience.STAFF)
    storage = board_id(world, "storage")
    gives = made(ada, "Council", on=storage, gives="read")
    refuses = made(ada, "Away for now", on=storage, refuses="read")
    given(ada, world, "rosa", gives)
    assert rosa.visit("/b/storage").status == 200

    path = f"/admin/members/{world.member_id('rosa')}/role"
    form = ada.visit(path).values(path)
    form.setlist("others", [gives.rpartition("/")[2], refuses.rpartition("/")[2]])
    form["reason"] = "boards"
    ada.post(path, form)

    assert rosa.visit("/b/storage").status == 404
    assert "Away for now" in why(ada, world, "rosa")


def test_a_refused_board_disappears_from_every_list(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken", board="storage")
    role = made(ada, "Not there", on=board_id(world, "storage"), refuses="read")
    given(ada, world, "rosa", role)

    for path in ("/", "/latest", "/search?q=Vermont", "/unread"):
        assert "1,154" not in rosa.visit(path).text, path
    for path in (world.url(thread), "/b/storage", "/b/storage/new"):
        assert rosa.visit(path).status == 404, path


def test_members_of_a_role_open_threads_where_only_the_team_does(
    ada: Browser, rosa: Browser, ken: Browser, world: World
) -> None:
    news = board_id(world, "announcements")
    given(ada, world, "rosa", made(ada, "Reporters", on=news, gives="thread"))

    assert rosa.visit("/b/announcements/new").status == 200
    assert ken.visit("/b/announcements/new").status == 403


def test_a_moderator_does_not_do_what_a_role_refuses(
    ada: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy", "You are a fool.")
    case = flagged(world, post, reason=FlagReason.HARASSMENT)
    given(ada, world, "mo_mod", made(ada, "Learning", refuses="remove"))

    page = decided(mo, case, "remove", rule="R2", reason="It insults somebody.")

    assert page.status in {403, 422}
    assert "does not let you hide, remove or restore posts" in page.text
    with world.reading():
        assert db.session.get_one(Post, post).state is PostState.PUBLISHED


def test_a_moderator_whom_a_role_refuses_it_does_not_read_the_log(
    ada: Browser, mo: Browser, world: World
) -> None:
    assert mo.visit("/moderation/log").status == 200
    given(ada, world, "mo_mod", made(ada, "Learning", refuses="view_audit"))

    page = mo.visit("/moderation/log")

    assert page.status == 403
    assert "Your role “Learning” does not let you read the audit log." in page.text


def test_photos_and_reports_are_refused_in_a_sentence_and_nothing_is_lost(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)
    role = made(ada, "Words only", refuses="attach")
    given(ada, world, "rosa", role)
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit(
        f"/t/{thread}/reply", body="See the photo.", photos=[("a.jpg", jpeg())]
    )

    assert "Your role “Words only” does not let you add photos or files." in page.text
    assert page.values(f"/t/{thread}/reply")["body"] == "See the photo."
    given(ada, world, "rosa", made(ada, "No reports", refuses="flag"))
    rosa.visit(f"/p/{post}/flag")
    assert (
        "does not let you report" in rosa.submit(f"/p/{post}/flag", reason="spam").text
    )


def test_a_change_holds_at_once_for_whoever_has_the_role(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    role = made(ada, "Quiet", refuses="reply")
    given(ada, world, "rosa", role)
    ada.visit(role)
    form = ada.page.values(role)
    form.setlist("refuses", ["attach"])

    ada.post(role, form)

    assert rosa.visit(f"/t/{thread}/reply").status == 200
    assert "role_redefined" in deeds(world)


def test_a_role_that_somebody_has_is_not_deleted_before_it_is_taken_away(
    ada: Browser, world: World, rosa: Browser
) -> None:
    role = made(ada, "Quiet", refuses="reply")
    given(ada, world, "rosa", role)
    assert "/delete" not in ada.visit(role).html
    token = ada.page.values(role)["csrf_token"]
    said = ada.post(f"{role}/delete", {"csrf_token": token})
    assert "rosa has this role. Take it away first." in said.text

    path = f"/admin/members/{world.member_id('rosa')}/role"
    form = ada.visit(path).values(path)
    form.poplist("others")
    form["reason"] = "leaves"
    ada.post(path, form)

    assert pressed(ada, role, f"{role}/delete").path == "/admin/roles"
    assert deeds(world)[-1] == "role_deleted"
    assert rosa.visit("/").status == 200


def test_a_board_that_a_role_is_about_is_not_deleted(
    ada: Browser, world: World
) -> None:
    care = board_id(world, "care")
    made(ada, "Quiet on care", on=care, refuses="reply")

    page = pressed(ada, f"/admin/boards/{care}", f"/admin/boards/{care}/delete")

    assert "The role “Quiet on care” is about" in page.text


def test_a_role_says_something_and_not_two_things(ada: Browser) -> None:
    ada.visit(NEW)
    page = ada.submit(NEW, name="Empty")
    assert (page.status, page.values(NEW)["name"]) == (422, "Empty")
    assert "Tick what the role gives, or what it refuses" in page.text

    page = ada.submit(NEW, name="Both", gives="read", refuses="read")
    assert "Give it or refuse it, not both: read" in page.text

    page = ada.submit(NEW, name="moderator", refuses="flag")
    assert "There is a role with this name" in page.text


def test_who_was_erased_has_no_role_left(ada: Browser, world: World) -> None:
    given(ada, world, "rosa", made(ada, "Quiet", refuses="reply"))
    key = world.member_id("rosa")
    with world.writing():
        rights.erase_now(key, Wish(Fate.KEEP), utcnow())
    world.run_jobs()

    assert world.row(Member, key).custom_roles is None
    (erasure,) = world.rows(Erasure)
    assert erasure.found_after == 0


def test_only_administrators_make_and_give_roles(
    mo: Browser, rosa: Browser, world: World
) -> None:
    for path in ("/admin/roles", NEW, f"/admin/members/{world.member_id('rosa')}/role"):
        assert mo.visit(path).status == 403, path
        assert rosa.visit(path).status == 403, path
