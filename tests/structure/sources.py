"""The repository as the structure tests read it: files, modules, functions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("forum", "moderation")
PASSED_OVER = frozenset(
    {
        *(".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache"),
        *(".hypothesis", ".import_linter_cache", "__pycache__"),
        *("build", "dist", "instance", "uv.lock"),
    }
)


def files(*tops: str) -> list[Path]:
    """Return all files of some folders, or of the whole repository."""
    starts = [ROOT / top for top in tops] or [ROOT]
    return sorted(path for start in starts for path in _below(start))


def _below(start: Path) -> Iterator[Path]:
    if start.is_file():
        yield start
        return
    for path in start.iterdir():
        if path.name not in PASSED_OVER:
            yield from _below(path)


def python(*tops: str) -> list[Path]:
    """Return the Python files of some folders, by default of all we run."""
    return [
        path for path in files(*(tops or (*OURS, "wsgi.py"))) if path.suffix == ".py"
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """Return a Python file, parsed."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield all functions of a file, however deep."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path) -> str:
    """Return a file as a failing test names it."""
    return path.relative_to(ROOT).as_posix()


def at_p90(sizes: list[int]) -> int:
    """Return the size that nine of ten stay under or reach."""
    return sorted(sizes)[round(len(sizes) * 0.9) - 1]
