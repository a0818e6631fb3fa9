"""C30: an export that somebody changed and summed up anew is taken in or refused."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.answers import Refused
from forum.moving.sealing import key_beside
from tests.hostile.mutating import JUNK, MUTATIONS, Mutation
from tests.promises.moving import Packed, manifest, run

calm = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@calm
@given(st.integers(0, 1_000), MUTATIONS)
def test_a_changed_file_is_taken_or_refused_in_a_sentence(
    elsewhere: Flask, packed: Packed, which: int, mutate: Mutation
) -> None:
    with TemporaryDirectory() as given:
        folder = _copied(packed, Path(given))
        tables = sorted(
            one for one in (folder / "tables").iterdir() if one.read_bytes()
        )
        file = [*tables, folder / "files.jsonl"][which % (len(tables) + 1)]

        file.write_bytes(mutate(file.read_bytes()))

        _write(folder, _summed_up(folder))
        _is_taken_or_refused(elsewhere, folder)


@calm
@given(st.integers(0, 1_000), st.integers(0, 1_000), JUNK, st.booleans())
def test_a_changed_manifest_is_taken_or_refused_in_a_sentence(
    elsewhere: Flask, packed: Packed, which: int, inner: int, junk: object, deep: bool
) -> None:
    with TemporaryDirectory() as given:
        folder = _copied(packed, Path(given))
        said = manifest(folder)
        name = sorted(said)[which % len(said)]

        if deep and isinstance(said[name], dict):
            said[name][sorted(said[name])[inner % len(said[name])]] = junk
        else:
            said[name] = junk

        _write(folder, said)
        _is_taken_or_refused(elsewhere, folder)


def _copied(packed: Packed, given: Path) -> Path:
    folder = given / "out"
    shutil.copytree(packed.folder, folder)
    shutil.copy(key_beside(packed.folder), key_beside(folder))
    return folder


def _summed_up(folder: Path) -> dict[str, Any]:
    """Return the manifest with the sums that its files have now."""
    said = manifest(folder)
    for name, table in said["tables"].items():
        table.update(_sum(folder / "tables" / f"{name}.jsonl"))
    said["pictures"] |= _sum(folder / "files.jsonl")
    return said


def _sum(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _write(folder: Path, said: object) -> None:
    (folder / "manifest.json").write_text(json.dumps(said))


def _is_taken_or_refused(app: Flask, folder: Path) -> None:
    done = run(app, "import", folder, "--dry-run")

    assert done.exception is None or isinstance(done.exception, Refused | SystemExit)
    assert "Traceback" not in done.output
