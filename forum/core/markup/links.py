"""Where a link in a text leads, and how a bare address is found in it."""

import re
from urllib.parse import urlsplit

BARE = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"'`|]{3,2000}", re.IGNORECASE)
TAIL = ".,;:!?*_~'\""
PAIRS = {")": "(", "]": "["}
SCHEMES = frozenset({"http", "https", "mailto"})
POST_PATH = re.compile(r"/p/([0-9]{1,10})\Z")


def split_bare(text: str) -> list[tuple[str, str]]:
    """Cut a text into pairs of its words and the address found after them."""
    pieces, done = [], 0
    for match in BARE.finditer(text):
        address = _trimmed(match.group())
        pieces.append((text[done : match.start()], address))
        done = match.start() + len(address)
    pieces.append((text[done:], ""))
    return pieces


def _trimmed(address: str) -> str:
    """Leave out the punctuation of the sentence around an address."""
    end = len(address)
    while end:
        last = address[end - 1]
        opens = PAIRS.get(last)
        unpaired = opens is not None and (
            address.count(opens, 0, end) < address.count(last, 0, end)
        )
        if last not in TAIL and not unpaired:
            break
        end -= 1
    return address[:end]


def safe_target(target: str) -> str | None:
    """Return an address a member may link to, None for any other."""
    target = target.strip()
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES:
        return None
    if parts.scheme.lower() == "mailto":
        return target
    return target if _host(target) else None


def host_outside(target: str, own_hosts: frozenset[str]) -> str:
    """Return the host a link leads to, or nothing if it stays on the site."""
    host = "" if target.startswith(("/", "mailto:")) else _host(target)
    return "" if host in own_hosts else host


def quoted_post(target: str, own_hosts: frozenset[str]) -> int | None:
    """Return the key of the post that a link points at."""
    if host_outside(target, own_hosts):
        return None
    try:
        match = POST_PATH.search(urlsplit(target).path)
    except ValueError:
        return None
    return int(match.group(1)) if match else None


def _host(target: str) -> str:
    try:
        host = urlsplit(target).hostname or ""
        # The name a machine would ask for: look-alike letters show as xn--.
        return host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
