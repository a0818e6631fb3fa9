"""Opening signed tokens: few algorithms, a known key, nothing else."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any
from warnings import catch_warnings, simplefilter

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from forum.core.parsing import from_json

PublicKey = RSAKey | ECKey | OKPKey
FindKey = Callable[[str | None], PublicKey | None]

ALGORITHMS = ("RS256", "ES256", "EdDSA", "Ed25519")
"""Never `none`, and never one whose key is a secret that both sides know."""
KINDS = frozenset({"RSA", "EC", "OKP"})
TOKEN_MAX = 32 * 1024
ID_TOKEN = frozenset({None, "jwt"})
LOGOUT_TOKEN = frozenset({None, "jwt", "logout+jwt"})
EVENT_TOKEN = frozenset({"secevent+jwt"})


class TokenRefused(Exception):
    """A token does not hold; the message says why, and nothing of its content."""


def opened(token: str, find_key: FindKey, types: frozenset[str | None]) -> jwt.Claims:
    """Return what a token says, once its signature and its type are checked."""
    header = _header(token)
    if header.get("alg") not in ALGORITHMS:
        raise TokenRefused("wrong algorithm")
    if _type(header.get("typ")) not in types:
        raise TokenRefused("wrong type")
    named = header.get("kid")
    key = find_key(named if isinstance(named, str) else None)
    if key is None:
        raise TokenRefused("unknown key")
    try:
        with catch_warnings():
            # RFC 9864 has a newer name for EdDSA; services still use this one.
            simplefilter("ignore", SecurityWarning)
            return jwt.decode(token, key, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, TypeError):
        raise TokenRefused("wrong signature") from None


def keys_in(document: dict[str, Any]) -> KeySet:
    """Read a key set; secrets and keys for anything but signing are left out."""
    listed = document.get("keys")
    public = [key for key in listed or () if _signs(key)]
    try:
        return KeySet.import_key_set({"keys": public})
    except (JoseError, ValueError, TypeError, KeyError):
        raise TokenRefused("unreadable keys") from None


def key_named(keys: KeySet, name: str | None) -> PublicKey | None:
    """Return the key with this name; a token without one needs no choice."""
    found = [key for key in keys.keys if name in {None, key.kid}]
    key = found[0] if len(found) == 1 else None
    return key if isinstance(key, RSAKey | ECKey | OKPKey) else None


def _signs(key: object) -> bool:
    if not isinstance(key, dict) or key.get("kty") not in KINDS:
        return False
    return bool(key.get("use", "sig") == "sig")


def _type(value: object) -> str | None:
    if not isinstance(value, str):
        return None if value is None else ""
    return value.casefold().removeprefix("application/")


def _header(token: str) -> dict[str, Any]:
    if len(token) > TOKEN_MAX or not token.isascii():
        raise TokenRefused("unreadable")
    first = token.partition(".")[0]
    try:
        header = from_json(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except ValueError:
        raise TokenRefused("unreadable") from None
    if not isinstance(header, dict):
        raise TokenRefused("unreadable")
    return header
