"""C22: mail about the service cannot be refused, but whoever pauses gets none."""

import pytest

from forum.announcements.actions import hand_out
from forum.core.clock import utcnow
from forum.mail.letters import MailClass, kinds
from forum.members import actions as members
from tests.browser import Browser
from tests.mail.announcing import announced, newest
from tests.mail.test_letters import html_of
from tests.world import World, words_of

ROSA = "rosa@example.com"


@pytest.fixture
def sent(world: World, ada: Browser, bea: Browser, rosa: Browser) -> Browser:
    """Announce something after Rosa unticked whatever there is."""
    rosa.visit("/my/mail")
    rosa.post("/my/mail", {"csrf_token": rosa.page.values("/my/mail")["csrf_token"]})
    announced(ada, bea, world)
    return rosa


@pytest.mark.usefixtures("sent")
def test_it_comes_though_every_choice_is_off(world: World) -> None:
    world.run_jobs()

    (mail,) = world.outbox.to(ROSA)
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None


@pytest.mark.usefixtures("sent")
def test_it_says_why_and_how_to_leave(world: World) -> None:
    world.run_jobs()

    (mail,) = world.outbox.to(ROSA)
    for words in (words_of(mail), html_of(mail)):
        assert "it cannot be switched off" in " ".join(words.split())
        assert "http://127.0.0.1:8000/my/deactivate" in words


@pytest.mark.usefixtures("sent")
def test_who_paused_gets_none_though_it_is_queued(world: World) -> None:
    member = world.member_id("rosa")
    with world.writing():
        hand_out(newest(world), 0, utcnow())
        members.deactivate(member, utcnow())

    world.run_jobs()

    assert not world.outbox.to(ROSA)


def test_no_letter_about_the_service_has_a_choice_that_could_end_it() -> None:
    service = [one for one in kinds() if one.mail_class is MailClass.SERVICE]

    assert {"announced_service", "document_changed"} <= {one.name for one in service}
    assert not [one.name for one in service if one.choice is not None]
