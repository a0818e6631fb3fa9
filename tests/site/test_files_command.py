"""Files go from a folder into a bucket and back, as often as it takes."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from forum.app import create_app
from forum.core.bucket import BucketFiles, Place
from forum.core.files import FolderFiles, new_name
from forum.settings import load_settings
from tests.bucket import SECRET, S3Server
from tests.members.provider.real import free_port

PICTURES = {new_name("jpg"): os.urandom(500) for _ in range(12)}
LONG_AGO, LATER = 1_700_000_000, 4_000_000_000
COPY = {new_name("zip"): b"rosa@example.com and all she wrote"}


@pytest.fixture
def place(s3_server: S3Server) -> Place:
    """Return an empty bucket."""
    return s3_server.place()


def copied(home: Path, place: Place, *options: str) -> Result:
    """Run the command in a forum that keeps its files in this bucket."""
    settings = load_settings(
        home=home,
        storage=f"s3://{place.bucket}/{place.prefix}",
        s3_endpoint=place.endpoint,
        s3_key_id=place.key_id,
        s3_secret=place.secret,
    )
    runner = create_app(settings).test_cli_runner()
    return runner.invoke(args=["files", "copy", *options])


def filled(home: Path) -> None:
    """Put pictures and a copy of somebody's data where a forum has them."""
    for folder, held in (("images", PICTURES), ("copies", COPY)):
        for name, content in held.items():
            FolderFiles(home / folder).put(name, content)
            os.utime(home / folder / name, (LONG_AGO, LONG_AGO))


def held_in(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_all_goes_into_the_bucket_and_names_stay_sealed(
    tmp_path: Path, place: Place, s3_server: S3Server
) -> None:
    filled(tmp_path)
    FolderFiles(tmp_path / "images").put(new_name("part"), b"half a ro")

    done = copied(tmp_path, place)

    assert done.exit_code == 0
    assert "12  pictures and files copied, 0 were there already" in done.output
    assert "1  copies of members' data copied, 0 were there" in done.output
    assert f"What was in {tmp_path / 'images'} and" in done.output
    pictures = BucketFiles(place, "images")
    assert {name: pictures.read(name) for name, _ in pictures.names()} == PICTURES
    lies_there = s3_server.everything(place.bucket)
    assert len(lies_there) == 13
    assert b"rosa" not in b"".join(lies_there.values())
    assert held_in(tmp_path / "copies") == COPY


def test_what_is_there_is_not_copied_again_unless_it_changed(
    tmp_path: Path, place: Place
) -> None:
    filled(tmp_path)
    copied(tmp_path, place)
    bucket = BucketFiles(place, "images")
    one, other, *_ = PICTURES
    bucket.remove(one)
    FolderFiles(tmp_path / "images").put(other, b"masked")
    os.utime(tmp_path / "images" / other, (LATER, LATER))

    done = copied(tmp_path, place)

    assert "2  pictures and files copied, 10 were there already" in done.output
    assert bucket.read(one) == PICTURES[one]
    assert bucket.read(other) == b"masked"


def test_all_comes_back_as_it_was(tmp_path: Path, place: Place) -> None:
    filled(tmp_path)
    copied(tmp_path, place)
    shutil.rmtree(tmp_path / "images")
    shutil.rmtree(tmp_path / "copies")

    done = copied(tmp_path, place, "--back", "--folder", str(tmp_path / "elsewhere"))

    assert done.exit_code == 0
    assert held_in(tmp_path / "elsewhere") == PICTURES
    assert held_in(tmp_path / "copies") == COPY


def test_a_bucket_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    gone = f"http://127.0.0.1:{free_port()}"

    done = copied(tmp_path, Place(gone, "x", "forum", "", "me", SECRET))

    assert done.exit_code == 1
    assert "The bucket cannot be asked (EndpointConnectionError)." in done.output
    assert SECRET not in done.output


def test_without_a_bucket_there_is_nothing_to_copy_into(tmp_path: Path) -> None:
    runner = create_app(load_settings(home=tmp_path)).test_cli_runner()

    done = runner.invoke(args=["files", "copy"])

    assert done.exit_code == 1
    assert "FORUM_STORAGE names no bucket." in done.output
