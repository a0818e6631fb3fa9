"""Addresses at the SolTrex site, made of templates that the operator gives.

A template may only name what is known about a member, and only in the path or
the query: what fills it in can never change the host it leads to.
"""

from base64 import b64decode
from ipaddress import ip_address
from string import Formatter
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import Field

OF_A_MEMBER = frozenset({"sub", "username"})
OF_A_SYSTEM = OF_A_MEMBER | {"system_id"}
MARK_OF_A_SECRET = "whsec_"  # noqa: S105 - how such secrets begin
SECRET_BYTES = range(24, 65)
STEPS = frozenset({"", ".", ".."})
"""What a browser would take for a way up the path."""
GIVEN_ROLES = ("moderator", "administrator")
TRAINING_CRAWLERS = (
    "AI2Bot Amazonbot Applebot-Extended Bytespider CCBot ClaudeBot cohere-ai Diffbot "
    "Google-Extended GPTBot ImagesiftBot meta-externalagent omgili"
)
"""Crawlers that collect texts for training language models."""
_CRAWLER = r"[A-Za-z][A-Za-z0-9._-]*"
_ORIGIN = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"
Crawlers = Annotated[str, Field(pattern=rf"^{_CRAWLER}( {_CRAWLER})*$")]
Origins = Annotated[str, Field(pattern=rf"^(\*|{_ORIGIN}( {_ORIGIN})*)?$")]


def require_roles(pairs: str) -> str:
    """Refuse pairs of roles that do not name one of ours."""
    for pair in pairs.split():
        theirs, _, ours = pair.rpartition("=")
        if not theirs or ours not in GIVEN_ROLES:
            raise ValueError(f"must be THEIRS={' or THEIRS='.join(GIVEN_ROLES)}")
    return pairs


def is_loopback(host: str) -> bool:
    """Say whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def require_safe(address: str) -> str:
    """Refuse an address that is not https; this very machine may do without."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError("is no web address") from None
    is_plain = parts.scheme == "http" and is_loopback(host)
    if not host or not (parts.scheme == "https" or is_plain):
        raise ValueError("must begin with https://")
    if parts.username is not None or not address.isascii() or " " in address:
        raise ValueError("must be a plain web address")
    return address


def require_webhook_secret(secret: str) -> str:
    """Refuse a secret that is too weak, or not written as Standard Webhooks do."""
    try:
        key = b64decode(secret.removeprefix(MARK_OF_A_SECRET), validate=True)
    except ValueError:
        key = b""
    if not secret.startswith(MARK_OF_A_SECRET) or len(key) not in SECRET_BYTES:
        raise ValueError("must be whsec_ and 24 to 64 bytes in base64")
    return secret


def require_template(template: str, known: frozenset[str]) -> str:
    """Refuse a template that names what we do not know, or a host that varies."""
    for name in _names(template):
        if name not in known:
            may = ", ".join(f"{{{one}}}" for one in sorted(known))
            raise ValueError(f"knows only {may}")
    require_safe(template)
    if set("{}") & set(urlsplit(template).netloc):
        raise ValueError("may not vary the host")
    return template


def filled(template: str, **values: str) -> str:
    """Return a template's address; nothing if it lacks a part or has none."""
    wanted = _names(template)
    if not template or any(values.get(name, "") in STEPS for name in wanted):
        return ""
    return template.format(**{name: quote(values[name], safe="") for name in wanted})


def _names(template: str) -> list[str]:
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise ValueError("has a brace too many or too few") from None
    # What stands behind ! or : would be more than filling in.
    return [
        name if not spec and not conversion else f"{name}:"
        for _, name, spec, conversion in parts
        if name is not None
    ]
