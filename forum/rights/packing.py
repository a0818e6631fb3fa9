"""Packing a copy of one's data: to be read in a browser, and by a program."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from flask import current_app

from forum.core.db import Base
from forum.core.files import files
from forum.core.personal import KEY, Privacy
from forum.rights.news import Rows
from forum.rights.queries import Copy
from forum.rights.queries.copies import CALLED

SEAL = b"SOLTREX-SEALED-1"
SALT_LENGTH = 16
NONCE_LENGTH = 12
SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}
TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def pack(copy: Copy, now: datetime, out: BinaryIO) -> None:
    """Write an archive of a copy: pages, data, schemas, pictures, check sums.

    A picture at a time, so that somebody with thousands needs no more memory.
    """
    _zip(_content(copy, now), now, out)


def zipped(content: dict[str, bytes], now: datetime) -> bytes:
    """Return a few files as one archive, with a manifest of their check sums."""
    out = io.BytesIO()
    _zip(content.items(), now, out)
    return out.getvalue()


def _content(copy: Copy, now: datetime) -> Iterator[tuple[str, bytes]]:
    yield "index.html", _page(copy, now).encode()
    for name, rows in copy.data.items():
        yield f"data/{name}.json", written(rows)
        yield f"schema/{name}.json", written(schema_of(name, rows))
    for name in copy.attachments:
        picture = files().read(name)
        if picture is not None:
            yield f"attachments/{name}", picture


def _zip(content: Iterable[tuple[str, bytes]], now: datetime, out: BinaryIO) -> None:
    sums: dict[str, str] = {}
    at = now.timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in content:
            archive.writestr(zipfile.ZipInfo(name, at), body)
            sums[name] = hashlib.sha256(body).hexdigest()
        manifest = {"format": 1, "made_at": now.isoformat(), "sha256": sums}
        archive.writestr(zipfile.ZipInfo("manifest.json", at), written(manifest))


def schema_of(name: str, rows: Rows) -> dict[str, Any]:
    """Return a JSON schema of one file, with the reason for each field we gave one."""
    fields: dict[str, set[str]] = {}
    for row in rows:
        for field, value in row.items():
            fields.setdefault(field, set()).add(_type_of(value))
    reasons = _reasons(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                field: {"type": sorted(types)}
                | ({"description": reasons[field]} if field in reasons else {})
                for field, types in fields.items()
            },
        },
    }


def sealed(content: bytes, passphrase: str) -> bytes:
    """Return an archive that only the passphrase opens."""
    salt, nonce = os.urandom(SALT_LENGTH), os.urandom(NONCE_LENGTH)
    box = AESGCM(_key(passphrase, salt)).encrypt(nonce, content, SEAL)
    return SEAL + salt + nonce + box


def unsealed(content: bytes, passphrase: str) -> bytes:
    """Open what `sealed` made; raises `InvalidTag` for another passphrase."""
    rest = content.removeprefix(SEAL)
    salt, rest = rest[:SALT_LENGTH], rest[SALT_LENGTH:]
    nonce, box = rest[:NONCE_LENGTH], rest[NONCE_LENGTH:]
    return AESGCM(_key(passphrase, salt)).decrypt(nonce, box, SEAL)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, **SCRYPT).derive(passphrase.encode())


def _page(copy: Copy, now: datetime) -> str:
    template = current_app.jinja_env.get_template("rights/copy.html")
    return template.render(copy=copy, made_at=now)


def written(said: Any) -> bytes:
    """Return rows as a file."""
    return json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True).encode()


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return "array" if isinstance(value, list) else "object"
    return TYPES[type(value)]


def _reasons(name: str) -> dict[str, str]:
    named = {file: table for table, file in CALLED.items()}.get(name, name)
    table = Base.metadata.tables.get(named)
    reasons: dict[str, str] = {}
    for column in table.columns if table is not None else ():
        privacy: Privacy | None = column.info.get(KEY)
        if privacy is not None:
            reasons[column.name] = privacy.why
    return reasons
