"""Accounts that came with another forum belong to nobody until their owner agrees."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.mail.models import MailChoice
from forum.members.models import Member
from forum.members.registry.models import Account, ResetLink
from forum.privacy.models import Consent
from tests.boards.acts import counted
from tests.browser import PASSWORD, Browser
from tests.kept import BeginWith
from tests.mail.announcing import administrator, announced
from tests.members.joining import link_in
from tests.moving.foreign import files, taken
from tests.world import World

EMAIL = "sunny@example.com"
AGREED = {"birth_month": "5", "birth_year": "1975", "accept": "y"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the files of a small forum."""
    return files(tmp_path / "old")


@pytest.fixture
def link(world: World, folder: Path, begin_with: BeginWith) -> str:
    """Take the forum in, and let the owner of an address ask for a password."""

    def ask() -> str:
        taken(world.app, folder)
        owner = Browser(world.app)
        owner.visit("/reset")
        owner.submit("/reset", email=EMAIL)
        world.run_jobs()
        (mail,) = world.outbox.to(EMAIL)
        return link_in(mail)

    return begin_with("asked", ask)


def test_who_left_an_address_takes_the_account_over(
    world: World, guest: Browser, link: str
) -> None:
    page = guest.visit(link)
    assert page.heading == "Take over your account"
    assert "15 characters or more" in page.text

    page = guest.submit(link, more=AGREED, password=PASSWORD)

    assert page.heading == "Sign in"
    guest.sign_in("sunny")
    assert "sunny" in guest.visit("/my").text
    member = world.member_id("sunny")
    agreed = {(one.member_id, one.document) for one in world.rows(Consent)}
    assert agreed == {(member, "terms"), (member, "privacy")}
    assert {one.member_id for one in world.rows(MailChoice)} == {member}
    assert counted(world, ResetLink) == 0


@pytest.mark.parametrize("missing", list(AGREED))
def test_without_age_or_agreement_nothing_changes(
    world: World, guest: Browser, link: str, missing: str
) -> None:
    before = world.rows(Account)[0].password_hash
    guest.visit(link)

    said = {name: value for name, value in AGREED.items() if name != missing}
    page = guest.submit(link, more=said, password=PASSWORD)

    assert page.status == 422
    assert page.soup.select(".error, .field--bad, [aria-invalid=true]")
    assert world.rows(Account)[0].password_hash == before
    assert counted(world, Consent) == 0
    assert "Sign in" in guest.sign_in("sunny").heading


def test_who_is_too_young_leaves_no_address(
    world: World, guest: Browser, link: str
) -> None:
    guest.visit(link)
    young = AGREED | {"birth_year": str(utcnow().year - 9)}

    page = guest.submit(link, more=young, password=PASSWORD)

    assert page.status == 403
    assert "You have to be 13 or older" in page.text
    assert counted(world, Account) == counted(world, Consent) == 0
    assert guest.visit(link).status == 410
    assert world.row(Member, world.member_id("sunny")).post_count == 1


def test_a_second_answer_in_the_same_browser_is_refused(
    world: World, guest: Browser, link: str
) -> None:
    guest.visit("/register")
    guest.submit(
        "/register",
        name="Sunny",
        email="other@example.com",
        handle="other_one",
        password=PASSWORD,
        more=AGREED | {"birth_year": str(utcnow().year - 9)},
    )

    assert guest.visit(link).status == 403
    assert counted(world, Account) == 1


def test_nobody_writes_to_an_account_that_was_not_taken_over(
    world: World, folder: Path, ada: Browser
) -> None:
    taken(world.app, folder)
    announced(ada, administrator(world, "bea_op"), world)
    world.run_jobs()

    assert world.outbox.to("bea_op@example.com")
    assert not world.outbox.to(EMAIL)


def test_whose_account_was_made_here_is_asked_for_the_password_alone(
    world: World, guest: Browser
) -> None:
    world.member("rosa")
    guest.visit("/reset")
    guest.submit("/reset", email="rosa@example.com")
    world.run_jobs()

    page = guest.visit(link_in(world.outbox.to("rosa@example.com")[-1]))

    assert page.heading == "Choose a new password"
    assert not page.soup.select("[name=birth_year], [name=accept]")


def test_after_two_years_the_address_goes_and_the_posts_stay(
    world: World, folder: Path
) -> None:
    taken(world.app, folder)
    posts = counted(world, Post)

    for days, left in ((729, 1), (731, 0)):
        with (
            time_machine.travel(utcnow() + timedelta(days=days)),
            world.reading(),
        ):
            sweep(utcnow())
        assert counted(world, Account) == left

    assert counted(world, Post) == posts
    assert world.member_id("sunny")


def test_an_account_that_was_taken_over_stays(
    world: World, guest: Browser, link: str
) -> None:
    guest.visit(link)
    guest.submit(link, more=AGREED, password=PASSWORD)

    with time_machine.travel(utcnow() + timedelta(days=731)), world.reading():
        sweep(utcnow())

    assert counted(world, Account) == 1
