"""Column types of our own: times with a zone, and text nobody can read raw."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from forum.core.keys import Keys


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC; a time without a zone is refused, never guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Store UTC; SQLite keeps no zone, so it is dropped there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - signature
    ) -> datetime | None:
        """Return the moment aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class EncryptedText(TypeDecorator[str]):
    """Text under authenticated encryption, its key outside the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002 - signature
    ) -> bytes | None:
        """Encrypt under the newest key."""
        return None if value is None else _keys().encrypt(value)

    def process_result_value(
        self,
        value: Any,
        dialect: Dialect,  # noqa: ARG002 - signature
    ) -> str | None:
        """Decrypt with whichever key it was written under."""
        return None if value is None else _keys().decrypt(bytes(value))


class SealedWords(EncryptedText):
    """Encrypted text that may hold words of posts: a search for traces opens it."""

    cache_ok = True


def _keys() -> Keys:
    keys: Keys = current_app.extensions["keys"]
    return keys
