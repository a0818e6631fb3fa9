"""The page of promises: green only by the record of tests of this very code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import moderation
from forum import __version__
from forum.app import create_app, sources
from forum.privacy.records import (
    Clause,
    Record,
    Standing,
    clauses,
    digest_of,
    read_record,
    standing,
)
from forum.settings import load_settings
from tests.browser import Browser, Page
from tests.structure.sources import ROOT

FOLDER = ROOT / "tests" / "promises"
CLAUSE = Clause("C1", "We say.", "It holds.", ("test_a.py", "test_b.py"))
AT = "2026-11-26T20:00:00+00:00"


def record(passed: list[str], failed: tuple[str, ...] = (), of: str = "x") -> Record:
    """Return a record in which some files passed and others failed."""
    said = {
        "version": __version__,
        "sources": of,
        "finished": AT,
        "passed": dict.fromkeys(passed, 3),
        "failed": dict.fromkeys(failed, 1),
    }
    path = Path(load_settings().home)
    assert not path.is_file()
    found = _read(json.dumps(said))
    assert found is not None
    return found


def _read(text: str) -> Record | None:
    path = _folder / "record.json"
    path.write_text(text)
    return read_record(path)


_folder = Path()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give records a place."""
    monkeypatch.setattr(sys.modules[__name__], "_folder", tmp_path)
    return tmp_path


def test_there_are_all_and_each_is_said_in_words() -> None:
    of_statement = [f"C{number}" for number in range(1, 39)]
    of_moderators = [f"M{number}" for number in range(1, 8)]
    assert [one.id for one in clauses()] == of_statement + of_moderators
    assert all(one.says.endswith(".") and one.must.endswith(".") for one in clauses())


def test_every_file_that_is_named_exists_and_stands_with_its_clause() -> None:
    named = {name: one.id for one in clauses() for name in one.tests}

    assert {path.name for path in FOLDER.glob("test_*.py")} == set(named)
    for name, clause in named.items():
        begins = f"test_{clause[0].lower()}{int(clause[1:]):02}_"
        assert name.startswith(begins), name


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (None, Standing.NOT_TESTED),
        ((["test_a.py"], ()), Standing.NOT_TESTED),
        ((["test_a.py", "test_b.py"], ()), Standing.KEPT),
        ((["test_a.py", "test_b.py"], ("test_b.py",)), Standing.BROKEN),
        (([], ("test_a.py",)), Standing.BROKEN),
    ],
)
def test_only_what_passed_is_kept(
    known: tuple[list[str], tuple[str, ...]] | None, expected: Standing
) -> None:
    found = record(*known) if known is not None else None

    assert standing(CLAUSE, found, "x") is expected


def test_a_record_of_other_sources_proves_nothing() -> None:
    found = record(["test_a.py", "test_b.py"], of="y")

    assert standing(CLAUSE, found, "x") is Standing.OTHER_BUILD


def test_without_a_test_nothing_is_kept() -> None:
    bare = Clause("C1", "We say.", "It holds.", ())

    assert standing(bare, record(["test_a.py"]), "x") is Standing.NO_TEST


@pytest.mark.parametrize("text", ["", "[]", "{}", "no json", '{"version": 1}'])
def test_what_is_no_record_is_none(text: str) -> None:
    assert _read(text) is None


def test_the_digest_knows_every_change_of_a_file(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "one.py").write_text("1")
    first = digest_of((folder / "a",))
    digest_of.cache_clear()
    (folder / "a" / "__pycache__").mkdir()
    (folder / "a" / "__pycache__" / "one.pyc").write_text("x")
    same = digest_of((folder / "a",))
    digest_of.cache_clear()
    (folder / "a" / "one.py").write_text("2")

    assert first == same
    assert digest_of((folder / "a",)) != first


def _page(folder: Path, record: str = "") -> Page:
    settings = load_settings(home=folder, test_record=record)
    return Browser(create_app(settings, (moderation,))).visit("/promises")


def _badges(page: Page) -> set[str]:
    return {one.get_text(strip=True) for one in page.soup.select("tbody .badge")}


def test_without_a_record_nothing_is_green(folder: Path) -> None:
    page = _page(folder, str(folder / "nothing.json"))

    assert page.heading == "How our promises are tested"
    assert len(page.soup.select("tbody tr")) == 38 + 7
    assert "No test run is on record on this installation" in page.text
    assert _badges(page) <= {"Not tested on this installation", "No test yet"}


def test_with_the_record_of_this_code_what_passed_is_green(folder: Path) -> None:
    files = [name for one in clauses() for name in one.tests]
    of = digest_of(sources((moderation,)))
    said = {
        "version": __version__,
        "sources": of,
        "finished": AT,
        "passed": dict.fromkeys(files, 2),
        "failed": {"test_c13_session_cookie.py": 1},
    }
    (folder / "tests.json").write_text(json.dumps(said))

    page = _page(folder, str(folder / "tests.json"))

    assert _badges(page) <= {"Passed", "Failed", "No test yet"}
    (failed,) = [r for r in page.soup.select("tbody tr") if "Failed" in r.get_text()]
    assert failed["id"] == "C13"


def test_a_test_run_writes_its_record(folder: Path) -> None:
    inside = "tests/promises/test_c05_whom_to_ask.py::"
    done = subprocess.run(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"),
            f"{inside}test_a_public_forum_does_not_start_without",
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PROMISES_RECORD": str(folder / "tests.json")},
        capture_output=True,
        check=False,
    )

    found = read_record(folder / "tests.json")
    assert done.returncode == 0, done.stdout
    assert found is not None
    assert found.passed == {"test_c05_whom_to_ask.py": 4}
    assert (found.failed, found.version) == ({}, __version__)
