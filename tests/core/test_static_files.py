"""One style sheet, addresses that change with what they lead to."""

import re
from pathlib import Path

import pytest
from flask import Flask

from forum.core.finished.keeping import pages_of
from forum.core.static import FOREVER, LAYERS
from tests.browser import Browser

LEADING_TO = re.compile(r"/static/[^\"?#]+(?:\?v=([0-9a-f]{10}))?")


def test_a_page_waits_for_one_style_sheet(guest: Browser) -> None:
    page = guest.visit("/")

    sheets = [str(link["href"]) for link in page.soup.select("link[rel=stylesheet]")]

    assert len(sheets) == 1
    assert re.fullmatch(r"/static/site\.css\?v=[0-9a-f]{10}", sheets[0])


def test_the_style_sheet_is_made_of_its_layers_in_order(
    app: Flask, guest: Browser
) -> None:
    css = guest.client.get("/static/site.css")
    folder = Path(app.static_folder or "") / "css"

    places = [css.text.index((folder / f"{layer}.css").read_text()) for layer in LAYERS]

    assert css.mimetype == "text/css"
    assert places == sorted(places)
    assert {path.stem for path in folder.iterdir()} == set(LAYERS)


def test_every_static_address_on_a_page_carries_its_hash(guest: Browser) -> None:
    found = list(LEADING_TO.finditer(guest.visit("/").html))

    assert len(found) > 3
    assert all(match[1] for match in found)


@pytest.mark.parametrize("name", ["site.css", "js/site.js", "icons.svg"])
def test_what_carries_its_hash_is_kept_for_good(guest: Browser, name: str) -> None:
    with guest.client.get(f"/static/{name}?v=0123456789") as hashed:
        kept = hashed.headers["Cache-Control"]
    with guest.client.get(f"/static/{name}") as plain:
        asked = plain.headers.get("Cache-Control", "")

    assert kept == FOREVER == "public, max-age=31536000, immutable"
    assert "immutable" not in asked


def test_another_content_has_another_address(
    guest: Browser, tmp_path: Path, app: Flask
) -> None:
    whole = guest.visit("/").html
    (tmp_path / "css").mkdir()
    for layer in LAYERS:
        (tmp_path / "css" / f"{layer}.css").write_text(f"/* {layer} */")
    kept, app.static_folder = app.static_folder, str(tmp_path)

    try:
        pages_of(app).clear()
        changed = Browser(app).visit("/").html
    finally:
        app.static_folder = kept

    assert _hash(whole) != _hash(changed)


def _hash(html: str) -> str:
    match = re.search(r"/static/site\.css\?v=([0-9a-f]{10})", html)
    assert match
    return match[1]


def test_a_member_keeps_static_files_as_well(rosa: Browser) -> None:
    with rosa.client.get("/static/site.css?v=0123456789") as answer:
        assert answer.headers["Cache-Control"] == FOREVER


@pytest.mark.parametrize("path", ["../wsgi.py", "%2e%2e/wsgi.py", "css/../../wsgi.py"])
def test_nothing_but_static_files_is_sent(guest: Browser, path: str) -> None:
    with guest.client.get(f"/static/{path}") as answer:
        assert answer.status_code == 404


@pytest.mark.parametrize("name", ["js/site.js", "js/compose/composer.js"])
def test_what_a_script_imports_is_kept_for_good_as_well(
    guest: Browser, name: str
) -> None:
    with guest.client.get(f"/static/{name}") as script:
        imported = re.findall(r'from "(\.[^"]+)"', script.get_data(as_text=True))
    marks = {one.partition("?v=")[2] for one in imported}
    page = guest.visit("/").html

    assert len(imported) > 2
    assert len(marks) == 1
    assert f"/static/js/site.js?v={marks.pop()}" in page


def test_a_script_that_is_not_there_is_not_found(guest: Browser) -> None:
    assert guest.visit("/static/js/nothing.js").status == 404
    assert guest.visit("/static/js/..%2f..%2fwsgi.js").status == 404
