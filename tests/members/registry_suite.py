"""What holds wherever accounts live: the same tests for each registry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from forum.core.clock import utcnow
from forum.core.db import db
from forum.disclosure import Registered
from forum.members.actions import deactivate
from forum.members.models import Member, MemberSession, Role
from forum.members.news import Leave, leaving
from forum.members.registry import registry
from tests.browser import Browser, Page
from tests.world import World

NOBODY = 999_999
SENSITIVE = "/my/delete/confirm"
MOVED = "moved.house@example.com"


@dataclass(frozen=True)
class Person:
    """A member whose account lives in the registry."""

    member_id: int
    handle: str
    email: str
    sign_in: Callable[[Browser], Page]
    prove: Callable[[Browser], Page]
    """Prove anew who they are, from the page that asks for it."""
    move: Callable[[World, str], None]
    """Change their address where their account lives."""
    promote: Callable[[World], None]
    """Make them a moderator where roles are given."""


class RegistrySuite:
    """To be inherited beside a fixture `person` that makes one."""

    def test_mail_goes_to_the_address_of_the_account(
        self, world: World, person: Person
    ) -> None:
        with world.reading():
            contact = registry().contact(person.member_id)

        assert contact is not None
        assert contact.email == person.email
        assert contact.name

    def test_nobody_is_written_to_who_has_no_account(
        self, world: World, person: Person
    ) -> None:
        with world.reading():
            assert registry().contact(NOBODY) is None
            assert registry().registered(NOBODY) == Registered()
            assert registry().elsewhere(NOBODY) is None
            assert registry().system_url(NOBODY, "S-1") == ""
        assert person.member_id != NOBODY

    def test_a_draft_is_checked_for_the_address(
        self, world: World, person: Person
    ) -> None:
        with world.reading():
            assert registry().registered(person.member_id).email == person.email

    def test_a_member_is_found_by_their_address_however_capitalized(
        self, world: World, person: Person
    ) -> None:
        with world.reading():
            found = registry().member_with_email(person.email.upper())
            stranger = registry().member_with_email("nobody@example.com")

        assert (found, stranger) == (person.member_id, None)

    def test_people_can_sign_in(self, world: World, person: Person) -> None:
        with world.reading():
            assert registry().trouble() == ""
        browser = Browser(world.app)

        person.sign_in(browser)

        assert person.handle in browser.visit("/my").text

    def test_looking_at_the_way_in_gives_no_cookie(
        self, person: Person, guest: Browser
    ) -> None:
        for path in ("/sign-in", "/register", "/sign-in?next=/my"):
            page = guest.visit(path)
            assert page.status == 200
            assert "Set-Cookie" not in page.headers
        assert person.handle not in guest.page.text

    def test_signing_in_leads_to_where_the_person_was_going(
        self, person: Person, guest: Browser
    ) -> None:
        guest.visit("/my")

        page = person.sign_in(guest)

        assert page.status == 200
        assert guest.visit("/my").status == 200

    def test_each_sign_in_has_a_cookie_of_its_own(
        self, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)
        first = guest.client.get_cookie("session", domain="127.0.0.1")
        person.sign_in(guest)

        second = guest.client.get_cookie("session", domain="127.0.0.1")

        assert first is not None
        assert second is not None
        assert first.value != second.value

    def test_signing_out_ends_the_session_on_the_server(
        self, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)
        cookie = guest.client.get_cookie("session", domain="127.0.0.1")
        guest.visit("/")

        page = guest.submit("/sign-out", follow=False)

        assert page.status == 303
        assert cookie is not None
        guest.begin_session(cookie.value)
        assert guest.visit("/my").status == 401

    def test_a_deactivated_member_is_signed_out_and_shown_as_not_active(
        self, world: World, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)

        _leave(world, person)

        assert guest.visit("/my").status == 401
        assert "Not active" in guest.visit(f"/m/{person.handle}").text

    def test_a_deactivated_member_signs_in_only_by_coming_back(
        self, world: World, person: Person, guest: Browser
    ) -> None:
        _leave(world, person)

        page = person.sign_in(guest)
        before = guest.visit("/my").status
        guest.visit("/sign-in/return")
        guest.submit("/sign-in/return")

        assert page.heading == "You are not active here"
        assert before == 401
        assert guest.visit("/my").status == 200
        assert world.row(Member, person.member_id).deactivated_at is None

    def test_an_erased_member_is_known_to_nobody_and_gets_in_nowhere(
        self, app: Flask, world: World, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)

        done = app.test_cli_runner().invoke(args=["erase", person.handle])
        world.run_jobs()

        assert done.exit_code == 0, done.output
        assert guest.visit("/my").status == 401
        with world.reading():
            assert registry().contact(person.member_id) is None
            assert registry().member_with_email(person.email) is None
            assert registry().registered(person.member_id) == Registered()
        person.sign_in(guest)
        assert guest.visit("/my").status == 401
        assert guest.visit(f"/m/{person.handle}").status == 404

    def test_mail_follows_a_changed_address_and_the_old_one_is_told(
        self, world: World, person: Person
    ) -> None:
        world.run_jobs()
        world.outbox.mails.clear()

        person.move(world, MOVED)
        world.run_jobs()

        with world.reading():
            contact = registry().contact(person.member_id)
            assert registry().member_with_email(MOVED) == person.member_id
            assert registry().member_with_email(person.email) is None
        assert contact is not None
        assert contact.email == MOVED
        told = world.outbox.to(person.email)
        assert len(told) == 1
        assert MOVED not in told[0].as_string()

    def test_a_member_who_becomes_a_moderator_signs_in_as_one(
        self, world: World, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)
        before = guest.visit("/moderation/queue").status

        person.promote(world)
        person.sign_in(guest)

        assert before == 403
        assert world.row(Member, person.member_id).role is Role.MODERATOR
        assert guest.visit("/moderation/queue").status == 200

    def test_before_a_sensitive_deed_the_person_proves_anew_who_they_are(
        self, world: World, person: Person, guest: Browser
    ) -> None:
        person.sign_in(guest)
        _grow_old(world)

        asked = guest.visit(SENSITIVE)
        done = person.prove(guest)

        assert asked.heading == "Please confirm it is you"
        assert (done.status, done.path) == (200, SENSITIVE)

    def test_whoever_joins_the_hook_is_told_who_leaves_and_comes_back(
        self, app: Flask, world: World, person: Person, guest: Browser
    ) -> None:
        told: list[tuple[int, Leave]] = []
        leaving.add(app, lambda member_id, what, _: told.append((member_id, what)))
        _leave(world, person)
        person.sign_in(guest)
        guest.visit("/sign-in/return")
        guest.submit("/sign-in/return")

        app.extensions["hook:leaving"].pop()
        who = person.member_id
        assert told == [(who, Leave.DEACTIVATE), (who, Leave.REACTIVATE)]


def _leave(world: World, person: Person) -> None:
    with world.writing():
        deactivate(person.member_id, utcnow())


def _grow_old(world: World) -> None:
    """Let it be a while since anybody proved who they are."""
    ago = utcnow() - timedelta(minutes=11)
    with world.writing():
        db.session.execute(update(MemberSession).values(confirmed_at=ago))
