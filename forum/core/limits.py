"""Limits on how often: counted by keyed hashes that are soon forgotten.

The counts live in a file of their own that all processes of one machine share
(`counts.py`), and in Valkey beside it where several machines share them
(`shared_counts.py`).
"""

import hashlib
import hmac
import time
from datetime import datetime
from ipaddress import ip_address, ip_network
from pathlib import Path

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse

from forum.core import valkey
from forum.core.counts import CountsFile
from forum.core.retention import kept
from forum.core.shared_counts import SharedCounts


def network_key() -> str:
    """Return a hash of the asking network that no later day can recompute."""
    address = ip_address(request.remote_addr or "127.0.0.1")
    prefix = 24 if address.version == 4 else 48  # noqa: PLR2004 - IP version
    network = ip_network((address, prefix), strict=False)
    return code_of(str(network))


def code_of(subject: str) -> str:
    """Return a code for somebody that holds for a day, and leads back to nobody."""
    key = _counts().rotating_key()
    return hmac.new(key, subject.encode(), hashlib.sha256).hexdigest()[:16]


def spent(limit: str, subject: str) -> int:
    """Return the seconds to wait if a subject's limit is used up, else 0."""
    counter, item = limiter.limiter, parse(limit)
    if counter.test(item, code_of(subject)):
        return 0
    ends = counter.get_window_stats(item, code_of(subject)).reset_time
    return max(1, round(ends - time.time()))


def used(limit: str, subject: str) -> int:
    """Return how many were counted against a subject's limit so far."""
    item = parse(limit)
    window = limiter.limiter.get_window_stats(item, code_of(subject))
    return item.amount - window.remaining


def count(limit: str, subject: str) -> None:
    """Count one against a subject's limit."""
    limiter.limiter.hit(parse(limit), code_of(subject))


def forget(limit: str, subject: str) -> None:
    """Let a subject's limit begin anew."""
    limiter.limiter.clear(parse(limit), code_of(subject))


@kept(
    "counts of requests, under a code",
    "their window, at most 1 day; the key of the code 1 day",
    on_each_machine=True,
)
def forget_counts(now: datetime) -> int:  # noqa: ARG001 - counts go by the clock
    """Delete counts whose window is over, and the key once its day is."""
    return _counts().forget_past()


def _counts() -> CountsFile | SharedCounts:
    storage = limiter.storage
    # Narrows for the types.
    assert isinstance(storage, CountsFile | SharedCounts)  # noqa: S101
    return storage


limiter = Limiter(key_func=network_key, strategy="fixed-window", headers_enabled=False)


def init_app(app: Flask, home: Path) -> None:
    """Count this application's requests in a file under `home`, and in Valkey."""
    shared = valkey.of(app)
    kind = "counts" if shared is None else "shared-counts"
    app.config["RATELIMIT_STORAGE_URI"] = (
        f"{kind}://{home.resolve() / 'limits.sqlite3'}"
    )
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {"valkey": shared}
    limiter.init_app(app)
