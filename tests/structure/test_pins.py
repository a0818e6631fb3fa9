"""What is installed, for tests and by operators, is what was locked."""

import re
import tomllib
from itertools import pairwise
from typing import Any

from tests.structure.sources import ROOT

PINNED = re.compile(r"([a-z0-9-]+)==([^\s;]+)(?: ; .+)?")

WITH_HASHES = re.compile(
    r"([a-z0-9-]+)==([^\s;]+)(?: ; .+)? \\\n"
    r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def _packages() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text())[
        "package"
    ]
    return [one for one in packages if "registry" in one["source"]]


def _hashes(package: dict[str, Any]) -> list[str]:
    files = [*package.get("wheels", [])]
    if "sdist" in package:
        files.append(package["sdist"])
    return [str(file.get("hash", "")) for file in files]


def _pinned() -> list[tuple[str, str]]:
    lines = (ROOT / ".ci" / "pins.txt").read_text().splitlines()
    matches = [PINNED.fullmatch(line) for line in lines if line.strip()]
    assert all(matches), lines
    return [(match[1], match[2]) for match in matches if match]


def _locked() -> set[tuple[str, str]]:
    return {(package["name"], package["version"]) for package in _packages()}


def _needed_to_serve() -> set[str]:
    """Return what a forum with every setting needs, and what packs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    asked = [
        *project["project"]["dependencies"],
        *(one for name, extra in extras.items() if name != "test" for one in extra),
        *project["dependency-groups"]["build"],
    ]
    return {_name(one) for one in asked}


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=]", requirement)[0].lower()


def test_the_pins_are_the_locked_versions() -> None:
    assert set(_pinned()) == _locked()


def test_the_pins_stand_in_order_and_once() -> None:
    assert all(one <= other for one, other in pairwise(_pinned()))
    assert len(_pinned()) == len(set(_pinned()))


def test_the_lock_knows_every_package_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["postgres"], *extras["test"]]

    names = {_name(one) for one in asked}

    assert names - {"soltrex-forum"} <= {name for name, _ in _locked()}


def test_the_lock_has_a_hash_for_each_file_of_each_package() -> None:
    packages = _packages()

    assert len(packages) > 100
    for package in packages:
        found = _hashes(package)
        assert found, package["name"]
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in found)


def test_what_an_operator_installs_is_what_was_locked_hash_by_hash() -> None:
    text = (ROOT / "docs" / "operating" / "requirements.txt").read_text()
    listed = WITH_HASHES.findall(text)
    locked = {(one["name"], one["version"]): _hashes(one) for one in _packages()}

    assert "".join(match[0] for match in WITH_HASHES.finditer(text)) == text
    assert _needed_to_serve() <= {name for name, _, _ in listed}
    assert not {"pytest", "ruff", "mypy"} & {name for name, _, _ in listed}
    for name, version, hashes in listed:
        known = set(re.findall(r"sha256:[0-9a-f]{64}", hashes))
        assert known == set(locked[name, version]), name
