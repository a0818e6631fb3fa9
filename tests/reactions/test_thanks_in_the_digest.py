"""Thanks are told in the digest and nowhere else."""

from datetime import UTC, datetime, timedelta

import time_machine

from forum.core.clock import utcnow
from forum.mail import actions as mail
from forum.mail.choices import Way
from forum.mail.models import Said
from forum.reactions import actions
from tests.browser import Browser
from tests.notifications.following import mails, told
from tests.notifications.test_digests import at_work
from tests.reactions.test_ignoring import ignores
from tests.world import World, words_of

NOON = datetime(2026, 11, 30, 17, tzinfo=UTC)


def thanked(world: World, by: str = "rosa") -> int:
    """Let somebody thank Ivy for a reply."""
    post = world.reply(world.thread("ken"), "ivy")
    member = world.known(by)
    with world.writing():
        actions.thank(member, post, utcnow())
    return post


def digest(world: World, ignored: str = "", **ways: Way) -> tuple[str, int]:
    """Thank Ivy, who wants digests; return the words of the next, and the post."""
    with time_machine.travel(NOON, tick=False) as clock:
        member = world.known("ivy")
        with world.writing():
            mail.choose(member, {"digest": Way.DAILY, **ways}, Said.PAGE, utcnow())
        post = thanked(world)
        if ignored:
            ignores(world, "ivy", ignored)
        clock.move_to(NOON + timedelta(hours=20))
        at_work(world)
        found = world.outbox.to("ivy@example.com")
    return (words_of(found[-1]) if found else ""), post


def test_thanks_are_no_notification_and_no_mail_of_their_own(
    ivy: Browser, world: World
) -> None:
    thanked(world)

    assert told(world, "ivy") == []
    assert not mails(world, "ivy")
    assert "thanked" not in ivy.visit("/notifications").text


def test_a_digest_counts_them(world: World) -> None:
    said, post = digest(world)

    assert "A member thanked you for a post in" in said
    assert f"/p/{post}" in said
    assert "rosa" not in said


def test_who_does_not_want_to_know_is_not_told(world: World) -> None:
    said, _ = digest(world, thanks=Way.OFF)

    assert not said


def test_thanks_of_somebody_ignored_are_not_told(world: World) -> None:
    said, _ = digest(world, ignored="rosa")

    assert not said
