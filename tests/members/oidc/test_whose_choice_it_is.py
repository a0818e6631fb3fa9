"""What the member decided here, what SolTrex decides, and what comes too late."""

import time
from datetime import timedelta

import pytest

from forum.core.clock import utcnow
from forum.members.actions import deactivate
from forum.members.registry.oidc.models import OidcIdentity, OidcNewcomer
from forum.rights import actions as rights
from forum.rights.models import Erasure
from tests.browser import Browser
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import (
    JOINS,
    is_signed_in,
    join,
    leave_for_soltrex,
    prove,
    sign_in,
)
from tests.members.oidc.test_what_changes_at_soltrex import (
    log_out,
    member,
    sign_out,
    tell,
)
from tests.world import World, words_of

RENAMED = "Your user name at SolTrex changed"


def test_who_left_here_stays_away_when_soltrex_closes_and_opens_the_account(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    who = member(world).id
    with world.writing():
        deactivate(who, utcnow())

    tell(guest, fake.event_token("account-disabled"))
    kept_out = member(world).is_kept_out
    tell(guest, fake.event_token("account-enabled"))

    assert kept_out
    assert not member(world).is_kept_out
    assert member(world).deactivated_at is not None
    assert sign_in(fake, guest).heading == "You are not active here"
    guest.submit("/sign-in/return")
    assert is_signed_in(guest)


def test_an_erasure_goes_on_when_soltrex_closes_and_opens_the_account(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    who = member(world).id
    with world.writing():
        rights.ask_erasure(who, rights.Wish(), utcnow())

    tell(guest, fake.event_token("account-disabled"))
    tell(guest, fake.event_token("account-enabled"))

    (erasure,) = world.rows(Erasure)
    assert erasure.cancelled_at is None
    assert member(world).erase_at == erasure.due_at


def test_what_soltrex_closed_while_one_was_here_it_opens_again(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    tell(guest, fake.event_token("account-disabled"))

    tell(guest, fake.event_token("account-enabled"))

    assert member(world).deactivated_at is None


def test_an_event_that_was_overtaken_closes_nothing(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    late = fake.event_token("account-disabled", iat=int(time.time()) - 3600)

    status = tell(guest, late)

    assert status == 202
    assert is_signed_in(guest)
    assert member(world).deactivated_at is None


def test_an_event_that_was_overtaken_opens_nothing(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    now = int(time.time())
    tell(guest, fake.event_token("account-disabled", iat=now + 2))

    tell(guest, fake.event_token("account-enabled", iat=now + 1))

    assert member(world).deactivated_at is not None


def test_a_sign_in_that_says_nothing_of_the_account_opens_none(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    tell(guest, fake.event_token("account-disabled"))

    page = sign_in(fake, guest)

    assert page.status == 403
    assert page.heading == "Your SolTrex account is not active"
    assert member(world).deactivated_at is not None


@pytest.mark.parametrize("kind", ["account-disabled", "account-purged"])
def test_nobody_joins_whose_account_is_closed_meanwhile(
    fake: Fake, guest: Browser, world: World, kind: str
) -> None:
    sign_in(fake, guest)

    tell(Browser(world.app), fake.event_token(kind))
    page = guest.submit("/sign-in/name", more=JOINS)

    assert page.status == 410
    assert world.rows(OidcIdentity) == []
    assert world.rows(OidcNewcomer) == []


@pytest.mark.parametrize("sid", ["session-1", None])
def test_nobody_joins_who_signed_out_at_soltrex_meanwhile(
    fake: Fake, guest: Browser, world: World, sid: str | None
) -> None:
    sign_in(fake, guest)

    log_out(Browser(world.app), fake.logout_token(sid=sid))

    assert guest.visit("/sign-in/name").status == 410


def test_who_signed_out_at_soltrex_is_not_asked_to_return_any_more(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    guest.visit("/my/deactivate")
    guest.submit("/my/deactivate")
    sign_in(fake, guest)

    log_out(Browser(world.app), fake.logout_token())
    page = guest.submit("/sign-in/return")

    assert page.status == 400
    assert member(world).deactivated_at is not None


def test_a_proof_anew_of_a_closed_account_proves_nothing(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    guest.visit("/confirm?next=/my/profile")
    fake.more = {"soltrex_status": "disabled"}

    page = prove(fake, guest)

    assert page.status == 403
    assert not is_signed_in(guest)
    assert member(world).deactivated_at is not None


def test_whoever_joins_is_welcomed_by_the_name_they_chose(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest, handle="Green_Roof")
    world.run_jobs()

    (mail,) = world.outbox.mails
    words = words_of(mail)
    assert mail["To"] == "rt@example.com"
    assert mail["Subject"] == "Welcome to SolTrex Forum"
    assert "Your user name here is Green_Roof" in words
    assert "sunny_roof" not in mail.as_string()
    assert "http://127.0.0.1:8000/my" in words


def test_an_address_nobody_vouches_for_is_not_welcomed(
    fake: Fake, guest: Browser, world: World
) -> None:
    fake.person["email_verified"] = False

    join(fake, guest)
    world.run_jobs()

    assert world.outbox.mails == []


def test_a_new_user_name_at_soltrex_is_proposed_until_the_member_decides(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    sign_out(guest)
    fake.person["preferred_username"] = "bright_barn"

    told = sign_in(fake, guest)
    page = guest.visit("/my")

    assert RENAMED in told.text
    assert "You are bright_barn at SolTrex now" in page.text
    assert member(world).handle == "sunny_roof"
    assert page.link("Take another user name") == "/my/handle"
    kept = guest.submit("/my/handle/keep")
    assert "You stay sunny_roof here" in kept.text
    assert "bright_barn" not in kept.text
    sign_out(guest)
    assert RENAMED not in sign_in(fake, guest).text
    assert "bright_barn" not in guest.visit("/my").text


def test_a_new_user_name_that_is_taken_here_is_for_the_member_to_replace(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("Bright_Barn")
    join(fake, guest)
    sign_out(guest)
    fake.person["preferred_username"] = "bright_barn"

    sign_in(fake, guest)

    assert "choose another one or keep yours" in guest.visit("/my").text
    assert member(world).handle == "sunny_roof"


@pytest.mark.parametrize("name", ["rt", "admin", "x", "", "two words"])
def test_a_new_user_name_that_nobody_may_have_here_is_not_proposed(
    fake: Fake, guest: Browser, name: str
) -> None:
    join(fake, guest)
    sign_out(guest)
    fake.person["preferred_username"] = name

    assert RENAMED not in sign_in(fake, guest).text
    assert "at SolTrex now" not in guest.visit("/my").text


def test_an_old_attempt_is_no_use_after_a_sign_in(
    fake: Fake, guest: Browser, world: World
) -> None:
    url = leave_for_soltrex(guest)
    join(fake, Browser(world.app))

    later = guest.visit(fake.answer(url))

    assert later.path == "/"
    assert (utcnow() - member(world).joined_at) < timedelta(minutes=1)
