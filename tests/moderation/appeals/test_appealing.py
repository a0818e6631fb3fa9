"""A member appeals: once, in time, also while suspended; and writes about it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from forum.core.clock import utcnow
from forum.core.db import db
from moderation.appeals.models import Appeal, AppealMessage
from moderation.models import Reviewable, ReviewableKind, Statement
from tests.boards.acts import PHONE
from tests.browser import Browser
from tests.moderation.appeals.asking import WORDS, appealed, case_of, judged, told
from tests.world import World


def test_the_page_of_a_decision_leads_to_the_appeal(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)

    page = rosa.visit(f"/my/decisions/{statement}")

    assert page.link("Appeal") == f"/my/decisions/{statement}/appeal"
    assert f'href="/my/decisions/{statement}/appeal"' in page.html
    assert rosa.visit(page.link("Appeal")).heading == "Appeal against this decision"


def test_an_appeal_stands_in_the_queue(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    page = appealed(rosa, told(world, mo))

    item = world.row(Reviewable, case_of(world))
    assert "Your appeal is with the moderators" in page.text
    assert WORDS in page.text
    assert (item.kind, item.weight) == (ReviewableKind.APPEAL, 75)
    assert "Appeal" in ada.visit("/moderation/queue").text


@pytest.mark.parametrize("days", ["7", "365"])
def test_who_is_suspended_appeals(
    mo: Browser, rosa: Browser, world: World, days: str
) -> None:
    statement = told(world, mo, suspend=days)
    rosa.sign_in("rosa")

    page = appealed(rosa, statement)

    assert page.status == 200
    assert len(world.rows(Appeal)) == 1


def test_a_second_appeal_against_the_same_is_none(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    rosa.visit(f"/my/decisions/{statement}/appeal")
    form = rosa.page.values("/appeal")
    appealed(rosa, statement)

    page = rosa.post(f"/my/decisions/{statement}/appeal", form | {"words": "Again."})

    assert page.heading == "Your appeal"
    assert len(world.rows(Appeal)) == 1
    assert len(world.rows(AppealMessage)) == 1


def test_after_half_a_year_there_is_no_appeal(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    with world.writing():
        ago = utcnow() - timedelta(minutes=1)
        db.session.execute(update(Statement).values(appeal_until=ago))

    page = rosa.visit(f"/my/decisions/{statement}/appeal")

    assert page.status == 403
    assert "The time for an appeal is over." in page.text


@pytest.mark.parametrize("words", ["", "x" * 2001])
def test_an_appeal_has_words_and_not_too_many(
    mo: Browser, rosa: Browser, world: World, words: str
) -> None:
    page = appealed(rosa, told(world, mo), words)

    assert page.status == 422
    assert words in page.html
    assert not world.rows(Appeal)


def test_private_details_in_an_appeal_are_asked_about(
    mo: Browser, rosa: Browser, world: World
) -> None:
    page = appealed(rosa, told(world, mo), f"Call me at {PHONE}, please.")

    assert page.status == 422
    assert not world.rows(Appeal)


def test_nobody_appeals_for_somebody_else(
    mo: Browser, ken: Browser, world: World
) -> None:
    statement = told(world, mo)

    assert ken.visit(f"/my/decisions/{statement}/appeal").status == 404


def test_a_decision_that_was_taken_back_needs_no_appeal(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    with world.writing():
        db.session.execute(update(Statement).values(read_at=utcnow()))
    mo.submit("/undo")

    page = rosa.visit(f"/my/decisions/{statement}/appeal")

    assert page.status == 403
    assert "took this decision back" in page.text


def test_each_side_writes_three_times(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    appealed(rosa, statement)
    case = case_of(world)
    for number in range(3):
        rosa.visit(f"/my/decisions/{statement}/appeal")
        rosa.submit("/words", words=f"One more thing, {number}.")
        ada.visit(f"/moderation/appeals/{case}")
        ada.submit("/message", words=f"Tell us more, {number}.")
    world.run_jobs()

    own = rosa.visit(f"/my/decisions/{statement}/appeal")
    staff = ada.visit(f"/moderation/appeals/{case}")

    assert not own.forms("/words")
    assert not staff.forms("/message")
    assert len(world.rows(AppealMessage)) == 7
    assert "ada_op" not in own.text
    mails = world.outbox.to("rosa@example.com")
    assert {mail["Subject"] for mail in mails} == {
        "[Service] A message about your appeal"
    }


def test_nothing_is_added_to_a_decided_appeal(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    appealed(rosa, statement)
    rosa.visit(f"/my/decisions/{statement}/appeal")
    judged(ada, case_of(world), "refuse")

    page = rosa.submit("/words", words="Wait!")

    assert page.status == 403
    assert "This appeal is decided." in page.text
