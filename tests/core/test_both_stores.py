"""A folder and a bucket keep files alike; what a bucket removes is gone for good."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from socket import create_server

import pytest

from forum.core import bucket
from forum.core.bucket import BucketFiles, Place
from forum.core.files import BadName, Files, FolderFiles, StoreAway, new_name
from forum.core.keys import Keys, load_keys
from forum.core.pieces import PIECE
from tests.bucket import SECRET, S3Server
from tests.members.provider.real import free_port

NAME = "0123456789abcdef0123456789abcdef.jpg"
LIKE_IT = NAME + "x"
NOT_OURS = ["../secret.jpg", f"a/{NAME}", f"{NAME}\n", NAME.upper(), "", "README.txt"]
KINDS = ["folder", "bucket", "bucket with versions", "bucket with keys"]
NewStore = Callable[[], Files]


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Return keys as a forum makes them."""
    return load_keys("", "", tmp_path / "keys")


@pytest.fixture(params=KINDS)
def kept(
    request: pytest.FixtureRequest, tmp_path: Path, s3_server: S3Server, keys: Keys
) -> Files:
    """Return each kind of store in turn, empty."""
    if request.param == "folder":
        return FolderFiles(tmp_path / "images")
    place = s3_server.place(with_versions="versions" in request.param)
    return BucketFiles(place, "images", keys if "keys" in request.param else None)


@pytest.fixture
def place(s3_server: S3Server) -> Place:
    """Return a bucket without versions."""
    return s3_server.place()


def test_what_is_put_is_read_again(kept: Files) -> None:
    kept.put(NAME, b"a roof")
    kept.put(LIKE_IT, b"")

    assert (kept.read(NAME), kept.read(LIKE_IT)) == (b"a roof", b"")


def test_what_is_not_there_is_nothing(kept: Files) -> None:
    assert kept.read(NAME) is None
    assert kept.opened(NAME) is None
    assert list(kept.names()) == []


def test_what_is_put_again_takes_the_place(kept: Files) -> None:
    kept.put(NAME, b"a roof")
    kept.put(NAME, b"another roof")

    assert kept.read(NAME) == b"another roof"
    assert len(list(kept.names())) == 1


def test_a_file_may_be_removed_twice(kept: Files) -> None:
    kept.put(NAME, b"a roof")
    kept.put(LIKE_IT, b"a door")

    kept.remove(NAME)
    kept.remove(NAME)

    assert kept.read(NAME) is None
    assert [name for name, _ in kept.names()] == [LIKE_IT]


def test_a_large_file_is_written_and_read_a_piece_at_a_time(kept: Files) -> None:
    pieces = [os.urandom(PIECE // 2 + 7) for _ in range(20)]

    with kept.writing(NAME) as file:
        for piece in pieces:
            file.write(piece)
        was_there_before = kept.read(NAME)

    opened = kept.opened(NAME)
    assert opened is not None
    with opened:
        assert b"".join(iter(lambda: opened.read(100_000), b"")) == b"".join(pieces)
    assert was_there_before is None


def test_what_fails_while_it_is_written_leaves_what_was_there(kept: Files) -> None:
    def write_half() -> None:
        with kept.writing(NAME) as file:
            file.write(b"half a ro")
            raise LookupError

    kept.put(NAME, b"a roof")
    with pytest.raises(LookupError):
        write_half()

    assert kept.read(NAME) == b"a roof"
    assert [name for name, _ in kept.names()] == [NAME]


def test_every_name_comes_with_the_time_of_writing(kept: Files) -> None:
    names = {new_name("jpg") for _ in range(12)}
    for name in names:
        kept.put(name, b"a roof")

    found = dict(kept.names())

    now = datetime.now(UTC)
    assert set(found) == names
    assert all(abs(at - now) < timedelta(minutes=1) for at in found.values())


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_name_that_is_not_ours_is_refused(kept: Files, name: str) -> None:
    for deed in (kept.read, kept.remove, lambda name: kept.put(name, b"x")):
        with pytest.raises(BadName):
            deed(name)


def test_more_files_than_a_store_tells_at_once_are_listed(
    s3_server: S3Server, place: Place
) -> None:
    put = partial(s3_server.client.put_object, Bucket=place.bucket)
    for number in range(1_003):
        put(Key=f"forum/images/{number:032x}.jpg")
    put(Key="forum/images/note.txt")
    put(Key=f"forum/images/b/{NAME}")

    assert len(list(BucketFiles(place, "images").names())) == 1_003


@pytest.mark.parametrize("was_hidden", [False, True])
def test_what_is_removed_leaves_no_version(
    s3_server: S3Server, *, was_hidden: bool
) -> None:
    place = s3_server.place(with_versions=True)
    kept = BucketFiles(place, "images")
    for content in (b"a roof", b"a roof with its number", b"a roof again"):
        kept.put(NAME, content)
    kept.put(LIKE_IT, b"a door")
    if was_hidden:
        key = f"forum/images/{NAME}"
        s3_server.client.delete_object(Bucket=place.bucket, Key=key)

    kept.remove(NAME)
    kept.remove(new_name("jpg"))

    assert list(s3_server.everything(place.bucket).values()) == [b"a door"]


def test_stores_of_one_bucket_do_not_see_each_other(place: Place) -> None:
    pictures, copies = BucketFiles(place, "images"), BucketFiles(place, "copies")

    pictures.put(NAME, b"a roof")

    assert copies.read(NAME) is None
    assert list(copies.names()) == []


def test_with_keys_nobody_else_can_read_or_alter_a_file(
    s3_server: S3Server, place: Place, keys: Keys
) -> None:
    kept = BucketFiles(place, "copies", keys)
    kept.put(NAME, b"rosa@example.com" * PIECE)
    key = f"forum/copies/{NAME}"
    (lies_there,) = s3_server.everything(place.bucket).values()

    assert b"example" not in lies_there
    piece = 4 + int.from_bytes(lies_there[:4])
    turned = lies_there[piece : 2 * piece] + lies_there[:piece]
    for altered in (
        lies_there[:-200],
        lies_there[:piece],
        turned + lies_there[2 * piece :],
        b"",
        b"\xff" * 9,
    ):
        s3_server.client.put_object(Bucket=place.bucket, Key=key, Body=altered)
        with pytest.raises(StoreAway, match="InvalidToken"):
            kept.read(NAME)


def test_what_goes_wrong_is_one_error_without_the_secret(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bucket, "ANSWERS_WITHIN", 0.2)
    caplog.set_level("DEBUG", "forum")
    nowhere = f"http://127.0.0.1:{free_port()}"
    with create_server(("127.0.0.1", 0)) as silent:
        hangs = f"http://127.0.0.1:{silent.getsockname()[1]}"
        wrong = {
            "EndpointConnectionError": Place(nowhere, "x", "bucket", "", "id", SECRET),
            "ReadTimeoutError": Place(hangs, "x", "bucket", "", "id", SECRET),
            "NoSuchBucket": Place(place.endpoint, "x", "nobodys", "", "id", SECRET),
        }
        for word, there in wrong.items():
            kept = BucketFiles(there, "images")
            for deed in (
                lambda kept=kept: kept.read(NAME),
                lambda kept=kept: kept.put(NAME, b"x"),
                lambda kept=kept: kept.remove(NAME),
                lambda kept=kept: list(kept.names()),
            ):
                with pytest.raises(StoreAway) as away:
                    deed()
                assert SECRET not in f"{away.value!r} {kept.where} {there!r}"
                assert str(away.value) == word
    assert SECRET not in caplog.text
