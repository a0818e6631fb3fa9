"""A backup whose process is killed leaves no half one, and the next one is whole."""

import tempfile
from pathlib import Path

import pytest

from forum.backup.rules import MAKING
from tests.conftest import LEFT_OUT
from tests.endurance.alone import Alone, running
from tests.endurance.disk import NO_DISK, can_be_made, fill, small_disk
from tests.postgres import binaries
from tests.scaling import proof
from tests.scaling.planting import plant
from tests.scaling.programs import Program

TRIES = 20


def killed_on_the_way(forum: Alone, folder: Path, file: Path) -> bool:
    """Kill a backup as soon as there is a part of it; say if it was not ended yet."""
    backup = Program("backup", folder, forum.environment, "backup", str(file))
    backup.start()
    while backup.is_running and not list(file.parent.glob(f".{file.name}*")):
        pass
    backup.kill()
    if file.exists():
        file.unlink()
        return False
    return True


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_that_is_killed_is_not_there_and_the_next_one_is_whole(
    tmp_path: Path, kind: str
) -> None:
    if kind == "postgresql" and binaries() is None:
        pytest.skip(LEFT_OUT)
    place = tmp_path / "backups"
    place.mkdir()
    file = place / "forum.backup"
    with running(tmp_path, kind) as forum:
        plant(forum.environment, writers=1, fans=1)
        tries = (killed_on_the_way(forum, tmp_path, file) for _ in range(TRIES))
        assert any(tries)
        left = [one.name for one in place.iterdir()]
        begun = list((tmp_path / "serve").glob(f"{MAKING}*"))

        proof.command(forum, "backup", str(file))
        proof.command(forum, "verify", str(file))

    assert file.name not in left
    assert begun
    assert [one.name for one in place.iterdir()] == [file.name]


def test_a_backup_for_which_there_is_no_room_is_refused_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    if not can_be_made(tmp_path / "probe"):
        pytest.skip(NO_DISK)
    with (
        running(tmp_path, "sqlite") as forum,
        tempfile.TemporaryDirectory(prefix="forum-backups-") as name,
        small_disk(Path(name), 1) as disk,
    ):
        ballast = fill(disk)
        backup = Program(
            *("backup", tmp_path, forum.environment),
            *("backup", str(disk / "forum.backup")),
        )
        backup.start()
        with pytest.raises(AssertionError, match="backup ended with 1"):
            backup.end_by_itself()
        left = [one.name for one in disk.iterdir()]

    assert left == [ballast.name]
    said = "Error: The disk: No space left on device. Nothing was changed.\n"
    assert backup.log.read_text() == said
