"""What is installed for tests is what was locked."""

import re
import tomllib
from itertools import pairwise

from tests.structure.sources import ROOT

PINNED = re.compile(r"([a-z0-9-]+)==([^\s;]+)(?: ; .+)?")


def _pinned() -> list[tuple[str, str]]:
    lines = (ROOT / ".ci" / "pins.txt").read_text().splitlines()
    matches = [PINNED.fullmatch(line) for line in lines if line.strip()]
    assert all(matches), lines
    return [(match[1], match[2]) for match in matches if match]


def _locked() -> set[tuple[str, str]]:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    return {
        (package["name"], package["version"])
        for package in lock["package"]
        if "registry" in package["source"]
    }


def test_the_pins_are_the_locked_versions() -> None:
    assert set(_pinned()) == _locked()


def test_the_pins_stand_in_order_and_once() -> None:
    assert all(one <= other for one, other in pairwise(_pinned()))
    assert len(_pinned()) == len(set(_pinned()))


def test_the_lock_knows_every_package_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["postgres"], *extras["test"]]

    names = {re.split(r"[\[<>=]", one)[0].lower() for one in asked}

    assert names - {"soltrex-forum"} <= {name for name, _ in _locked()}
