"""C19: promotion goes to those who asked for it, twice a month, until they stop it."""

import pytest

from forum.announcements.actions import hand_out
from forum.core.clock import utcnow
from forum.mail.models import MailChoice, MailLog, Result
from tests.browser import Browser
from tests.mail.announcing import (
    announced,
    approved,
    ending_path,
    newest,
    tick,
    written,
)
from tests.world import World, words_of

ROSA = "rosa@example.com"
pytestmark = pytest.mark.usefixtures("with_postal_address")


def test_nobody_gets_it_unasked(world: World, ada: Browser, bea: Browser) -> None:
    world.member("rosa")

    announced(ada, bea, world, purpose="offers")
    world.run_jobs()

    assert not world.outbox.mails


def test_one_kind_is_not_the_other(
    world: World, ada: Browser, bea: Browser, rosa: Browser
) -> None:
    tick(rosa, "newsletter")

    announced(ada, bea, world, purpose="offers")
    world.run_jobs()

    assert not world.outbox.mails


def test_who_stops_it_gets_none_though_it_is_queued(
    world: World, ada: Browser, bea: Browser, rosa: Browser
) -> None:
    tick(rosa, "newsletter")
    announced(ada, bea, world, purpose="newsletter")
    _hand_out(world)
    rosa.visit("/my/mail")

    rosa.post("/my/mail", {"csrf_token": rosa.page.values("/my/mail")["csrf_token"]})
    world.run_jobs()

    assert not world.outbox.to(ROSA)
    assert [row.result for row in world.rows(MailLog)] == [Result.NOT_WANTED]


def _hand_out(world: World) -> None:
    with world.writing():
        hand_out(newest(world), 0, utcnow())


def test_one_click_ends_it(
    world: World, ada: Browser, bea: Browser, rosa: Browser, guest: Browser
) -> None:
    tick(rosa, "newsletter")
    announced(ada, bea, world, purpose="newsletter")
    world.run_jobs()
    (mail,) = world.outbox.to(ROSA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = ending_path(mail["List-Unsubscribe"])
    assert path in words_of(mail)

    guest.visit(path)
    assert not [row for row in world.rows(MailChoice) if row.said == "link"]
    answer = guest.post(
        path, {"List-Unsubscribe": "One-Click"}, follow=False, headers={"Accept": "*/*"}
    )

    assert answer.status == 200
    announced(ada, bea, world, purpose="newsletter")
    world.run_jobs()
    assert len(world.outbox.to(ROSA)) == 1


def test_there_are_two_a_month_at_most(
    world: World, ada: Browser, bea: Browser, rosa: Browser
) -> None:
    tick(rosa, "newsletter", "offers")
    announced(ada, bea, world, purpose="newsletter")
    announced(ada, bea, world, purpose="offers")
    written(ada, purpose="newsletter")

    assert approved(bea, newest(world)).status == 403
    world.run_jobs()

    assert len(world.outbox.to(ROSA)) == 2
