"""What changes at SolTrex: addresses, states, roles, systems, sooner or later."""

import hmac
import json
from base64 import urlsafe_b64decode as b64decode
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.members.actions import deactivate
from forum.members.models import Member, MemberSession, Role
from forum.members.news import ClaimedSystem, Leave, leaving, systems_claim
from forum.members.registry import registry
from forum.members.registry.oidc.models import OidcFormerEmail, OidcIdentity
from tests.api.asking import token_of, with_token
from tests.browser import Browser, Page
from tests.members.oidc.fake import RISC, RSA, STRANGE, Fake, encoded, part
from tests.members.oidc.steps import is_signed_in, join, sign_in
from tests.world import World, words_of

EVENT_TYPE = "application/secevent+jwt"


def tell(browser: Browser, token: str, kind: str = EVENT_TYPE) -> int:
    """Bring a security event token as the account service does."""
    sent = browser.client.post("/registry/events", data=token, content_type=kind)
    return sent.status_code


def log_out(browser: Browser, token: str) -> int:
    """Bring a logout token as the account service does."""
    sent = browser.client.post("/registry/logout", data={"logout_token": token})
    return sent.status_code


def member(world: World) -> Member:
    """Return the one who came from SolTrex."""
    (identity,) = world.rows(OidcIdentity)
    return world.row(Member, identity.member_id)


def contact(world: World) -> str:
    """Return where mail to the one who came from SolTrex goes."""
    member_id = member(world).id
    with world.reading():
        found = registry().contact(member_id)
    return found.email if found else ""


def forget_welcome(world: World) -> None:
    """Let the welcome mail be sent, and look at what comes after it."""
    world.run_jobs()
    world.outbox.mails.clear()


def sign_out(browser: Browser) -> Page:
    """Press Sign out."""
    browser.visit("/")
    return browser.submit("/sign-out", follow=False)


def test_a_changed_address_is_followed_and_the_old_one_is_told(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    sign_out(guest)
    forget_welcome(world)
    fake.person["email"] = "new@example.com"

    sign_in(fake, guest)
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["To"] == "rt@example.com"
    assert "Hello sunny_roof" in words_of(mail)
    assert "new@example.com" not in words_of(mail)
    assert contact(world) == "new@example.com"


def test_an_address_that_stays_is_told_nothing(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    sign_out(guest)
    fake.person["email"] = "RT@example.com"

    sign_in(fake, guest)

    assert world.rows(OidcFormerEmail) == []


def test_an_address_nobody_vouches_for_gets_no_mail(
    fake: Fake, guest: Browser, world: World
) -> None:
    fake.person["email_verified"] = False

    join(fake, guest)

    assert contact(world) == ""


def test_a_user_name_changed_at_soltrex_changes_nothing_here(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    sign_out(guest)
    fake.person["preferred_username"] = "another_name"

    sign_in(fake, guest)

    assert member(world).handle == "sunny_roof"


def test_roles_are_given_by_the_map_and_never_taken(
    fake: Fake, guest: Browser, world: World
) -> None:
    fake.person["soltrex_roles"] = ["owner", "forum-moderators", "administrator"]
    join(fake, guest)
    gained = member(world).role
    sign_out(guest)
    fake.person["soltrex_roles"] = []

    sign_in(fake, guest)

    assert (gained, member(world).role) == (Role.MODERATOR, Role.MODERATOR)


def test_systems_are_handed_on_and_not_kept(
    app: Flask, fake: Fake, guest: Browser, world: World
) -> None:
    told: list[tuple[int, list[ClaimedSystem]]] = []
    app.extensions.pop("hook:systems_claim", None)
    systems_claim.add(app, lambda member_id, systems: told.append((member_id, systems)))
    good = {"id": "S-1", "label": "Roof", "dc_kw": 6.4, "state": "VT"}
    fake.person["soltrex_systems"] = [
        good | {"url": "https://my.example.com/s/1"},
        {"id": "S-2", "dc_kw": "much", "url": "javascript:alert(1)"},
        {"label": "no number"},
        "nonsense",
    ]

    join(fake, guest)

    app.extensions.pop("hook:systems_claim")
    expected = [
        ClaimedSystem("S-1", "Roof", 6.4, "VT", "https://my.example.com/s/1"),
        ClaimedSystem("S-2", "", None, "", ""),
    ]
    assert told == [(member(world).id, expected)]


def test_signing_out_at_soltrex_ends_the_session_that_began_there(
    fake: Fake, guest: Browser, world: World, rosa: Browser
) -> None:
    join(fake, guest)
    fake.person["sid"] = "session-2"
    other = Browser(world.app)
    sign_in(fake, other)
    fake.person["sid"] = "session-1"

    status = log_out(Browser(world.app), fake.logout_token())

    assert status == 200
    assert not is_signed_in(guest)
    assert is_signed_in(other)
    assert is_signed_in(rosa)


def test_a_logout_without_a_session_ends_all_of_the_person(
    fake: Fake, guest: Browser, rosa: Browser
) -> None:
    join(fake, guest)
    token = token_of(guest)
    assert "change your password" not in guest.visit("/my/programs").text

    status = log_out(rosa, fake.logout_token(sid=None))

    assert status == 200
    assert with_token(rosa, token).status == 401
    assert not is_signed_in(guest)
    assert is_signed_in(rosa)


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example.com"},
    "another audience": {"aud": "other"},
    "no audience": {"aud": None},
    "a nonce": {"nonce": "x"},
    "no number": {"jti": None},
    "no events": {"events": None},
    "another event": {"events": {f"{RISC}account-disabled": {}}},
    "an old time": {"iat": 1_700_000_000},
    "an end in the past": {"exp": 1_700_000_000},
    "nobody named": {"sid": None, "sub": None},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_logout_token_is_refused_with(fake: Fake, guest: Browser, what: str) -> None:
    join(fake, guest)

    status = log_out(guest, fake.logout_token(**WRONG[what]))

    assert status == 400
    assert is_signed_in(guest)


def test_a_logout_token_works_once(fake: Fake, guest: Browser, world: World) -> None:
    join(fake, guest)
    token = fake.logout_token()
    log_out(guest, token)
    guest = Browser(world.app)
    sign_in(fake, guest)

    again = log_out(Browser(world.app), token)

    assert again == 400
    assert is_signed_in(guest)


def test_a_logout_token_of_a_stranger_is_refused(fake: Fake, guest: Browser) -> None:
    join(fake, guest)
    fake.key = STRANGE

    assert log_out(guest, fake.logout_token()) == 400
    assert log_out(guest, "nonsense") == 400
    assert is_signed_in(guest)


@pytest.mark.usefixtures("fake")
def test_a_token_that_is_nested_without_end_is_refused(guest: Browser) -> None:
    head = urlsafe_b64encode(b"[" * 20_000).decode()

    assert log_out(guest, f"{head}.x.y") == 400
    assert tell(guest, f"{head}.x.y") == 400


def unsigned(said: dict[str, Any], kind: str) -> str:
    """Return a token that nobody signed, and says so."""
    return f"{part({'alg': 'none', 'kid': 'rsa', 'typ': kind})}.{part(said)}."


def by_public_key(said: dict[str, Any], kind: str) -> str:
    """Return a token signed with the public key as if it were a shared secret."""
    text = f"{part({'alg': 'HS256', 'kid': 'rsa', 'typ': kind})}.{part(said)}"
    key = RSA.as_pem(private=False)
    return f"{text}.{encoded(hmac.digest(key, text.encode(), 'sha256'))}"


@pytest.mark.parametrize("forged", [unsigned, by_public_key])
def test_a_forged_message_is_refused(
    fake: Fake, guest: Browser, forged: Callable[[dict[str, Any], str], str]
) -> None:
    join(fake, guest)
    of_logout = said_in(fake.logout_token())
    of_event = said_in(fake.event_token("account-disabled"))

    assert log_out(guest, forged(of_logout, "logout+jwt")) == 400
    assert tell(guest, forged(of_event, "secevent+jwt")) == 400
    assert is_signed_in(guest)


def said_in(token: str) -> dict[str, Any]:
    """Return what a token says."""
    middle = token.split(".")[1]
    said: dict[str, Any] = json.loads(b64decode(middle + "=" * (-len(middle) % 4)))
    return said


def test_an_id_token_is_no_logout_token(fake: Fake, guest: Browser) -> None:
    join(fake, guest)
    claims = {"iss": fake.issuer, "aud": "forum", "sub": "sub-rosa"}

    assert log_out(guest, fake.signed(claims)) == 400
    assert is_signed_in(guest)


def test_an_account_disabled_at_soltrex_is_not_active_here(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)

    status = tell(guest, fake.event_token("account-disabled"))

    assert status == 202
    assert not is_signed_in(guest)
    assert world.rows(MemberSession) == []
    assert "not active" in guest.visit("/m/sunny_roof").text


def test_an_account_enabled_at_soltrex_is_active_again(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    tell(guest, fake.event_token("account-disabled"))

    tell(guest, fake.event_token("account-enabled"))

    assert member(world).deactivated_at is None
    sign_in(fake, guest)
    assert is_signed_in(guest)


def test_a_disabled_account_is_told_how_to_come_back(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    sign_out(guest)
    fake.more = {"soltrex_status": "disabled"}

    page = sign_in(fake, guest)

    assert page.status == 403
    assert page.link("Reactivate at SolTrex") == "https://my.example.com/sub-rosa/leave"
    assert member(world).deactivated_at is not None
    fake.more = {"soltrex_status": "active"}
    sign_in(fake, guest)
    assert is_signed_in(guest)


def test_who_left_here_is_not_brought_back_by_soltrex(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    leave(world)

    tell(guest, fake.event_token("account-enabled"))
    page = sign_in(fake, guest)

    assert member(world).deactivated_at is not None
    assert page.heading == "You are not active here"
    assert not is_signed_in(guest)
    guest.visit("/sign-in/return")
    guest.submit("/sign-in/return")
    assert is_signed_in(guest)
    assert member(world).deactivated_at is None


def leave(world: World) -> None:
    """Let the one who came from SolTrex deactivate themselves here."""
    from_soltrex = member(world).id
    with world.writing():
        deactivate(from_soltrex, utcnow())


def test_a_purged_account_is_erased_by_all_who_keep_something(
    app: Flask, fake: Fake, guest: Browser, world: World
) -> None:
    told: list[tuple[int, Leave]] = []
    join(fake, guest)
    who = member(world).id
    leaving.add(app, lambda member_id, what, _: told.append((member_id, what)))

    status = tell(guest, fake.event_token("account-purged"))

    app.extensions["hook:leaving"].pop()
    assert status == 202
    assert told[0] == (who, Leave.ERASE)
    assert world.rows(MemberSession) == []
    assert sign_in(fake, Browser(app)).path == "/sign-in/name"
    with time_machine.travel(utcnow() + timedelta(days=8)), world.reading():
        sweep(utcnow())
    assert world.rows(OidcIdentity) == []


@pytest.mark.parametrize(
    "subject",
    [
        {"subject_type": "iss-sub", "sub": "sub-rosa"},
        {"format": "email", "email": "RT@example.com"},
    ],
    ids=["by number", "by address"],
)
def test_an_address_changed_at_soltrex_changes_here(
    fake: Fake, guest: Browser, world: World, subject: dict[str, str]
) -> None:
    join(fake, guest)
    forget_welcome(world)
    if "sub" in subject:
        subject = subject | {"iss": fake.issuer}
    content = {"subject": subject, "new-value": "moved@example.com"}

    status = tell(guest, fake.event_token("identifier-changed", content=content))
    world.run_jobs()

    assert status == 202
    assert contact(world) == "moved@example.com"
    assert [mail["To"] for mail in world.outbox.mails] == ["rt@example.com"]


def test_an_address_alone_disables_nobody(fake: Fake, guest: Browser) -> None:
    join(fake, guest)
    content = {"subject": {"format": "email", "email": "rt@example.com"}}

    status = tell(guest, fake.event_token("account-disabled", content=content))

    assert status == 202
    assert is_signed_in(guest)


def test_an_event_sent_twice_happens_once(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    token = fake.event_token("account-disabled")
    tell(guest, token)
    tell(guest, fake.event_token("account-enabled"))

    again = tell(guest, token)

    assert again == 202
    assert member(world).deactivated_at is None


@pytest.mark.parametrize(
    "instead",
    [
        {"iss": "https://evil.example.com"},
        {"aud": "other"},
        {"jti": None},
        {"events": {}},
        {"nonce": "x"},
    ],
    ids=["issuer", "audience", "number", "events", "nonce"],
)
def test_an_event_is_refused_that_is_wrong_in_its(
    fake: Fake, guest: Browser, instead: dict[str, Any]
) -> None:
    join(fake, guest)

    assert tell(guest, fake.event_token("account-disabled", **instead)) == 400
    assert is_signed_in(guest)


def test_an_event_of_a_stranger_or_of_another_kind_is_refused(
    fake: Fake, guest: Browser
) -> None:
    join(fake, guest)
    token = fake.event_token("account-disabled")

    assert tell(guest, token, "text/plain") == 400
    assert tell(guest, fake.logout_token()) == 400
    fake.key = STRANGE
    assert tell(guest, fake.event_token("account-disabled")) == 400
    assert is_signed_in(guest)


def sync(app: Flask, folder: Path, *lines: dict[str, Any] | str) -> tuple[int, str]:
    """Run `registry sync` over a file of these lines."""
    file = folder / "accounts.jsonl"
    said = (one if isinstance(one, str) else json.dumps(one) for one in lines)
    file.write_text("\n".join(said) + "\n")
    done = app.test_cli_runner().invoke(args=["registry", "sync", str(file)])
    return done.exit_code, done.output


def test_a_list_of_accounts_does_what_events_do(
    app: Flask, fake: Fake, guest: Browser, world: World, tmp_path: Path
) -> None:
    join(fake, guest)

    code, said = sync(
        app,
        tmp_path,
        {"sub": "sub-rosa", "status": "disabled", "email": "new@example.com"},
        {"sub": "stranger", "status": "purged"},
    )

    assert (code, said) == (0, "2 lines, 1 of them about members of this forum.\n")
    assert member(world).deactivated_at is not None
    assert not is_signed_in(guest)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "Line 2 is no JSON"),
        ({"status": "active"}, 'Line 2 names no "sub"'),
        ({"sub": "x", "status": "gone"}, "Line 2 has a status that is not"),
        ({"sub": "x", "email": "nowhere"}, "Line 2 has an email that is no address"),
        ({"sub": "x", "name": "Rosalind"}, "Line 2 may hold"),
        ({"sub": "x", "iss": "https://evil.example.com"}, "Line 2 is about another"),
    ],
)
def test_a_list_with_a_wrong_line_changes_nothing(
    app: Flask,
    fake: Fake,
    guest: Browser,
    tmp_path: Path,
    line: dict[str, Any] | str,
    said: str,
) -> None:
    join(fake, guest)

    code, told = sync(app, tmp_path, {"sub": "sub-rosa", "status": "disabled"}, line)

    assert code == 1
    assert said in told
    assert is_signed_in(guest)
