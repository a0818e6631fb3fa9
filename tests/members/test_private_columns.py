"""A thief of the database reads no name and no address in it."""

from forum.members.registry.models import Account, Application
from tests.browser import PASSWORD, Browser
from tests.members.joining import EMAIL, HANDLE, NAME, fill_in
from tests.privacy.raw import raw
from tests.world import World

MARKED = "Zz-Marker"


def test_names_and_addresses_of_members_are_unreadable(world: World) -> None:
    world.member("rosa_roof", name=MARKED)

    stored = raw(world.app)

    assert b"rosa_roof" in stored
    assert MARKED.encode() not in stored
    assert b"rosa_roof@example.com" not in stored
    assert b"@example.com" not in stored
    assert PASSWORD.encode() not in stored
    (account,) = world.rows(Account)
    assert (account.name, account.email) == (MARKED, "rosa_roof@example.com")


def test_a_registration_is_unreadable_as_a_whole(guest: Browser, world: World) -> None:
    fill_in(guest)
    world.run_jobs()

    stored = raw(world.app)

    assert b"application" in stored or b"argon2id" in stored
    for said in (NAME, EMAIL, HANDLE, PASSWORD):
        assert said.encode() not in stored
    (application,) = world.rows(Application)
    assert application.name == NAME


def test_the_password_is_kept_as_a_slow_hash(world: World) -> None:
    world.member("rosa")

    (account,) = world.rows(Account)

    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
