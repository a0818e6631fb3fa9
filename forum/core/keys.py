"""The secrets of a forum: where they come from and what is done with them."""

import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True)
class Keys:
    """The signing secret and the data keys, newest first."""

    secret: str
    data_keys: tuple[str, ...]

    @cached_property
    def _box(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.data_keys])

    @cached_property
    def _lookup_key(self) -> bytes:
        # The oldest key: adding a newer one must not lose who is who.
        derive = HKDF(SHA256(), length=32, salt=None, info=b"soltrex-forum lookup")
        return derive.derive(self.data_keys[-1].encode())

    def encrypt(self, text: str) -> bytes:
        """Seal `text` so that only this forum can read it."""
        return self._box.encrypt(text.encode())

    def decrypt(self, sealed: bytes) -> str:
        """Open what `encrypt` sealed; raises `InvalidToken` if altered."""
        return self._box.decrypt(sealed).decode()

    def seal(self, content: bytes) -> bytes:
        """Seal what a file holds so that only this forum can read it."""
        return self._box.encrypt(content)

    def unseal(self, sealed: bytes) -> bytes:
        """Open what `seal` sealed; raises `InvalidToken` if altered."""
        return self._box.decrypt(sealed)

    def is_newest(self, sealed: bytes) -> bool:
        """Say whether something was sealed under the newest key."""
        try:
            Fernet(self.data_keys[0]).decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def rotated(self, sealed: bytes) -> bytes:
        """Return the same, sealed under the newest key."""
        return self._box.rotate(sealed)

    def lookup(self, text: str) -> str:
        """Return a keyed hash by which equal texts can be found, not read."""
        return hmac.new(self._lookup_key, text.encode(), hashlib.sha256).hexdigest()

    def mac(self, purpose: str, text: str) -> str:
        """Return a short keyed hash of `text` that serves one purpose only."""
        keyed = f"{purpose}\0{text}".encode()
        return hmac.new(self.secret.encode(), keyed, hashlib.sha256).hexdigest()[:32]


def load_keys(secret: str, data_keys: str, folder: Path) -> Keys:
    """Take the secrets from the settings, or from files made at the first start."""
    return Keys(
        secret or _kept(folder / "secret_key", secrets.token_urlsafe(48)),
        tuple((data_keys or _kept(folder / "data_keys", new_data_key())).split()),
    )


def new_data_key() -> str:
    """Return a key that nobody has."""
    return Fernet.generate_key().decode()


def keep_data_keys(folder: Path, data_keys: Sequence[str]) -> None:
    """Write the data keys into their file, newest first, in the place of what was."""
    path = folder / "data_keys"
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(" ".join(data_keys) + "\n")
    draft.replace(path)


def _kept(path: Path, fresh: str) -> str:
    """Return the file's content; make it of `fresh` if there is none yet."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(fresh + "\n")
        # A link is whole or not there, even if two processes start at once.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()
