"""Files that are not posted yet: on the disk under the key of this forum alone."""

from typing import cast

from cryptography.fernet import InvalidToken
from flask import current_app

from forum.core.files import files
from forum.core.keys import Keys
from forum.images.queries import sealed_name


def put(name: str, content: bytes) -> None:
    """Write a file, sealed."""
    files().put(sealed_name(name), _keys().seal(content))


def content_of(name: str) -> bytes | None:
    """Return what a sealed file holds; nothing if it is gone or not ours to open."""
    sealed = files().read(sealed_name(name))
    try:
        return None if sealed is None else _keys().unseal(sealed)
    except InvalidToken:
        return None


def _keys() -> Keys:
    return cast(Keys, current_app.extensions["keys"])
