"""Coming from SolTrex for the first time: what is kept, and who chooses the name."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.members.models import Member
from forum.members.registry.models import Account
from forum.members.registry.oidc.models import OidcIdentity, OidcNewcomer
from forum.privacy.models import Consent
from tests.browser import Browser
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import is_signed_in, join, leave_for_soltrex, sign_in
from tests.privacy.raw import raw
from tests.world import World


def test_a_newcomer_takes_the_user_name_they_have_at_soltrex(
    fake: Fake, guest: Browser, world: World
) -> None:
    page = join(fake, guest)

    (identity,) = world.rows(OidcIdentity)
    assert "Welcome, sunny_roof" in page.text
    assert (identity.issuer, identity.sub) == (fake.issuer, "sub-rosa")
    assert (identity.email, identity.email_verified) == ("rt@example.com", True)
    assert is_signed_in(guest)
    assert world.rows(Account) == []
    assert world.rows(OidcNewcomer) == []
    assert {one.document for one in world.rows(Consent)} == {"terms", "privacy"}


def test_the_question_is_asked_with_pkce_a_state_and_a_nonce(
    fake: Fake, guest: Browser
) -> None:
    url = leave_for_soltrex(guest)

    assert url.startswith(f"{fake.issuer}/auth?")
    for asked in (
        "response_type=code",
        "code_challenge_method=S256",
        "code_challenge=",
        "state=",
        "nonce=",
        "redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fsign-in%2Fback",
    ):
        assert asked in url


def test_nothing_is_kept_of_what_the_forum_does_not_need(
    fake: Fake, guest: Browser, world: World
) -> None:
    fake.userinfo = {
        "name": "Rosalind Testperson",
        "phone_number": "+15555550100",
        "address": {"postal_code": "05401"},
    }

    join(fake, guest)

    kept = raw(world.app)
    for word in (b"Rosalind", b"5555550100", b"05401", b"rt@example.com", b"opaque"):
        assert word not in kept
    assert b"sub-rosa" in kept


def test_a_taken_user_name_is_not_given_twice_and_the_member_chooses(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("Sunny_Roof")

    asked = sign_in(fake, guest)
    refused = guest.submit(
        "/sign-in/name", birth_month="5", birth_year="1975", accept="y"
    )
    page = guest.submit("/sign-in/name", handle="other_roof")

    assert "This user name is taken" in asked.text
    assert refused.status == 422
    assert "Welcome, other_roof" in page.text
    assert world.row(Member, world.member_id("Sunny_Roof")).handle == "Sunny_Roof"


def test_a_user_name_that_is_the_address_is_not_proposed(
    fake: Fake, guest: Browser
) -> None:
    fake.person["email"] = "rt.testperson@example.com"
    fake.person["preferred_username"] = "rt.testperson"

    page = sign_in(fake, guest)

    assert page.values("/sign-in/name")["handle"] == ""


def test_a_newcomer_who_is_too_young_is_not_kept(
    fake: Fake, guest: Browser, world: World
) -> None:
    sign_in(fake, guest)

    page = guest.submit("/sign-in/name", birth_month="5", birth_year="2020", accept="y")

    assert page.status == 403
    assert "13 or older" in page.text
    assert world.rows(OidcNewcomer) == []
    assert world.rows(OidcIdentity) == []


@pytest.mark.parametrize(("of_age", "status"), [(True, 200), (False, 403)])
def test_the_age_is_not_asked_where_soltrex_answers_for_it(
    fake: Fake, guest: Browser, world: World, of_age: bool, status: int
) -> None:
    fake.more = {"soltrex_of_age": of_age}

    page = sign_in(fake, guest)

    assert page.status == status
    assert "When were you born" not in page.text
    if of_age:
        done = guest.submit("/sign-in/name", accept="y")
        assert "Welcome, sunny_roof" in done.text
    else:
        assert world.rows(OidcNewcomer) == []


def test_an_equal_address_never_makes_somebody_the_member_who_has_it(
    fake: Fake, guest: Browser, world: World
) -> None:
    rosa = world.member("rosa")
    fake.person["email"] = "rosa@example.com"

    page = sign_in(fake, guest)

    assert page.path == "/sign-in/name"
    assert not is_signed_in(guest)
    join(fake, guest)
    (identity,) = world.rows(OidcIdentity)
    assert identity.member_id != rosa


def test_who_shares_an_address_with_a_member_of_soltrex_is_another_person(
    fake: Fake, guest: Browser, rosa: Browser, world: World
) -> None:
    join(fake, guest)
    fake.person |= {"sub": "sub-2", "sid": "s2", "preferred_username": "two_roofs"}

    page = join(fake, rosa)

    assert "Welcome, two_roofs" in page.text
    assert len(world.rows(OidcIdentity)) == 2


def test_a_newcomer_who_waits_for_an_hour_begins_again(
    fake: Fake, guest: Browser, world: World
) -> None:
    sign_in(fake, guest)

    with time_machine.travel(utcnow() + timedelta(minutes=61)):
        assert guest.visit("/sign-in/name").status == 410
        with world.reading():
            sweep(utcnow())
    assert world.rows(OidcNewcomer) == []
