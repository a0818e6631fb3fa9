"""Imports point one way (laws 1, 2 and 4)."""

import contextlib
import io
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter import configuration
from importlinter.application.use_cases import lint_imports

from tests.structure.sources import OURS, ROOT

CONTRACTS = Path(__file__).with_name("contracts.ini")


def _lint(contracts: Path) -> tuple[bool, str]:
    configuration.configure()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        is_kept = lint_imports(str(contracts), cache_dir=None, no_logo=True)
    return is_kept, said.getvalue()


def test_every_contract_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    is_kept, said = _lint(CONTRACTS)

    assert is_kept, said


def test_a_contract_that_is_broken_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    below, above = "    mail\n    members\n", "    members\n    mail\n"
    turned = CONTRACTS.read_text().replace(below, above)
    contracts = tmp_path / "contracts.ini"
    contracts.write_text(turned)

    is_kept, said = _lint(contracts)

    assert not is_kept
    assert "Packages stand on those below them BROKEN" in said
    assert "forum.mail is not allowed to import forum.members" in said


def test_no_module_stands_in_a_cycle() -> None:
    graph = grimp.build_graph(*OURS, cache_dir=None)

    imported = {
        module: graph.find_modules_directly_imported_by(module)
        for module in graph.modules
    }

    assert len(imported) > 100
    TopologicalSorter(imported).prepare()  # raises with the cycle it found
