"""Talking to the account service: where its pages are, its keys, a sign-in.

Nothing is ever asked of another host than the issuer's, redirects are not
followed, and nobody waits for long.
"""

import time
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import KeySet

from forum.core import outside
from forum.core.parsing import from_json
from forum.members.registry.oidc.rules import Attempt, Expected, proves_sign_in
from forum.members.registry.oidc.tokens import (
    ID_TOKEN,
    PublicKey,
    TokenRefused,
    key_named,
    keys_in,
    opened,
)

KNOWN_FOR = 3600.0
"""Seconds for which addresses and keys of the service are believed."""
ASKED_AGAIN_AFTER = 60.0
"""A stranger's token with an unknown key makes us ask no more often than this."""
FAILED_FOR = 30.0
"""Seconds for which a service that did not answer is not asked again."""
WAIT = (4.0, 8.0)
CHUNK = 64 * 1024
CHUNKS_MAX = 8
SCOPE = "openid profile email soltrex"
DISCOVERY = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
USED = (*NEEDED, "userinfo_endpoint", "end_session_endpoint")


class RegistryDown(Exception):
    """The account service cannot be reached, or does not say what it must."""


@dataclass(slots=True)
class _Kept:
    what: Any
    at: float


@dataclass
class Provider:
    """The account service of one forum."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    comes_back_to: str
    _documents: dict[str, _Kept] = field(default_factory=dict, init=False)
    _failed: dict[str, float] = field(default_factory=dict, init=False)

    @property
    def origin(self) -> str:
        """Scheme and host of the service: forms of ours may lead there."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def expected(self) -> Expected:
        """Return who must have made a token, and for whom."""
        return Expected(self.issuer, self.client_id, time.time())

    def about(self) -> dict[str, Any]:
        """Return what the service says about itself."""
        about: dict[str, Any] = self._kept("about", self._discovered)
        return about

    def ask_url(self, attempt: Attempt, *, afresh: bool) -> str:
        """Return where a browser goes to sign in; `afresh` with a proof anew."""
        more = {"prompt": "login", "max_age": "0"} if afresh else {}
        url, _ = self._client().create_authorization_url(
            self.about()["authorization_endpoint"],
            state=attempt.state,
            code_verifier=attempt.verifier,
            nonce=attempt.nonce,
            **more,
        )
        return str(url)

    def sign_out_url(self, to: str) -> str:
        """Return where a browser goes to sign out; nothing if there is no such page."""
        page = self.about().get("end_session_endpoint")
        if not page:
            return ""
        asked = {"client_id": self.client_id, "post_logout_redirect_uri": to}
        return f"{page}?{urlencode(asked)}"

    def claims(self, code: str, attempt: Attempt, *, afresh: bool) -> dict[str, Any]:
        """Redeem a code; return what the ID token and the service say of whom."""
        tokens = self._redeemed(code, attempt)
        said = dict(opened(str(tokens.get("id_token", "")), self.find_key, ID_TOKEN))
        since = attempt.since if afresh else None
        holds = proves_sign_in(said, self.expected(), attempt.nonce, since)
        if not holds:
            raise TokenRefused(holds.because)
        page = self.about().get("userinfo_endpoint")
        if not page:
            return said
        more = self._asked(page, str(tokens.get("access_token", "")))
        if more.get("sub") != said["sub"]:
            raise TokenRefused("the service speaks of somebody else")
        # What the signed token says stands above what came after it, and it alone
        # says when somebody signed in.
        more.pop("auth_time", None)
        return {**more, **said}

    def find_key(self, name: str | None) -> PublicKey | None:
        """Return a key of the service; asks again if it may have a new one."""
        keys: KeySet = self._kept("keys", self._key_set)
        found = key_named(keys, name)
        if found is None and self._age("keys") > ASKED_AGAIN_AFTER:
            keys = self._kept("keys", self._key_set, afresh=True)
            found = key_named(keys, name)
        return found

    def _client(self) -> OAuth2Session:
        client = OAuth2Session(
            self.client_id,
            self.secret,
            scope=SCOPE,
            redirect_uri=self.comes_back_to,
            code_challenge_method="S256",
        )
        client.max_redirects = 0
        return client

    def _redeemed(self, code: str, attempt: Attempt) -> dict[str, Any]:
        page = self.about()["token_endpoint"]
        outside.require_listed(urlsplit(page).hostname)
        try:
            with self._client() as client:
                return dict(
                    client.fetch_token(
                        page,
                        grant_type="authorization_code",
                        code=code,
                        redirect_uri=self.comes_back_to,
                        code_verifier=attempt.verifier,
                        timeout=WAIT,
                    )
                )
        except requests.JSONDecodeError:
            raise TokenRefused("the answer is not readable") from None
        except requests.RequestException:
            raise RegistryDown from None
        except AuthlibBaseError as error:
            raise TokenRefused(f"the service says {error.error}") from None

    def _discovered(self) -> dict[str, Any]:
        about = self._asked(self.issuer.rstrip("/") + DISCOVERY)
        if about.get("issuer") != self.issuer or not all(map(about.get, NEEDED)):
            raise RegistryDown
        for name in USED:
            parts = urlsplit(str(about.get(name) or self.origin))
            if f"{parts.scheme}://{parts.netloc}" != self.origin:
                raise RegistryDown
        return about

    def _key_set(self) -> KeySet:
        try:
            return keys_in(self._asked(self.about()["jwks_uri"]))
        except TokenRefused:
            raise RegistryDown from None

    def _asked(self, url: str, token: str = "") -> dict[str, Any]:
        outside.require_listed(urlsplit(url).hostname)
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            with requests.get(
                url, headers=headers, timeout=WAIT, allow_redirects=False, stream=True
            ) as answer:
                answer.raise_for_status()
                # One chunk more than may be there, so that too much is noticed.
                parts = islice(answer.iter_content(CHUNK), CHUNKS_MAX + 1)
                chunks = list(parts)
            document = from_json(b"".join(chunks))
        except (requests.RequestException, ValueError):
            raise RegistryDown from None
        if not isinstance(document, dict) or len(chunks) > CHUNKS_MAX:
            raise RegistryDown
        return document

    def _kept(self, name: str, ask: Any, *, afresh: bool = False) -> Any:
        if afresh or self._age(name) > KNOWN_FOR:
            self._documents[name] = _Kept(self._tried(name, ask), time.time())
        return self._documents[name].what

    def _tried(self, name: str, ask: Any) -> Any:
        """Ask, unless that failed just now: nobody waits for that again."""
        if time.time() - self._failed.get(name, 0.0) < FAILED_FOR:
            raise RegistryDown
        try:
            return ask()
        except RegistryDown:
            self._failed[name] = time.time()
            raise

    def _age(self, name: str) -> float:
        kept = self._documents.get(name)
        return time.time() - kept.at if kept is not None else float("inf")
