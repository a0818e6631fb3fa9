"""Files are kept whole, under our own names, and never outside of their folder."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forum.core.files import BadName, FolderFiles, new_name
from forum.settings import BadSettings, load_settings

NAME = "0123456789abcdef0123456789abcdef.jpg"
OUTSIDE = [
    "../secret.jpg",
    "/etc/passwd",
    f"../{NAME}",
    f"a/{NAME}",
    f"{NAME}/..",
    f"{NAME}\n",
    f"{NAME}\0",
    NAME.upper(),
    NAME[1:],
    f".{NAME}",
    "",
    ".",
    "..",
    "forum.sqlite3",
    "0123456789abcdef0123456789abcdef",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return where the folder will be."""
    return tmp_path / "kept" / "images"


@pytest.fixture
def kept(root: Path) -> FolderFiles:
    """Return files in a folder that is not there yet."""
    return FolderFiles(root)


def test_names_come_with_the_time_of_writing(kept: FolderFiles, root: Path) -> None:
    kept.put(NAME, b"a roof")
    small = NAME.replace(".", "-small.")
    kept.put(small, b"roof")
    long_ago = datetime(2026, 3, 1, 12, tzinfo=UTC)
    os.utime(root / small, (long_ago.timestamp(),) * 2)

    found = dict(kept.names())

    assert found[small] == long_ago
    assert abs(found[NAME] - datetime.now(UTC)) < timedelta(minutes=1)


def test_only_the_forum_itself_may_read_files(kept: FolderFiles, root: Path) -> None:
    kept.put(NAME, b"a roof")

    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE((root / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_is_not_ours_is_refused(
    kept: FolderFiles, root: Path, name: str
) -> None:
    kept.put(NAME, b"a roof")

    for deed in (kept.read, kept.remove, lambda name: kept.put(name, b"x")):
        with pytest.raises(BadName):
            deed(name)

    assert [path.name for path in root.iterdir()] == [NAME]


def test_a_file_that_is_not_ours_is_not_listed(kept: FolderFiles, root: Path) -> None:
    kept.put(NAME, b"a roof")
    (root / "README.txt").write_text("An operator left a note.")

    assert [name for name, _ in kept.names()] == [NAME]


def test_a_write_that_fails_leaves_what_was_there(
    kept: FolderFiles, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.put(NAME, b"a roof")

    def no_space(descriptor: int) -> None:
        raise OSError(28, f"No space left for {descriptor}")

    with monkeypatch.context() as disk_is_full:
        disk_is_full.setattr(os, "fsync", no_space)
        with pytest.raises(OSError, match="No space left"):
            kept.put(NAME, b"another roof")

    assert kept.read(NAME) == b"a roof"
    assert [path.name for path in root.iterdir()] == [NAME]


def test_what_a_crash_left_unfinished_is_listed_for_the_sweep(
    kept: FolderFiles, root: Path
) -> None:
    kept.put(NAME, b"a roof")
    unfinished = new_name("part")
    (root / unfinished).write_bytes(b"half a ro")

    assert {name for name, _ in kept.names()} == {NAME, unfinished}


def test_no_name_is_given_twice() -> None:
    assert len({new_name("jpg") for _ in range(1000)}) == 1000


def test_pictures_are_kept_in_the_home_folder_by_default(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)

    assert settings.storage_folder == tmp_path / "images"


def test_pictures_may_be_kept_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_STORAGE", "folder:/some/path")

    assert load_settings().storage_folder == Path("/some/path")


@pytest.mark.parametrize("storage", ["s3:bucket", "/some/path", "Folder:/x", "folder"])
def test_other_storage_is_refused_at_the_start(
    storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORUM_STORAGE", storage)

    with pytest.raises(BadSettings) as refused:
        load_settings()

    assert str(refused.value) == (
        "FORUM_STORAGE: must be folder:, folder:/SOME/PATH or s3://BUCKET/PREFIX."
    )
