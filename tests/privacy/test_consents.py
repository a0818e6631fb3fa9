"""What is noted about agreements: which version, and when."""

from datetime import timedelta

import time_machine

from forum.core.clock import utcnow
from forum.privacy.documents import in_force
from forum.privacy.models import Consent
from tests.browser import PASSWORD, Browser
from tests.members.joining import applied
from tests.world import World


def test_joining_notes_the_terms_and_the_statement(
    guest: Browser, world: World
) -> None:
    link = applied(guest, world)
    accepted = utcnow()

    with time_machine.travel(accepted + timedelta(hours=30)):
        guest.visit(link)
        guest.submit(link, password=PASSWORD)

    noted = {one.document: one for one in world.rows(Consent)}
    assert set(noted) == {"terms", "privacy"}
    for name, consent in noted.items():
        assert consent.version == in_force(name, accepted.date()).version
        assert abs(consent.given_at - accepted) < timedelta(minutes=2)


def test_nothing_is_noted_before_the_address_is_confirmed(
    guest: Browser, world: World
) -> None:
    applied(guest, world)

    assert not world.rows(Consent)


def test_a_consent_says_nothing_else(world: World) -> None:
    world.member("rosa")

    assert {column.key for column in Consent.__table__.columns} == {
        "id",
        "member_id",
        "document",
        "version",
        "given_at",
    }
    assert {one.document for one in world.rows(Consent)} == {
        "terms",
        "privacy",
        "posting",
    }
