"""Every page, the style sheet and every drawing: nothing for the Nu HTML checker."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from forum.members.signs import sign_of
from tests.checkers import nu
from tests.gallery.conftest import Shown
from tests.gallery.saving import save, save_after, save_letters
from tests.structure.sources import ROOT

NEW_WORDS = ("“field-sizing”", "“container-type”", "“@container”")
"""What browsers know and the checker does not yet."""


@pytest.mark.timeout(900)
def test_the_checker_has_nothing_to_say_about_any_page(
    full: Shown, new: Shown, chromium: Browser, tmp_path: Path
) -> None:
    plain = [one for one in full.pictures if one.act is None]
    done = [one for one in full.pictures if one.act is not None]

    save(full.world, plain, tmp_path)
    save(new.world, new.pictures, tmp_path)
    save_after(chromium, full.url, full.world, done, tmp_path)

    assert len(list(tmp_path.iterdir())) == len(full.pictures) + len(new.pictures)
    assert nu.said(tmp_path) == []


@pytest.mark.timeout(900)
def test_the_checker_has_nothing_to_say_about_any_letter(
    full: Shown, tmp_path: Path
) -> None:
    assert save_letters(full.world, tmp_path) > 20
    assert nu.said(tmp_path) == []


@pytest.mark.timeout(900)
def test_style_sheet_and_drawings_are_valid(full: Shown, tmp_path: Path) -> None:
    client = full.world.app.test_client()
    (tmp_path / "site.css").write_bytes(client.get("/static/site.css").data)
    for member in range(8):
        answer = client.get(f"/signs/{sign_of(member)}.svg")
        (tmp_path / f"sign-{member}.svg").write_bytes(answer.data)
    for drawing in (ROOT / "static").glob("*.svg"):
        (tmp_path / drawing.name).write_bytes(drawing.read_bytes())

    said = nu.said(tmp_path, "--also-check-css", "--also-check-svg")
    assert [one for one in said if not any(new in one for new in NEW_WORDS)] == []
