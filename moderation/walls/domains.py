"""Which domains a text links to, and which of them are one's own: pure."""

import re
from collections.abc import Collection

LINKED = re.compile(r"(?:https?://|\bwww\.)([^\s/?#()<>\[\]\"'`]+)", re.IGNORECASE)
NAME = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")
WWW = "www."


def domains_in(text: str) -> frozenset[str]:
    """Return the domains that a text links to, in small letters, without `www`."""
    found = (_name(one) for one in LINKED.findall(text))
    return frozenset(one for one in found if NAME.fullmatch(one))


def belongs_to(domain: str, hosts: Collection[str]) -> bool:
    """Say whether a domain is one of these hosts, or a part of one, or its parent."""
    return any(
        domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")
        for host in hosts
    )


def _name(written: str) -> str:
    """Return a host without sign-in, port, `www` and the full stop of a sentence."""
    host = written.rpartition("@")[2].partition(":")[0].lower()
    return host.rstrip(".,;!*_").removeprefix(WWW)
