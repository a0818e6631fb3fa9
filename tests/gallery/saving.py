"""Pages as the forum sends them, kept as files for a checker to read."""

from pathlib import Path

from playwright.sync_api import Browser as Chromium

from tests.browser import Browser
from tests.gallery.picture import Picture
from tests.gallery.windows import Windows
from tests.world import World


def save(world: World, pictures: list[Picture], folder: Path) -> None:
    """Save pages that one comes to by their address alone."""
    browsers: dict[str, Browser] = {}
    for picture in pictures:
        if picture.who not in browsers:
            browsers[picture.who] = Browser(world.app)
            if picture.who:
                token = world.session_of(world.member_id(picture.who))
                browsers[picture.who].begin_session(token)
        page = browsers[picture.who].visit(picture.path)
        assert page.status == picture.status, f"{picture.name}: {page.status}"
        _keep(folder, picture.name, page.html)


def save_after(
    chromium: Chromium, url: str, world: World, pictures: list[Picture], folder: Path
) -> None:
    """Save pages that answer to what somebody does on another one."""
    windows = Windows(chromium, url, world)
    for picture in pictures:
        with windows.showing(picture):
            assert windows.document is not None
            _keep(folder, picture.name, windows.document.text())
    windows.close()
    assert windows.wrong == []


def save_letters(world: World, folder: Path) -> int:
    """Save what members were mailed, as a page shows it; return how many letters."""
    bodies = [mail.get_body(("html",)) for mail in world.outbox.mails]
    pages = [body.get_content() for body in bodies if body is not None]
    for number, html in enumerate(pages):
        _keep(folder, f"letter-{number}", html)
    return len(pages)


def _keep(folder: Path, name: str, html: str) -> None:
    assert "<!doctype html>" in html.lower(), f"{name} is no page"
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
