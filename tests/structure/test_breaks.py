"""Every promise has a break that can still be made, so that the list cannot rot."""

from pathlib import Path

import pytest

from forum.privacy.records import clauses
from tests.promises.breaking import Break, NoRun, breaks, copied, files_of
from tests.structure.sources import ROOT

ALL = breaks()
IDS = [f"{one.clause} {one.file}" for one in ALL]


def test_every_promise_has_a_break() -> None:
    broken = dict.fromkeys(one.clause for one in ALL)

    assert list(broken) == [one.id for one in clauses()]


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_what_a_break_changes_stands_there_once(one: Break) -> None:
    text = (ROOT / one.file).read_text()

    assert text.count(one.before) == 1
    assert one.after != one.before
    assert one.says.endswith(".")
    assert not one.file.startswith("tests/")


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_what_is_broken_can_still_be_read(one: Break) -> None:
    broken = one.done_to((ROOT / one.file).read_text())

    if one.file.endswith(".py"):
        compile(broken, one.file, "exec")


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_its_clause_has_tests(one: Break) -> None:
    assert files_of(one.clause)


@pytest.mark.parametrize("text", ["", "it was\nit was"])
def test_a_break_that_is_not_there_once_is_refused(text: str) -> None:
    one = Break("C1", "It breaks.", "a.py", "it was", "it is")

    assert one.done_to("it was so") == "it is so"
    with pytest.raises(NoRun, match=r"a\.py"):
        one.done_to(text)


def test_a_copy_is_what_python_finds_and_is_gone_afterwards() -> None:
    with copied() as copy:
        kept: Path = copy
        assert (copy / "forum" / "app.py").is_file()
        assert (copy / "pyproject.toml").is_file()
        assert not (copy / ".git").exists()
        assert not list(copy.rglob("__pycache__"))

    assert not kept.exists()
