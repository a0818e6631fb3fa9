"""One line of the access log: pure, from what a request says to what is kept."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

NOTHING = "-"
OTHER = "other"
FIELDS = {
    "ip": "the network address; of members, and of everybody after some days, only "
    "the network it belongs to",
    "browser": "the name and main version of the browser",
    "isp": "the provider; stays empty, since we have no list that tells",
    "ref": "the site from which somebody came; nothing if it was ours",
    "exit": "the site to which somebody went, if our page in between was shown",
    "platform": "the kind of computer or phone",
    "ts": "when; of members only to the minute",
    "route": "which kind of page, never which one",
    "status": "whether it could be answered",
    "ms": "how long the answer took",
}
"""All that a line may hold, and what it is; also shown at /privacy/data."""

V4_KEEPS, V6_KEEPS = 24, 48
HOST = re.compile(r"(?=.*[a-z])[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,8}")
BROWSERS = (
    (
        "bot",
        re.compile(r"bot|crawl|spider|curl|wget|python|go-http|feed", re.IGNORECASE),
    ),
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d{1,4})")),
    ("Opera", re.compile(r"OPR/(\d{1,4})")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d{1,4})")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d{1,4})")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/(\d{1,4})")),
    ("Safari", re.compile(r"Version/(\d{1,4})[\d.]* .*Safari/")),
)
PLATFORMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)

Line = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known about a request once it is answered."""

    address: str
    agent: str
    referrer: str
    exit: str
    route: str
    status: int
    took: int
    at: datetime
    names_somebody: bool
    """Whether it carries a session or a token, sends a form, joins, or opens a
    mailed link."""


def line(seen: Seen, own_hosts: Collection[str], never_full: bool) -> Line:
    """Return what is kept of a request: `FIELDS`, in their order."""
    cut = seen.names_somebody or never_full
    at = seen.at.astimezone(UTC)
    return {
        "ip": truncated(seen.address) if cut else _address(seen.address),
        "browser": browser(seen.agent),
        "isp": NOTHING,
        "ref": host(seen.referrer, own_hosts),
        "exit": seen.exit or NOTHING,
        "platform": platform(seen.agent),
        "ts": f"{at:%Y-%m-%dT%H:%MZ}"
        if seen.names_somebody
        else f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "route": seen.route,
        "status": seen.status,
        "ms": seen.took,
    }


def truncated(address: str) -> str:
    """Return the network of an address, marked as one; one cut before stays."""
    if "/" in address:
        return address
    try:
        known = ip_address(_address(address))
    except ValueError:
        return NOTHING
    keeps = V6_KEEPS if isinstance(known, IPv6Address) else V4_KEEPS
    return str(ip_network((known, keeps), strict=False))


def _address(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return NOTHING
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(known)


@lru_cache(maxsize=256)
def browser(agent: str) -> str:
    """Return the name and main version of a browser."""
    for name, pattern in BROWSERS:
        if found := pattern.search(agent):
            return f"{name} {found[1]}" if found.groups() else name
    return OTHER if agent else NOTHING


@lru_cache(maxsize=256)
def platform(agent: str) -> str:
    """Return the kind of device a browser runs on."""
    known = (name for word, name in PLATFORMS if word in agent)
    return next(known, OTHER if agent else NOTHING)


def host(url: str, own_hosts: Collection[str]) -> str:
    """Return the foreign site of an address; a bare number is nobody's site."""
    try:
        name = (urlsplit(url).hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        return OTHER
    if not name or name in own_hosts:
        return NOTHING
    return name if HOST.fullmatch(name) else OTHER
