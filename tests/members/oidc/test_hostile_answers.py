"""Answers that a provider would never give: none of them signs anybody in."""

import hmac
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from joserfc import jwt

from forum.core.clock import utcnow
from forum.members.registry.oidc.models import OidcIdentity, OidcNewcomer
from tests.browser import Browser
from tests.members.oidc.fake import (
    EC,
    ED,
    NEWER,
    RSA,
    STRANGE,
    Fake,
    Key,
    encoded,
    part,
)
from tests.members.oidc.steps import (
    is_signed_in,
    join,
    leave_for_soltrex,
    sign_in,
)
from tests.world import World

NOT_SIGNED_IN = "You are not signed in"


def _later(seconds: int) -> int:
    return int(time.time()) + seconds


CLAIMS: dict[str, Callable[[], dict[str, Any]]] = {
    "another issuer": lambda: {"iss": "https://evil.example.com"},
    "another audience": lambda: {"aud": "someone-else"},
    "several audiences, meant for another": lambda: {
        "aud": ["forum", "other"],
        "azp": "other",
    },
    "several audiences, none of them named": lambda: {"aud": ["forum", "other"]},
    "one audience, meant for another": lambda: {"azp": "other"},
    "another nonce": lambda: {"nonce": "not the one"},
    "an end in the past": lambda: {"exp": _later(-120)},
    "made in the future": lambda: {"iat": _later(300)},
    "made long ago": lambda: {"iat": _later(-3600)},
    "not valid yet": lambda: {"nbf": _later(300)},
    "a time that is no number": lambda: {"exp": "tomorrow"},
    "an empty subject": lambda: {"sub": ""},
    "another subject than the service names": lambda: {"sub": "sub-other"},
}


@pytest.mark.parametrize("what", CLAIMS)
def test_an_id_token_is_refused_with(
    fake: Fake, guest: Browser, world: World, what: str
) -> None:
    join(fake, guest)
    guest.submit("/sign-out", follow=False)
    fake.more = CLAIMS[what]()

    page = sign_in(fake, guest)

    assert page.status == 400
    assert NOT_SIGNED_IN in page.text
    assert not is_signed_in(guest)
    assert world.rows(OidcNewcomer) == []


@pytest.mark.parametrize("missing", ["iss", "aud", "iat", "exp", "nonce", "sub"])
def test_an_id_token_is_refused_without(
    fake: Fake, guest: Browser, missing: str
) -> None:
    fake.without = frozenset({missing})

    assert sign_in(fake, guest).status == 400
    assert not is_signed_in(guest)


@pytest.mark.parametrize("key", [RSA, EC, ED], ids=["RS256", "ES256", "EdDSA"])
def test_three_algorithms_are_taken(fake: Fake, guest: Browser, key: Key) -> None:
    fake.key = key

    assert sign_in(fake, guest).path == "/sign-in/name"


def _claims(fake: Fake, url: str) -> dict[str, Any]:
    nonce = url.partition("&nonce=")[2].partition("&")[0]
    return {
        "iss": fake.issuer,
        "aud": "forum",
        "iat": _later(0),
        "exp": _later(300),
        "nonce": nonce,
        "sub": "sub-rosa",
    }


def _unsigned(fake: Fake, url: str) -> str:
    return f"{part({'alg': 'none', 'kid': 'rsa'})}.{part(_claims(fake, url))}."


def _by_public_key(fake: Fake, url: str) -> str:
    """Sign with the public key as if it were a shared secret."""
    head = part({"alg": "HS256", "kid": "rsa"})
    said = f"{head}.{part(_claims(fake, url))}"
    key = RSA.as_pem(private=False)
    return f"{said}.{encoded(hmac.digest(key, said.encode(), 'sha256'))}"


def _cut_off(fake: Fake, url: str) -> str:
    return fake.signed(_claims(fake, url)).rpartition(".")[0] + "."


def _altered(fake: Fake, url: str) -> str:
    head, _, signature = fake.signed(_claims(fake, url)).split(".")
    return f"{head}.{part(_claims(fake, url) | {'sub': 'sub-other'})}.{signature}"


def _by_its_own_key(fake: Fake, url: str) -> str:
    """Carry the key along that it was signed with."""
    head = {"alg": "RS256", "jwk": STRANGE.as_dict(private=False)}
    return jwt.encode(head, _claims(fake, url), STRANGE)


def _nonsense(*_: object) -> str:
    return "nonsense"


def _too_much(*_: object) -> str:
    return encoded(b"x" * 60_000)


FORGED: dict[str, Callable[[Fake, str], str]] = {
    "none": _unsigned,
    "HS256 with the public key": _by_public_key,
    "no signature": _cut_off,
    "a signature over other words": _altered,
    "a key of its own": _by_its_own_key,
    "nonsense": _nonsense,
    "too much": _too_much,
    "a key without a name, of several": lambda fake, url: jwt.encode(
        {"alg": "RS256"}, _claims(fake, url), RSA
    ),
    "the key of another kind": lambda fake, url: jwt.encode(
        {"alg": "RS256", "kid": "ec"}, _claims(fake, url), RSA
    ),
    "another kind of token": lambda fake, url: fake.signed(
        _claims(fake, url), typ="logout+jwt"
    ),
    "an algorithm that is too weak a promise": lambda fake, url: jwt.encode(
        {"alg": "RS512", "kid": "rsa"}, _claims(fake, url), RSA, algorithms=["RS512"]
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_an_id_token_is_refused_that_is_signed_by(
    fake: Fake, guest: Browser, how: str
) -> None:
    url = leave_for_soltrex(guest)
    fake.id_token = FORGED[how](fake, url)

    page = guest.visit(fake.answer(url))

    assert page.status == 400
    assert NOT_SIGNED_IN in page.text


def test_a_token_by_a_stranger_with_a_known_name_is_refused(
    fake: Fake, guest: Browser
) -> None:
    fake.key = STRANGE

    assert sign_in(fake, guest).status == 400


def test_a_new_key_of_the_service_is_asked_for_but_not_all_the_time(
    fake: Fake, guest: Browser
) -> None:
    sign_in(fake, guest)
    fake.header = {"kid": "unknown"}
    fake.asked.clear()

    at_once = sign_in(fake, guest)
    asked_at_once = fake.asked.count("/keys")
    fake.header, fake.key, fake.keys = {}, NEWER, (NEWER,)
    with time_machine.travel(utcnow() + timedelta(seconds=90)):
        later = sign_in(fake, guest)

    assert (at_once.status, asked_at_once) == (400, 0)
    assert later.path == "/sign-in/name"
    assert fake.asked.count("/keys") == 1


@pytest.mark.parametrize(
    "instead",
    [{"state": "forged"}, {"state": ""}, {"iss": "https://evil.example.com"}],
    ids=["state", "no state", "iss"],
)
def test_an_answer_is_refused_that_comes_with_another(
    fake: Fake, guest: Browser, instead: dict[str, str]
) -> None:
    page = guest.visit(fake.answer(leave_for_soltrex(guest), **instead))

    assert page.status == 400
    assert "/token" not in fake.asked


def test_an_answer_that_names_no_issuer_is_refused_where_the_service_names_itself(
    fake: Fake, guest: Browser
) -> None:
    fake.names_itself = False

    assert sign_in(fake, guest).status == 400


def test_an_answer_without_an_issuer_is_taken_from_a_service_that_never_names_it(
    fake: Fake, guest: Browser
) -> None:
    fake.names_itself = False
    fake.about = {"authorization_response_iss_parameter_supported": False}

    assert sign_in(fake, guest).path == "/sign-in/name"


def test_an_answer_said_twice_is_refused(fake: Fake, guest: Browser) -> None:
    answer = fake.answer(leave_for_soltrex(guest))

    assert guest.visit(f"{answer}&state=other").status == 400


def test_an_answer_in_another_browser_is_refused(
    fake: Fake, guest: Browser, rosa: Browser
) -> None:
    answer = fake.answer(leave_for_soltrex(guest))

    assert rosa.visit(answer).status == 400
    assert guest.visit(answer).path == "/sign-in/name"


def test_an_answer_works_once(fake: Fake, guest: Browser, world: World) -> None:
    join(fake, guest)
    guest.submit("/sign-out", follow=False)
    answer = fake.answer(leave_for_soltrex(guest))
    guest.visit(answer)
    guest.visit("/")
    guest.submit("/sign-out", follow=False)

    page = guest.visit(answer)

    assert page.status == 400
    assert not is_signed_in(guest)
    assert len(world.rows(OidcIdentity)) == 1


def test_a_code_that_was_redeemed_before_is_refused_and_not_tried_again(
    fake: Fake, guest: Browser
) -> None:
    answer = fake.answer(leave_for_soltrex(guest))
    fake.codes.clear()

    first, second = guest.visit(answer), guest.visit(answer)

    assert (first.status, second.status) == (400, 400)
    assert fake.asked.count("/token") == 1


def test_an_answer_that_took_too_long_is_refused(fake: Fake, guest: Browser) -> None:
    answer = fake.answer(leave_for_soltrex(guest))

    with time_machine.travel(utcnow() + timedelta(hours=1)):
        assert guest.visit(answer).status == 400


def test_whoever_declines_at_soltrex_is_told_so(fake: Fake, guest: Browser) -> None:
    url = leave_for_soltrex(guest)
    answer = fake.answer(url, error="access_denied")

    page = guest.visit(answer)

    assert (page.status, page.path) == (200, "/sign-in")
    assert "You did not sign in at SolTrex" in page.text


def test_no_answer_leads_to_another_site(fake: Fake, guest: Browser) -> None:
    join(fake, guest)
    guest.submit("/sign-out", follow=False)

    page = sign_in(fake, guest, "//evil.example.com")

    assert (page.status, page.path) == (200, "/")


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://evil.example.com"},
        {"token_endpoint": "https://evil.example.com/token"},
        {"jwks_uri": None},
    ],
    ids=["names another issuer", "asks for codes elsewhere", "has no keys"],
)
def test_a_service_is_not_used_that(
    fake: Fake, guest: Browser, about: dict[str, Any]
) -> None:
    fake.about = about
    guest.visit("/sign-in")

    page = guest.submit("/sign-in/go", follow=False)

    assert page.status == 503
