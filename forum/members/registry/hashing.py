"""Password hashes: argon2id, a bounded number of them at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.core.answers import Busy

# Figures of the OWASP password storage recommendation; 19 MiB a hash.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# More at once would let anybody fill the memory by signing in a lot.
_at_once = BoundedSemaphore(2)
PATIENCE = 10
CROWDED = "Many people are signing in just now."


def hashed(password: str) -> str:
    """Return the hash under which a password is kept."""
    with _a_turn():
        return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Check a password; without a hash it takes as long and says no."""
    with _a_turn():
        try:
            _hasher.verify(password_hash or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


@contextmanager
def _a_turn() -> Iterator[None]:
    """Wait for a turn, but not so long that waiting fills the server instead."""
    if not _at_once.acquire(timeout=PATIENCE):
        raise Busy(CROWDED, PATIENCE)
    try:
        yield
    finally:
        _at_once.release()


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
