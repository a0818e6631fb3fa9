"""Reports in bad faith: marked by a moderator, and after ten the right rests."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import insert

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from moderation.models import (
    ActionKind,
    AuditEvent,
    Decision,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.rules import loses_right
from tests.boards.test_taking_back import taken_back
from tests.browser import Browser, Page
from tests.moderation.appeals.asking import appealed, case_of, judged
from tests.moderation.cases import decided, flagged, left, opened
from tests.systems.cards import card
from tests.world import World, words_of

WHY = "You reported everything that Ivy wrote this week."
RESTS = "because moderators found ten of your reports within 30 days"


def marked_before(world: World, by: str, times: int = 9, days: int = 1) -> None:
    """Let reports of somebody have been found to be in bad faith."""
    reporter, at = world.known(by), utcnow() - timedelta(days=days)
    with world.writing():
        item = Reviewable(
            kind=ReviewableKind.FLAGGED_POST,
            target_type=TargetType.POST,
            target_id=0,
            weight=0,
            opened_at=at,
            status=ReviewStatus.CLOSED,
            closed_at=at,
        )
        db.session.add(item)
        db.session.flush()
        row = {
            "reviewable_id": item.id,
            "target_type": TargetType.POST,
            "target_id": 0,
            "revision": 1,
            "reporter_id": reporter,
            "reporter_kind": ReporterKind.MEMBER,
            "reason": FlagReason.SPAM,
            "status": FlagStatus.DISMISSED,
            "created_at": at,
            "closed_at": at,
            "bad_faith": True,
            "bad_faith_reason": WHY,
        }
        db.session.execute(insert(Flag), [row] * times)


def written(world: World, hours: int, by: str = "ivy", asker: str = "ken") -> int:
    """Write a reply some hours ago, so that nobody posts too fast."""
    at = utcnow() - timedelta(hours=hours)
    return world.reply(world.thread(asker, at=at), by, at=at)


def in_bad_faith(
    mo: Browser, world: World, measure: str = "leave", hours: int = 3, **more: str
) -> Page:
    """Let Rosa report a post, and Mo find that it was in bad faith."""
    case = flagged(world, written(world, hours), "rosa")
    newest = max(one.id for one in world.rows(Flag))
    said = {"bad_faith": str(newest), "bad_faith_reason": WHY} | more
    return decided(mo, case, measure, **said)


def rests(world: World) -> list[ModAction]:
    return [one for one in world.rows(ModAction) if one.kind is ActionKind.NO_FLAGS]


def test_who_reported_in_bad_faith_reads_why(
    rosa: Browser, mo: Browser, world: World
) -> None:
    page = in_bad_faith(mo, world)

    assert page.status == 200, page.text
    assert rests(world) == []
    shown = rosa.visit("/my/flags").text
    assert "A moderator found that it was made in bad faith." in shown
    assert WHY in shown
    assert "mo_mod" not in shown
    assert "bad_faith" in {one.action for one in world.rows(AuditEvent)}


def test_a_mark_takes_a_reason_and_nothing_is_lost(mo: Browser, world: World) -> None:
    world.member("rosa")

    page = in_bad_faith(mo, world, bad_faith_reason="", note="Keep this note.")

    assert page.status == 422
    assert "Say why the report was made in bad faith" in page.text
    assert "Keep this note." in page.html
    assert page.soup.select("[name=bad_faith][checked]")


def test_what_is_acted_on_was_not_reported_in_bad_faith(
    mo: Browser, world: World
) -> None:
    world.member("rosa")

    page = in_bad_faith(mo, world, measure="remove")

    assert page.status == 422
    assert "only if you leave or restore" in page.text
    assert not any(one.bad_faith for one in world.rows(Flag))


def test_a_report_of_another_case_is_not_marked(mo: Browser, world: World) -> None:
    flagged(world, written(world, 9), "rosa")
    (other,) = world.rows(Flag)

    page = in_bad_faith(mo, world, bad_faith=str(other.id))

    assert page.status == 403
    assert not any(one.bad_faith for one in world.rows(Flag))


def test_after_ten_the_right_rests_and_the_reasons_are_given(
    rosa: Browser, mo: Browser, world: World
) -> None:
    marked_before(world, "rosa")

    in_bad_faith(mo, world)

    (rest,) = rests(world)
    assert rest.target_id == world.member_id("rosa")
    (told,) = world.rows(Statement)
    assert told.member_id == world.member_id("rosa")
    page = rosa.visit(f"/my/decisions/{told.id}")
    for part in (WHY, "Until ", "appeal", "how we moderate", "follows by itself"):
        assert part in page.text, part
    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        world.run_jobs()
    (mail,) = world.outbox.to("rosa@example.com")
    assert "cannot report" in words_of(mail)


def test_the_form_says_until_when_and_why(
    rosa: Browser, mo: Browser, world: World
) -> None:
    marked_before(world, "rosa")
    in_bad_faith(mo, world)
    post, known = written(world, 9, "una"), card(world, "ken")
    (told,) = world.rows(Statement)

    pages = [
        rosa.visit(path)
        for path in (f"/p/{post}/flag", "/m/ken/flag", f"/systems/{known}/flag")
    ]

    for page in pages:
        assert "You can report again on" in page.text
        assert RESTS in page.text
        assert f"/my/decisions/{told.id}" in page.html
        assert "/privacy-request" in page.html
        assert not page.soup.select("[name=reason]")
    assert RESTS in rosa.visit("/my").text
    assert RESTS in rosa.visit("/my/flags").text


def test_nothing_is_reported_while_the_right_rests(
    rosa: Browser, mo: Browser, world: World
) -> None:
    post, known = written(world, 9, "una"), card(world, "ken")
    pages = [f"/p/{post}/flag", "/m/ken/flag", f"/systems/{known}/flag"]
    fields = {path: rosa.visit(path).values("/flag") for path in pages}
    marked_before(world, "rosa")
    in_bad_faith(mo, world)
    before = len(world.rows(Flag))

    answers = [
        rosa.post(path, fields[path] | {"reason": "spam"}, follow=False)
        for path in pages
    ]

    assert [one.status for one in answers] == [403] * 3
    assert all(RESTS in one.text for one in answers)
    assert len(world.rows(Flag)) == before


def test_after_thirty_days_it_is_over_and_counted_anew(
    rosa: Browser, mo: Browser, world: World
) -> None:
    marked_before(world, "rosa")
    in_bad_faith(mo, world)
    post = written(world, 9, "una")

    with time_machine.travel(utcnow() + timedelta(days=29)):
        rosa.begin_session(world.session_of(world.member_id("rosa")))
        assert RESTS in rosa.visit(f"/p/{post}/flag").text
    with time_machine.travel(utcnow() + timedelta(days=30, minutes=1)):
        rosa.begin_session(world.session_of(world.member_id("rosa")))
        rosa.visit(f"/p/{post}/flag")
        page = rosa.submit("/flag", reason="spam")
    assert "Thank you." in page.text


def test_one_more_after_the_rest_began_does_not_prolong_it(
    mo: Browser, world: World
) -> None:
    marked_before(world, "rosa")
    waiting = flagged(world, written(world, 9), "rosa")
    flag = max(one.id for one in world.rows(Flag))
    in_bad_faith(mo, world)

    decided(mo, waiting, "leave", bad_faith=str(flag), bad_faith_reason=WHY)

    assert len(rests(world)) == 1


def test_older_ones_do_not_count(mo: Browser, world: World) -> None:
    marked_before(world, "rosa", days=31)

    in_bad_faith(mo, world)

    assert rests(world) == []


def test_undoing_the_decision_gives_the_right_back(
    rosa: Browser, mo: Browser, world: World
) -> None:
    marked_before(world, "rosa")
    page = in_bad_faith(mo, world)
    made = max(one.id for one in world.rows(Decision))

    page = mo.submit(f"/decisions/{made}/undo")

    assert "Undone" in page.text
    post = written(world, 9, "una")
    assert RESTS not in rosa.visit(f"/p/{post}/flag").text
    assert world.rows(Statement) == []
    in_bad_faith(mo, world, hours=12)
    assert RESTS in rosa.visit(f"/p/{post}/flag").text


def test_an_appeal_that_is_granted_gives_the_right_back(
    rosa: Browser, mo: Browser, ada: Browser, world: World
) -> None:
    marked_before(world, "rosa")
    in_bad_faith(mo, world)
    (told,) = world.rows(Statement)

    assert appealed(rosa, told.id, "I meant every one of them.").status == 200
    judged(ada, case_of(world), "grant")

    post = written(world, 9, "una")
    assert RESTS not in rosa.visit(f"/p/{post}/flag").text
    texts = [one.body for one in world.rows(Statement)]
    assert any("You can report posts again." in one for one in texts)
    in_bad_faith(mo, world, hours=12)
    assert RESTS not in rosa.visit(f"/p/{post}/flag").text


def test_two_who_lose_it_by_one_decision_can_both_appeal(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    for by in ("rosa", "una"):
        marked_before(world, by)
        case = flagged(world, post, by)
    keys = [one.id for one in world.rows(Flag) if one.status is FlagStatus.OPEN]

    fields = opened(mo, case).values("/decide")
    fields.setlist("bad_faith_reason", [WHY])
    fields.setlist("bad_faith", [str(key) for key in keys])
    fields.setlist("measure", ["leave"])
    page = mo.post(f"/moderation/items/{case}/decide", fields)

    assert page.status == 200, page.text
    assert len({one.decision_id for one in rests(world)}) == 2
    for one in world.rows(Statement):
        assert "appeal" in one.body


def test_what_reports_hid_and_a_moderator_restores_can_be_marked(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    case = flagged(world, post, "rosa", FlagReason.PERSONAL_INFORMATION)
    (flag,) = world.rows(Flag)
    assert world.row(Post, post).state is PostState.HIDDEN

    decided(mo, case, "restore", bad_faith=str(flag.id), bad_faith_reason=WHY)

    assert world.row(Flag, flag.id).bad_faith
    assert world.row(Post, post).state is PostState.PUBLISHED


@pytest.mark.parametrize("about", ["card", "profile"])
def test_reports_about_cards_and_profiles_are_marked_too(
    rosa: Browser, mo: Browser, world: World, about: str
) -> None:
    known = card(world, "ken")
    where = f"/systems/{known}" if about == "card" else "/m/ken"
    rosa.visit(f"{where}/flag")
    rosa.submit("/flag", reason="spam")
    (case,) = world.rows(Reviewable)
    (flag,) = world.rows(Flag)
    path = "cards" if about == "card" else "members/items"

    mo.visit(f"/moderation/{path}/{case.id}")
    mo.submit("/decide", measure="leave", bad_faith=str(flag.id), bad_faith_reason=WHY)

    assert world.row(Flag, flag.id).bad_faith_reason == WHY


def test_words_taken_back_go_from_the_reason_too(
    ivy: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy", "The Quincebury lane is steep.")
    case = flagged(world, post, "rosa")
    (flag,) = world.rows(Flag)
    decided(
        mo,
        case,
        "leave",
        bad_faith=str(flag.id),
        bad_faith_reason="Nothing is wrong with Quincebury lane.",
    )

    taken_back(ivy, post, words="Quincebury lane")

    assert left(world, "Quincebury lane") == {}


def test_ten_count_within_thirty_days_since_the_last_rest() -> None:
    now = utcnow()
    ten = [now - timedelta(days=day) for day in range(10)]

    assert loses_right(ten, None, now)
    assert not loses_right(ten[:9], None, now)
    assert not loses_right(ten, now - timedelta(days=5), now)
    assert not loses_right([now - timedelta(days=30)] * 10, None, now)
