"""Whoever is erased stays erased: no way in, no way back, no second link."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.mail.accounts import reset
from forum.members import actions as members
from forum.members.models import Member
from forum.members.registry.queries import secret_link
from forum.rights import actions
from forum.rights.models import Erasure
from tests.browser import PASSWORD, Browser
from tests.rights.leaving import erased
from tests.world import World


def _begun(world: World) -> None:
    """Begin to erase rosa; the worker dies before it goes on."""
    member = world.known("rosa")
    with world.writing():
        asked = actions.erase_now(member, actions.Wish(), utcnow())
    with world.writing():
        assert actions.begin(asked.id, utcnow()) is not None


def test_nobody_comes_back_whose_erasure_has_begun(
    world: World, guest: Browser
) -> None:
    member = world.known("rosa")
    with world.writing():
        members.deactivate(member, utcnow())
    guest.sign_in("rosa", PASSWORD)
    guest.visit("/sign-in/return")
    _begun(world)

    page = guest.submit("/sign-in/return")

    assert page.status == 400
    assert guest.sign_in("rosa", PASSWORD).status == 403
    assert world.row(Member, member).deactivated_at is not None
    assert [one.cancelled_at for one in world.rows(Erasure)] == [None]


def test_nobody_comes_back_who_is_to_be_erased_at_once(world: World) -> None:
    member = world.known("rosa")
    with world.writing():
        actions.erase_now(member, actions.Wish(), utcnow())

    with pytest.raises(Refused, match="no way back"), world.writing():
        members.reactivate(member, utcnow())

    assert [one.cancelled_at for one in world.rows(Erasure)] == [None]


def test_nobody_comes_back_who_was_erased(world: World) -> None:
    member = world.known("rosa")
    erased(world, member)
    assert world.row(Member, member).deactivated_at is not None

    with pytest.raises(Refused, match="no way back"), world.writing():
        members.reactivate(member, utcnow())


def test_a_session_of_somebody_erased_opens_nothing(
    world: World, guest: Browser
) -> None:
    member = world.known("rosa")
    erased(world, member)
    guest.begin_session(world.session_of(member))
    with world.writing():
        db.session.get_one(Member, member).deactivated_at = None

    assert guest.visit("/my").status == 401


def test_a_link_is_another_one_for_another_member_or_time(app: Flask) -> None:
    now = utcnow()

    with app.app_context():
        links = {
            secret_link("reset", job, whose, at)
            for job in (1, 2)
            for whose in (3, 4)
            for at in (now, now + timedelta(microseconds=1))
        }
        again = secret_link("reset", 1, 3, now)

    assert len(links) == 8
    assert again in links


def test_two_links_to_a_new_password_by_one_number_of_a_job_differ(
    world: World,
) -> None:
    member = world.known("rosa")
    found = []
    for second in (1, 2):
        at = (utcnow() + timedelta(seconds=second)).isoformat()
        told = {"member": member, "job": 7, "asked_at": at}
        with world.writing():
            letter = reset(told, utcnow())
        assert letter is not None
        found.append(letter.content["link"])

    assert found[0] != found[1]
