"""A small OpenID provider in this process, for what a real one would never say."""

import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit
from warnings import catch_warnings, simplefilter

from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

CLIENT = "forum"
SECRET = "a secret of this test only"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
RISC = "https://schemas.openid.net/secevent/risc/event-type/"
RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"})
ED = OKPKey.generate_key("Ed25519", {"kid": "ed", "use": "sig"})
NEWER = RSAKey.generate_key(2048, {"kid": "newer", "use": "sig"})
STRANGE = RSAKey.generate_key(2048, {"kid": "rsa"})
ROSA: dict[str, Any] = {
    "sub": "sub-rosa",
    "sid": "session-1",
    "preferred_username": "sunny_roof",
    "email": "rt@example.com",
    "email_verified": True,
}
Key = RSAKey | ECKey | OKPKey


def encoded(content: bytes) -> str:
    """Return bytes as a token carries them."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def part(content: dict[str, Any]) -> str:
    """Return a part of a token made by hand."""
    return encoded(json.dumps(content).encode())


@dataclass
class Fake:
    """The provider: what it says by default, and what a test makes it say."""

    port: int = 0
    person: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    """What the ID token says instead."""
    without: frozenset[str] = frozenset()
    """What the ID token leaves out."""
    header: dict[str, Any] = field(default_factory=dict)
    key: Key = field(default_factory=lambda: RSA)
    id_token: str = ""
    """What is sent in place of an ID token."""
    userinfo: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    keys: tuple[Key, ...] = (RSA, EC, ED)
    names_itself: bool = True
    is_down: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def renew(self) -> None:
        """Be honest again, and know Rosa."""
        fresh = Fake(self.port, dict(ROSA))
        self.__dict__.update(fresh.__dict__)

    @property
    def issuer(self) -> str:
        """How the provider names itself."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, url: str, **instead: str) -> str:
        """Sign the person in as a browser would; return where it is sent back to."""
        asked = {
            name: value[0] for name, value in parse_qs(urlsplit(url).query).items()
        }
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"]}
        if self.names_itself:
            back["iss"] = self.issuer
        path = urlsplit(asked["redirect_uri"]).path
        return f"{path}?{urlencode(back | instead)}"

    def signed(self, claims: dict[str, Any], **header: Any) -> str:
        """Return a token over these claims."""
        algorithm = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
        head = {"alg": algorithm[self.key.key_type], "kid": self.key.kid}
        head |= header | self.header
        known = [str(head["alg"])]
        with catch_warnings():
            simplefilter("ignore", SecurityWarning)
            return jwt.encode(head, claims, self.key, algorithms=known)

    def logout_token(self, **instead: Any) -> str:
        """Return a logout token for the person's session."""
        claims = {"sub": self.person["sub"], "sid": self.person["sid"]}
        return self._message({**claims, "events": {EVENT: {}}}, "logout+jwt", instead)

    def event_token(self, kind: str, **instead: Any) -> str:
        """Return a security event token about the person."""
        subject = {"format": "iss_sub", "iss": self.issuer, "sub": self.person["sub"]}
        content = {"subject": subject, **instead.pop("content", {})}
        events = {"events": {RISC + kind: content}}
        return self._message(events, "secevent+jwt", instead)

    def _message(
        self, claims: dict[str, Any], kind: str, instead: dict[str, Any]
    ) -> str:
        base = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": int(time.time()),
            "jti": secrets.token_urlsafe(8),
        }
        said = {**base, **claims, **instead}
        told = {name: value for name, value in said.items() if value is not None}
        return self.signed(told, typ=kind)

    def discovery(self) -> dict[str, Any]:
        """Return what the provider says about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
        } | self.about

    def token(self, sent: dict[str, str], login: str) -> tuple[int, dict[str, Any]]:
        """Redeem a code, as strictly as a real provider does."""
        asked = self.codes.pop(sent.get("code", ""), None)
        who = b64decode(login.removeprefix("Basic ")).decode().split(":")
        digest = sha256(sent.get("code_verifier", "").encode()).digest()
        holds = asked is not None and (
            [unquote(one) for one in who] == [CLIENT, SECRET]
            and encoded(digest) == asked["code_challenge"]
            and asked["code_challenge_method"] == "S256"
            and sent.get("redirect_uri") == asked["redirect_uri"]
        )
        if asked is None or not holds:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self.id_token or self._id_token(asked),
        }

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
            "sub": self.person["sub"],
            "sid": self.person["sid"],
        } | self.more
        told = {name: said[name] for name in said if name not in self.without}
        return self.signed(told)


class _Handler(BaseHTTPRequestHandler):
    fake: Fake

    def do_GET(self) -> None:
        """Say what the provider is, its keys, or whose token this is."""
        fake, path = self.fake, urlsplit(self.path).path
        keys = KeySet(list(fake.keys)).as_dict(private=False)
        person = {n: v for n, v in fake.person.items() if n != "sid"}
        known = {
            "/.well-known/openid-configuration": fake.discovery(),
            "/keys": dict(keys),
            "/userinfo": person | fake.userinfo,
        }
        self._say(200 if path in known else 404, known.get(path, {}))

    def do_POST(self) -> None:
        """Redeem a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        self._say(*self.fake.token(sent, self.headers.get("Authorization", "")))

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def _say(self, status: int, content: dict[str, Any]) -> None:
        self.fake.asked.append(urlsplit(self.path).path)
        if self.fake.is_down:
            status, content = 503, {}
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())


def serve(fake: Fake) -> ThreadingHTTPServer:
    """Let the provider answer on a port of its own."""
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    fake.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    return server
