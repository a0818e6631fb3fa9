"""The link of the welcome mail: whoever follows it becomes a member."""

import pytest

from forum.members.models import Member, Role
from forum.members.registry.models import Account, Application
from tests.browser import PASSWORD, Browser
from tests.members.joining import EMAIL, HANDLE, NAME, applied, fill_in, link_in
from tests.world import World


def test_looking_at_the_link_changes_nothing(guest: Browser, world: World) -> None:
    link = applied(guest, world)

    page = guest.visit(link)

    assert page.heading == "Confirm your address"
    assert HANDLE in page.text
    assert not world.rows(Member)
    assert len(world.rows(Application)) == 1


def test_the_password_makes_a_member_who_is_signed_in(
    guest: Browser, world: World
) -> None:
    guest.visit(applied(guest, world))

    page = guest.submit(guest.page.path, password=PASSWORD)

    assert f"Welcome, {HANDLE}. Your account is ready." in page.text
    (member,) = world.rows(Member)
    assert (member.handle, member.role) == (HANDLE, Role.MEMBER)
    (account,) = world.rows(Account)
    assert (account.name, account.email) == (NAME, EMAIL)
    assert not world.rows(Application)
    assert guest.visit("/my").status == 200


@pytest.mark.parametrize(
    ("password", "said"),
    [("", "Write your password"), ("copper lantern maple", "not the password you")],
)
def test_whoever_only_owns_the_address_does_not_get_the_account(
    guest: Browser, world: World, password: str, said: str
) -> None:
    link = applied(guest, world)
    guest.visit(link)

    page = guest.submit(link, password=password)

    assert page.status == 422
    assert said in page.text
    assert not page.values(link)["password"]
    assert not world.rows(Member)
    assert guest.submit(link, password=PASSWORD).status == 200


def test_a_name_taken_meanwhile_is_asked_for_anew(guest: Browser, world: World) -> None:
    link = applied(guest, world)
    world.member(HANDLE)
    guest.visit(link)

    page = guest.submit(link, password=PASSWORD)

    assert page.status == 422
    assert "This user name is taken" in page.text
    again = guest.submit(link, password=PASSWORD, handle="north_roof")
    assert (again.status, again.path) == (200, "/")
    assert world.member_id("north_roof")


def test_another_name_must_be_one_too(guest: Browser, world: World) -> None:
    link = applied(guest, world)
    world.member(HANDLE)
    guest.visit(link)
    guest.submit(link, password=PASSWORD)

    page = guest.submit(link, password=PASSWORD, handle="no spaces please")

    assert page.status == 422
    assert "Use letters, digits, dots" in page.text
    assert len(world.rows(Member)) == 1


def test_the_same_form_sent_twice_makes_one_member(
    guest: Browser, world: World
) -> None:
    first = applied(guest, world)
    fill_in(guest)
    world.run_jobs()
    second = link_in(world.outbox.mails[-1])
    guest.visit(first)
    guest.submit(first, password=PASSWORD)
    guest.visit(second)

    page = guest.submit(second, password=PASSWORD)

    assert page.status == 410
    assert len(world.rows(Member)) == 1
    assert not world.rows(Application)


def test_a_link_that_never_was_is_no_longer_here(guest: Browser) -> None:
    page = guest.visit("/verify/not-a-link-of-ours")

    assert page.status == 410
    assert "The link is too old or was used already." in page.text
