"""Each row of the list in docs/security.md names tests that are there, or says why."""

import re
from pathlib import Path

from tests.structure.sources import ROOT

LIST = ROOT / "docs" / "security.md"
ROWS = 70
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| [^|]+ \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)`(?:: ((?:`\w+`(?:, )?)+))?")


def missing(by: str) -> list[str]:
    """Return what a row names that is not there."""
    lost = []
    for file, names in NAMED.findall(by):
        path = ROOT / "tests" / file
        source = path.read_text() if path.is_file() else ""
        if not source:
            lost.append(file)
        lost += [
            f"{file}: {name}"
            for name in re.findall(r"`(\w+)`", names)
            if f"def {name}(" not in source
        ]
    return lost


def test_every_row_names_its_tests_or_says_why_it_is_open() -> None:
    rows = ROW.findall(LIST.read_text(encoding="utf-8"))

    assert [int(number) for number, _ in rows] == list(range(1, ROWS + 1))
    assert [lost for _, by in rows for lost in missing(by)] == []
    silent = [
        number
        for number, by in rows
        if not NAMED.search(by) and len(by.removeprefix("**open:** ").split()) < 6
    ]
    assert not silent


def test_a_test_that_is_not_there_is_noticed() -> None:
    here = Path(__file__).relative_to(ROOT / "tests")

    assert missing(f"`{here}`: `test_of_nothing`") == [f"{here}: test_of_nothing"]
    assert missing("`structure/test_of_nothing.py`") == ["structure/test_of_nothing.py"]
