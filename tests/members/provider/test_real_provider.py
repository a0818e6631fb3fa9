"""Against a real OpenID provider: in, out both ways, and what becomes of accounts."""

from pathlib import Path

import pytest
from flask import Flask

from forum.members.models import Member, MemberSession
from forum.members.news import ClaimedSystem, systems_claim
from forum.members.registry import registry
from forum.members.registry.oidc.models import OidcIdentity
from tests.browser import Browser
from tests.members.oidc.steps import is_signed_in
from tests.members.oidc.test_what_changes_at_soltrex import sync
from tests.members.provider.conftest import ROSIE
from tests.members.provider.real import AtSoltrex, Real
from tests.members.provider.steps import join, sign_in
from tests.world import World


def test_somebody_joins_and_what_the_provider_says_is_taken(
    app: Flask, rosie: AtSoltrex, real: Real, guest: Browser, world: World
) -> None:
    told: list[list[ClaimedSystem]] = []
    systems_claim.add(app, lambda _, systems: told.append(systems))

    page = join(rosie, guest)

    app.extensions["hook:systems_claim"].pop()
    (identity,) = world.rows(OidcIdentity)
    assert "Welcome, rosie_roof" in page.text
    assert (identity.issuer, identity.sub) == (real.issuer, "sub-rosie")
    with world.reading():
        contact = registry().contact(identity.member_id)
    assert contact is not None
    assert contact.email == "rosie@example.com"
    assert told == [[ClaimedSystem("S-1", "Roof", 6.4, "VT", "")]]


def test_somebody_known_comes_back_as_the_same_member(
    rosie: AtSoltrex, guest: Browser, world: World
) -> None:
    join(rosie, guest)
    other = Browser(world.app)

    page = sign_in(rosie, other)

    assert page.path == "/"
    assert is_signed_in(other)
    assert len(world.rows(OidcIdentity)) == 1


def test_signing_out_here_signs_out_at_the_provider(
    rosie: AtSoltrex, guest: Browser
) -> None:
    join(rosie, guest)
    guest.visit("/")

    url = guest.submit("/sign-out", follow=False).headers["Location"]
    page = guest.visit(rosie.sign_out(url))

    assert (page.status, page.path) == (200, "/")
    assert not is_signed_in(guest)
    sign_in(rosie, guest)
    assert rosie.passwords == 2


def test_signing_out_at_the_provider_signs_out_here(
    rosie: AtSoltrex, real: Real, guest: Browser, world: World
) -> None:
    join(rosie, guest)

    rosie.sign_out(
        f"{real.issuer}/session/end?client_id=forum"
        "&post_logout_redirect_uri=http://127.0.0.1:8000/"
    )

    assert not is_signed_in(guest)
    assert world.rows(MemberSession) == []


def test_an_account_deactivated_at_the_provider_is_not_active_here(
    rosie: AtSoltrex, real: Real, guest: Browser, world: World
) -> None:
    join(rosie, guest)

    disabled = real.tells("account-disabled", "sub-rosie")
    after = is_signed_in(guest)
    left = world.row(Member, world.member_id("rosie_roof")).deactivated_at
    enabled = real.tells("account-enabled", "sub-rosie")
    sign_in(rosie, guest)

    assert (disabled, enabled) == (202, 202)
    assert not after
    assert left is not None
    assert is_signed_in(guest)


@pytest.mark.parametrize("status", ["disabled", "suspended", 7])
def test_what_the_provider_says_at_sign_in_closes_and_opens_an_account(
    rosie: AtSoltrex, real: Real, guest: Browser, world: World, status: object
) -> None:
    join(rosie, guest)
    real.knows("sub-rosie", **(ROSIE | {"soltrex_status": status}))

    page = sign_in(rosie, Browser(world.app))

    assert page.status == 403
    assert page.heading == "Your SolTrex account is not active"
    assert not is_signed_in(guest)
    real.knows("sub-rosie", **(ROSIE | {"soltrex_status": "active"}))
    assert sign_in(rosie, guest).path == "/"


def test_a_list_of_accounts_closes_one_where_no_event_arrives(
    app: Flask, rosie: AtSoltrex, guest: Browser, tmp_path: Path
) -> None:
    join(rosie, guest)

    code, said = sync(app, tmp_path, {"sub": "sub-rosie", "status": "disabled"})

    assert (code, said) == (0, "1 lines, 1 of them about members of this forum.\n")
    assert not is_signed_in(guest)
    assert sign_in(rosie, guest).status == 403


def test_signing_out_at_the_provider_ends_a_first_sign_in_half_way(
    rosie: AtSoltrex, real: Real, guest: Browser
) -> None:
    assert sign_in(rosie, guest).path == "/sign-in/name"

    rosie.sign_out(
        f"{real.issuer}/session/end?client_id=forum"
        "&post_logout_redirect_uri=http://127.0.0.1:8000/"
    )

    assert guest.visit("/sign-in/name").status == 410


def test_an_account_purged_at_the_provider_is_unknown_here(
    rosie: AtSoltrex, real: Real, guest: Browser, world: World
) -> None:
    join(rosie, guest)

    status = real.tells("account-purged", "sub-rosie")

    assert status == 202
    assert not is_signed_in(guest)
    assert "sub-rosie" not in {one.sub for one in world.rows(OidcIdentity)}
    assert sign_in(rosie, Browser(world.app)).path == "/sign-in/name"


def test_a_fresh_sign_in_is_asked_for_before_something_that_matters(
    rosie: AtSoltrex, guest: Browser
) -> None:
    join(rosie, guest)
    page = guest.visit("/confirm?next=/my/profile")
    url = guest.visit(page.link("Confirm at SolTrex"), follow=False).headers["Location"]

    page = guest.visit(rosie.sign_in(url))

    assert page.path == "/my/profile"
    assert rosie.passwords == 2
