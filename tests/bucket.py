"""An S3 store of the tests' own: a real server on loopback, in a process of its own."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from forum.core.bucket import Place
from tests.members.provider.real import free_port

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

START_MAX = 60.0
SECRET = "the-secret-of-the-bucket"
SERVE = "from moto.server import main; main(['-H', '127.0.0.1', '-p', '{}'])"


class S3Server:
    """A store that has as many buckets as tests want."""

    def __init__(self) -> None:
        self._port = free_port()
        self._running = subprocess.Popen(  # noqa: S603 - our own line above
            [sys.executable, "-c", SERVE.format(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_MAX
        while not self._answers():
            assert time.monotonic() < end
            assert self._running.poll() is None
            time.sleep(0.1)

    @property
    def endpoint(self) -> str:
        """The address of the store."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def client(self) -> "S3Client":
        """A client of the test's own."""
        from boto3.session import Session  # noqa: PLC0415 - takes a while to load

        return Session().client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key=SECRET,
        )

    def place(self, *, with_versions: bool = False) -> Place:
        """Make a bucket and return what leads there."""
        name = f"forum-{uuid.uuid4().hex[:12]}"
        client = self.client
        client.create_bucket(Bucket=name)
        if with_versions:
            client.put_bucket_versioning(
                Bucket=name, VersioningConfiguration={"Status": "Enabled"}
            )
        return Place(self.endpoint, "us-east-1", name, "forum/", "test", SECRET)

    def everything(self, bucket: str) -> dict[str, bytes]:
        """Return whatever lies in a bucket, all versions and marks included."""
        client, found = self.client, {}
        told = client.list_object_versions(Bucket=bucket)
        for one in told.get("Versions", []):
            key, version = one["Key"], one["VersionId"]
            got = client.get_object(Bucket=bucket, Key=key, VersionId=version)
            found[f"{key} {version}"] = got["Body"].read()
        for mark in told.get("DeleteMarkers", []):
            found[f"{mark['Key']} {mark['VersionId']}"] = b""
        return found

    def close(self) -> None:
        """Stop it; it kept everything in memory."""
        self._running.kill()
        self._running.wait()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", "/moto-api/")
            connection.getresponse()
        except OSError:
            return False
        finally:
            connection.close()
        return True


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """Return a store, one for the session: it takes a while to start."""
    server = S3Server()
    yield server
    server.close()
