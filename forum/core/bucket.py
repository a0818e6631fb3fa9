"""Files in a bucket of an S3 store, kept as the ones in a folder are.

What is removed is gone with all its versions. What goes wrong there is `StoreAway`,
and says a word, never the store's answer: that may quote what was sent.
"""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken

from forum.core import outside
from forum.core.files import NAME, StoreAway, require_name
from forum.core.keys import Keys
from forum.core.pieces import seal_into, unseal_into

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

CONNECTS_WITHIN = 3
ANSWERS_WITHIN = 10
TRIES = 2
CODE = re.compile(r"[A-Za-z0-9.]{1,60}")
NOT_THERE = {"404", "NoSuchKey"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bucket is, and what opens it."""

    endpoint: str
    region: str
    bucket: str
    prefix: str
    """How the names of all files begin there: empty, or with a slash at its end."""
    key_id: str = field(repr=False)
    secret: str = field(repr=False)


class BucketFiles:
    """Files below one prefix of a bucket; with keys, sealed under them."""

    def __init__(self, place: Place, below: str, keys: Keys | None = None) -> None:
        self._place = place
        self._prefix = f"{place.prefix}{below}/"
        self._keys = keys
        self._made: tuple[int, S3Client] | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def where(self) -> str:
        """The bucket and its host, for the operator."""
        host = urlsplit(self._place.endpoint).hostname
        return f"s3://{self._place.bucket}/{self._prefix} at {host}"

    def put(self, name: str, content: bytes) -> None:
        """Keep a file: the store shows it once all of it is there."""
        with self.writing(name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Hand out a file to be written a piece at a time; it is kept at the end."""
        key = self._key(name)
        with TemporaryFile() as here:
            yield here
            here.seek(0)
            if self._keys is None:
                self._send(key, here)
                return
            with TemporaryFile() as sealed:
                seal_into(sealed, here, self._keys)
                sealed.seek(0)
                self._send(key, sealed)

    def opened(self, name: str) -> BinaryIO | None:
        """Fetch a file to be read a piece at a time; nothing if there is none.

        All of it is fetched before any is handed on: half a file helps nobody.
        """
        here = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
        try:
            is_there = self._fetch(self._key(name), here)
        except BaseException:
            here.close()
            raise
        if not is_there:
            here.close()
            return None
        here.seek(0)
        return here

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; nothing if there is none."""
        file = self.opened(name)
        if file is None:
            return None
        with file:
            return file.read()

    def remove(self, name: str) -> None:
        """Let go of a file and of all its versions; it may be gone already."""
        key = self._key(name)
        if self._has_versions(key):
            self._remove_versions(key)
            return
        with _answering():
            gone = self._client().delete_object(Bucket=self._place.bucket, Key=key)
        # Where versions are kept this only hid the file.
        if "VersionId" in gone or gone.get("DeleteMarker"):
            self._remove_versions(key)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Yield every name, with the time at which it was written."""
        with _answering():
            pages = self._client().get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._place.bucket, Prefix=self._prefix):
                for one in page.get("Contents", []):
                    name = one["Key"].removeprefix(self._prefix)
                    if NAME.fullmatch(name):
                        yield name, one["LastModified"].astimezone(UTC)

    def _send(self, key: str, file: BinaryIO) -> None:
        with _answering():
            self._client().upload_fileobj(file, self._place.bucket, key)

    def _fetch(self, key: str, target: BinaryIO) -> bool:
        """Write what a file holds; say whether there is one."""
        with _answering():
            client = self._client()
            try:
                found = client.get_object(Bucket=self._place.bucket, Key=key)
            except client.exceptions.NoSuchKey:
                return False
            if self._keys is None:
                shutil.copyfileobj(found["Body"], target)
            else:
                unseal_into(target, found["Body"], self._keys)
        return True

    def _has_versions(self, key: str) -> bool:
        """Say whether a file is there in a version, so that others may be behind it."""
        with _answering():
            client = self._client()
            try:
                found = client.head_object(Bucket=self._place.bucket, Key=key)
            except client.exceptions.ClientError as error:
                if _code(error) in NOT_THERE:
                    return False
                raise
        return "VersionId" in found

    def _remove_versions(self, key: str) -> None:
        """Remove each version, the newest last: till then the file is listed."""
        with _answering():
            client = self._client()
            pages = client.get_paginator("list_object_versions")
            told = pages.paginate(Bucket=self._place.bucket, Prefix=key)
            found = [
                one["VersionId"]
                for page in told
                for one in (*page.get("DeleteMarkers", []), *page.get("Versions", []))
                if one["Key"] == key
            ]
            remove = partial(client.delete_object, Bucket=self._place.bucket, Key=key)
            for version in reversed(found):
                remove(VersionId=version)

    def _key(self, name: str) -> str:
        return self._prefix + require_name(name)

    def _client(self) -> "S3Client":
        """Return the client of this process: a connection is not for two."""
        with self._one_at_a_time:
            if self._made is None or self._made[0] != os.getpid():
                self._made = os.getpid(), _connected(self._place)
            return self._made[1]


def _connected(place: Place) -> "S3Client":
    # Only a forum with a bucket has these packages, and they take a while to load.
    from boto3.session import Session  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    outside.require_listed(urlsplit(place.endpoint).hostname)
    told = Config(
        connect_timeout=CONNECTS_WITHIN,
        read_timeout=ANSWERS_WITHIN,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        # So that there is one host to reach, and other stores than Amazon's answer.
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return Session().client(
        "s3",
        endpoint_url=place.endpoint,
        region_name=place.region,
        aws_access_key_id=place.key_id,
        aws_secret_access_key=place.secret,
        config=told,
    )


@contextmanager
def _answering() -> Iterator[None]:
    """Turn whatever goes wrong into one error, with the store's word for it."""
    from boto3.exceptions import Boto3Error  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, HTTPClientError  # noqa: PLC0415
    from botocore.exceptions import ClientError as Refusal  # noqa: PLC0415

    try:
        yield
    except (Boto3Error, BotoCoreError, HTTPClientError, Refusal, InvalidToken) as error:
        raise StoreAway(_code(error)) from None


def _code(error: Exception) -> str:
    answer = getattr(error, "response", None)
    said = answer.get("Error", {}).get("Code", "") if isinstance(answer, dict) else ""
    return said if CODE.fullmatch(said) else type(error).__name__
