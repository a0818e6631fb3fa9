"""What is no whole backup is refused with a sentence, and leaves nothing behind."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.backup import rules
from tests.backup.places import Place, backed_up, run
from tests.images.pictures import added, attached
from tests.world import World

Parts = dict[str, bytes]
OTHER = "This key does not open the backup, or the backup is damaged or cut off."


def opened(file: Path) -> Parts:
    """Take a backup apart that is not sealed."""
    with tarfile.open(file, mode="r:gz") as tar:
        return {
            part.name: content.read()
            for part in tar
            if (content := tar.extractfile(part)) is not None
        }


def packed(file: Path, parts: Parts) -> None:
    """Put a backup together."""
    with tarfile.open(file, mode="w:gz") as tar:
        for name, content in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def with_manifest(parts: Parts, **other: object) -> Parts:
    """Let a backup say something else of itself."""
    said = json.loads(parts[rules.MANIFEST]) | other
    return parts | {rules.MANIFEST: json.dumps(said).encode()}


def recounted(parts: Parts) -> Parts:
    """Let a backup say that it has more posts than it has."""
    tables = json.loads(parts[rules.MANIFEST])["tables"]
    return with_manifest(parts, tables=tables | {"post": 1000})


CHANGES: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "a part is another one": (
        lambda parts: {rules.LEDGER: b"{}\n"} | parts,
        "erasures.jsonl was added to it",
    ),
    "a part is missing": (
        lambda parts: {
            name: parts[name] for name in parts if not name.startswith("database")
        },
        "is missing",
    ),
    "the manifest is missing": (
        lambda parts: {name: parts[name] for name in parts if name != rules.MANIFEST},
        rules.CUT_OFF,
    ),
    "a part leads elsewhere": (
        lambda parts: {"../elsewhere": b"x"} | parts,
        rules.NO_BACKUP,
    ),
    "it is of another program": (
        lambda parts: with_manifest(parts, format="another forum"),
        rules.NO_BACKUP,
    ),
    "it is newer": (lambda parts: with_manifest(parts, version=99), rules.NEWER),
    "it is of another database": (
        lambda parts: with_manifest(parts, database="oracle"),
        rules.NO_BACKUP,
    ),
    "the manifest is no manifest": (
        lambda parts: parts | {rules.MANIFEST: b"[1, 2"},
        rules.NO_BACKUP,
    ),
    "rows are missing": (recounted, "post has 1 rows of 1,000"),
}


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """Return a backup that is not sealed."""
    world.thread("ken")
    path = tmp_path / "forum.backup"
    assert backed_up(world.app, path).exit_code == 0
    return path


def refusal(app: Flask, place: Place, file: Path, key: Path | None = None) -> str:
    """Try to verify and to restore what is no backup; return the one sentence."""
    words = ("--identity", str(key)) if key else ()
    if not place.home.exists():
        place.with_keys_of(app)
    tried = run(app, "verify", str(file), *words)
    done = place.restored(file, key)
    home: Path = app.extensions["settings"].home
    assert (tried.exit_code, done.exit_code) == (1, 1), tried.output + done.output
    assert tried.stderr == done.stderr
    assert "Traceback" not in tried.output
    assert [path.name for path in place.home.iterdir()] == ["keys"]
    assert not list(home.glob(".restore-*"))
    return tried.stderr


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_refused(
    app: Flask, place: Place, file: Path, change: str
) -> None:
    made, because = CHANGES[change]
    packed(file, made(opened(file)))

    assert because in refusal(app, place, file)


@pytest.mark.parametrize("left", [0.001, 0.5, 0.9])
@pytest.mark.parametrize("is_packed", [True, False])
def test_what_was_cut_off_is_refused(
    app: Flask, place: Place, file: Path, left: float, is_packed: bool
) -> None:
    content = file.read_bytes() if is_packed else gzip.decompress(file.read_bytes())
    cut = content[: round(len(content) * left)]
    file.write_bytes(cut if is_packed else gzip.compress(cut))

    said = refusal(app, place, file)

    assert rules.CUT_OFF in said or rules.NO_BACKUP in said


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_what_is_damaged_is_refused(
    app: Flask, place: Place, file: Path, at: float
) -> None:
    content = bytearray(gzip.decompress(file.read_bytes()))
    content[round(len(content) * at)] ^= 0x55
    file.write_bytes(gzip.compress(content))

    assert "is not what it was" in refusal(app, place, file)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8b", bytes(10_000)])
def test_what_is_no_backup_is_refused(
    app: Flask, place: Place, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.backup"
    file.write_bytes(content)

    assert rules.NO_BACKUP in refusal(app, place, file)


def test_what_is_sealed_opens_with_its_key_alone(
    app: Flask, place: Place, tmp_path: Path, sealing: Path
) -> None:
    file, other = tmp_path / "forum.backup", tmp_path / "other.txt"
    backed_up(app, file)
    other.write_text(
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n"
    )

    assert "Name the file with its key" in refusal(app, place, file)
    assert OTHER in refusal(app, place, file, other)
    file.write_bytes(file.read_bytes()[:-100])
    assert OTHER in refusal(app, place, file, sealing)
    other.write_text("my key\n")
    assert "holds no age key" in refusal(app, place, file, other)


def test_a_backup_that_is_there_is_not_overwritten(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "forum.backup"
    file.write_bytes(b"kept")

    made = backed_up(app, file)

    assert made.exit_code == 1
    assert "Nothing was changed" in made.stderr
    assert file.read_bytes() == b"kept"


def test_no_forum_is_overwritten(app: Flask, place: Place, file: Path) -> None:
    first = place.with_keys_of(app).restored(file)
    second = place.restored(file)

    assert first.exit_code == 0, first.output
    assert second.exit_code == 1
    assert rules.Unusable.__name__ not in second.output
    assert "There is a database with a forum already" in second.stderr


def test_keys_that_would_open_nothing_are_refused(
    app: Flask, place: Place, tmp_path: Path, sealing: Path
) -> None:
    file = tmp_path / "forum.backup"
    backed_up(app, file)

    done = place.restored(file, sealing, FORUM_SECRET_KEY="x" * 40)

    assert done.exit_code == 1
    assert "differ from those of the forum" in done.stderr


def test_what_brings_no_keys_needs_those_of_the_forum(place: Place, file: Path) -> None:
    without = place.restored(file)
    data_keys = place.home / "keys" / "data_keys"
    data_keys.parent.mkdir(parents=True)
    data_keys.write_text("A" * 43 + "=\n")
    with_others = place.restored(file)

    assert (without.exit_code, with_others.exit_code) == (1, 1)
    assert "brought no keys" in without.stderr
    assert "brought no keys" in with_others.stderr
    assert [path.name for path in place.home.iterdir()] == ["keys"]


def test_files_that_find_no_room_leave_a_forum_that_nobody_writes_in(
    world: World, place: Place, tmp_path: Path, sealing: Path
) -> None:
    post = world.opening_post(world.thread("ivy"))
    attached(world, "ivy", post, added(world, "ivy"), alt="A roof")
    file = tmp_path / "forum.backup"
    backed_up(world.app, file)
    place.home.mkdir()
    (place.home / "images").write_text("a file where a folder should be")

    done = place.restored(file, sealing)

    assert done.exit_code == 1
    assert "its files could not be put where they belong" in done.stderr
    with place.forum() as forum:
        assert "Nobody can write" in run(forum, "read-only", "show").stdout


@pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)
@pytest.mark.parametrize("script", ["", "#!/bin/sh\nexit 1\n"])
def test_a_program_that_is_missing_or_fails_is_named(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if script:
        (programs / "pg_dump").write_text(script)
        (programs / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    file = tmp_path / "forum.backup"

    made = backed_up(app, file)

    assert made.exit_code == 1
    assert ("is not installed here" in made.stderr) is not bool(script)
    assert ("did not do it" in made.stderr) is bool(script)
    assert [path.name for path in tmp_path.iterdir()] == ["programs"]


def test_a_database_that_is_away_is_named(place: Place, file: Path) -> None:
    nowhere = Place(place.home, "postgresql://forum@127.0.0.1:1/forum")

    done = nowhere.restored(file)

    assert done.exit_code == 1
    assert (
        done.stderr
        == "Error: The database cannot be asked. Check FORUM_DATABASE_URL.\n"
    )


def test_a_place_that_cannot_be_written_is_named(app: Flask) -> None:
    made = backed_up(app, Path("/proc/forum.backup"))

    assert made.exit_code == 1
    assert made.stderr.startswith("Error: /proc/")
