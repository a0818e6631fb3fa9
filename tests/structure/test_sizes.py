"""Nothing grows too large to be read at once."""

import ast
from pathlib import Path

from tests.structure.sources import at_p90, files, functions, parsed, python, shown


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_functions_are_short() -> None:
    sizes = {
        f"{shown(path)}: {function.name}": function.end_lineno - function.lineno + 1
        for path in python()
        for function in functions(path)
        if function.end_lineno
    }

    assert at_p90(list(sizes.values())) <= 25
    assert not {name: size for name, size in sizes.items() if size > 60}


def test_files_are_short() -> None:
    sizes = {shown(path): _lines(path) for path in python()}

    assert at_p90(list(sizes.values())) <= 250
    assert not {name: size for name, size in sizes.items() if size > 400}


def test_every_module_says_what_it_is_for() -> None:
    silent = [shown(path) for path in python() if not ast.get_docstring(parsed(path))]

    assert not silent


def test_templates_are_short() -> None:
    sizes = {shown(path): _lines(path) for path in files("templates")}

    assert sizes
    assert not {name: size for name, size in sizes.items() if size > 150}


def test_scripts_are_short() -> None:
    modules = [path for path in files("static/js") if path.suffix == ".js"]

    sizes = {shown(path): _lines(path) for path in modules}

    assert sizes
    assert not {name: size for name, size in sizes.items() if size >= 150}
