"""Templates as they are written: no script, style or handler stands in them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.structure.sources import ROOT, files, python, shown

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
FRAMES = {
    "api/sitemap_boards.xml",
    "api/sitemap_index.xml",
    "api/sitemap_threads.xml",
    "base.html",
    "mail/base.html",
    "mail/base.txt",
    "moderation/post_tool.html",
    "moderation/tool.html",
    "rights/copy.html",
    "search/feed.atom",
}
"""Stand alone: everything else extends one of them or is part of another."""
PARTS = {"boards/preview.html"}
"""Sent on their own into a page that is already open; beside parts/."""
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)
JINJA = re.compile(r"\{[{%#].*?[#%}]\}", re.DOTALL)
IMPORTED = re.compile(r"""(?:from|import\()\s*["'](\.{1,2}/[^"']+)["']""")
RENDERED = re.compile(r"""render_template\(\s*f?["']([^"'{]+)["']""")
PAGES = [path for path in files("templates") if "mail" not in path.parts]


def _name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def _parse(path: Path) -> nodes.Template:
    return Environment(autoescape=True).parse(path.read_text())


def _calls(path: Path, function: str) -> Iterator[nodes.Call]:
    for call in _parse(path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == function:
            yield call


def test_no_page_carries_inline_script_style_or_handlers() -> None:
    inline = {shown(path): _inline(path.read_text()) for path in PAGES}

    assert len(inline) > 20
    assert not {name: found for name, found in inline.items() if found}


def _inline(source: str) -> list[str]:
    return INLINE.findall(JINJA.sub("@", source))


@pytest.mark.parametrize(
    "written",
    [
        "<script>go()</script>",
        "<style>a{}</style>",
        '<p style="color:red">',
        '<a onclick="go()">',
        '<a{% if new %} onclick="{{ go }}"{% endif %}>',
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_would_be_noticed(written: str) -> None:
    assert _inline(written)


def _named_by(path: Path, *kinds: type[nodes.Node]) -> set[str]:
    """Return the templates that a template extends, includes or imports."""
    named = set()
    for node in _parse(path).find_all(kinds):
        template = getattr(node, "template", None)
        if isinstance(template, nodes.Const):
            named.add(str(template.value))
    return named


def test_every_template_extends_a_frame_or_is_a_part() -> None:
    every = files("templates")
    parts = {
        part
        for path in every
        for part in _named_by(path, nodes.Include, nodes.FromImport, nodes.Import)
    }

    astray = [
        _name(path)
        for path in every
        if _name(path) not in FRAMES | PARTS | parts
        and not _named_by(path, nodes.Extends) & FRAMES
    ]

    assert not astray


def test_every_template_that_is_named_exists() -> None:
    kinds = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)
    by_code = {(shown(p), n) for p in python() for n in RENDERED.findall(p.read_text())}
    by_template = {
        (shown(p), n) for p in files("templates") for n in _named_by(p, *kinds)
    }

    missing = {
        (by, name)
        for by, name in by_code | by_template
        if not (TEMPLATES / name).is_file()
    }

    assert len(by_code) > 20
    assert len(by_template) > 20
    assert not missing


def test_every_static_file_that_templates_name_exists() -> None:
    named = {
        keyword.value.value
        for path in files("templates")
        for call in _calls(path, "url_for")
        for keyword in call.kwargs
        if keyword.key == "filename" and isinstance(keyword.value, nodes.Const)
    }

    assert {"js/site.js", "js/thread.js"} <= named
    assert not {name for name in named if not (STATIC / name).is_file()}


def test_every_script_that_a_script_imports_exists() -> None:
    named = {
        path.parent / target
        for path in files("static/js")
        for target in IMPORTED.findall(path.read_text())
    }

    assert named
    assert not {shown(path) for path in named if not path.is_file()}


def test_no_style_sheet_or_script_reaches_for_another_host() -> None:
    away = re.compile(r"(?:url\(|from|import|fetch\()\s*[\"']?(?:https?:)?//")

    texts = [path for path in files("static") if path.suffix != ".png"]
    found = [shown(path) for path in texts if away.search(path.read_text())]

    assert not found
