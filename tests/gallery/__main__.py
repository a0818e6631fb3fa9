"""Takes the pictures: every page, wide and narrow, light and dark."""

import logging
import re
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as Fault

from tests.chromium import CHROMIUM, NO_CHROMIUM, QUIET
from tests.gallery import forum as forums
from tests.gallery import states
from tests.gallery.picture import Picture
from tests.gallery.windows import PHONE, SIDEWAYS, WIDE, Windows, set_width
from tests.journey.conftest import free_port, running
from tests.journey.forum import Mailbox, words_of
from tests.world import World

ROOT = Path(__file__).parents[2]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
INSIDE = "The folder is inside the repository. Name another one."


def take_all(folder: Path, pattern: str) -> list[str]:
    """Take the pictures whose names fit; return what is wrong."""
    if CHROMIUM is None:
        return [NO_CHROMIUM]
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        stack.callback(chromium.close)
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        wrong = _of_full_forum(chromium, home / "full", folder, pattern)
        return wrong + _of_new_forum(chromium, home / "new", folder, pattern)


def _of_full_forum(
    chromium: Browser, home: Path, folder: Path, pattern: str
) -> list[str]:
    with forums.at_home(home) as world:
        pictures = forums.filled(world)
        wrong = forums.faults_in(world, pictures)
        _write_mails(world, folder)
        wanted = _wanted([*pictures, *states.last(world)], pattern)
        return wrong + _taken(chromium, world, home, folder, wanted)


def _of_new_forum(
    chromium: Browser, home: Path, folder: Path, pattern: str
) -> list[str]:
    with forums.at_home(home) as world:
        wanted = _wanted(forums.new(world), pattern)
        return _taken(chromium, world, home, folder, wanted)


def _wanted(pictures: list[Picture], pattern: str) -> list[Picture]:
    return [one for one in pictures if re.search(pattern, one.name)]


def _taken(
    chromium: Browser, world: World, home: Path, folder: Path, wanted: list[Picture]
) -> list[str]:
    if not wanted:
        return []
    mailbox = Mailbox(free_port())
    mailbox.start()
    with running(home, mailbox, "") as served:
        windows = Windows(chromium, served.url, world)
        wrong = [fault for one in wanted for fault in _take(windows, one, folder)]
        windows.close()
    mailbox.stop()
    return windows.wrong + wrong


def _take(windows: Windows, picture: Picture, folder: Path) -> list[str]:
    try:
        with windows.showing(picture) as page:
            return _shoot(page, picture.name, folder)
    except Fault as fault:
        return [f"{picture.name}: {str(fault).splitlines()[0]}"]


def _shoot(page: Page, name: str, folder: Path) -> list[str]:
    """Take four pictures of a page; return at which widths it scrolls sideways."""
    wrong = []
    for width in (WIDE, PHONE):
        set_width(page, width)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            path = folder / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=path, full_page=True, animations="disabled")
        if page.evaluate(SIDEWAYS):
            wrong.append(f"{name}: scrolls sideways at {width}")
    return wrong


def _write_mails(world: World, folder: Path) -> None:
    """Write what members were told by mail beside the pictures."""
    for number, mail in enumerate(world.outbox.mails):
        name = f"mail-{number:02d}-{str(mail['To']).partition('@')[0]}.txt"
        said = f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{words_of(mail)}"
        (folder / name).write_text(said, encoding="utf-8")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a new one by default")
    parser.add_argument(
        "--only", default="", metavar="PATTERN", help="names of pages that fit this"
    )
    return parser.parse_args()


def main() -> None:
    """Take the pictures and say where they are."""
    asked = _asked()
    folder: Path = asked.folder or Path(tempfile.mkdtemp(prefix="gallery-"))
    folder = folder.resolve()
    if folder.is_relative_to(ROOT):
        sys.exit(INSIDE)
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    wrong = take_all(folder, asked.only)
    print(f"Pictures are in {folder}")  # noqa: T201 - it is what was asked for
    sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
