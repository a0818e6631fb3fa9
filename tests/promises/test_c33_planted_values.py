"""C33: nothing keeps what was found but the post, and after taking back nothing does.

A value of every kind is planted, warned about, kept and taken back. It is
searched for in the log, in what a failing page says, in every table, and in the
very bytes of the database's files and of the folder of pictures.
"""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from forum.core.traces import traces
from forum.core.wording import Wording
from forum.disclosure import KINDS_EXPLAINED, Kind, scan
from forum.disclosure.kinds import NEVER_PUBLIC
from tests.browser import Browser, Page
from tests.privacy.raw import raw
from tests.world import World

EXAMPLES = {one.kind: one.example for one in KINDS_EXPLAINED}
KEPT = {"post", "revision", "post_index"}
"""The post, its wording, and the words of it by which it is found."""
# A login name is known from an account only; the embedded one has none but the
# user name, which is public.
KINDS = [kind for kind in Kind if kind is not Kind.USERNAME]


def planted(kind: Kind) -> tuple[str, str]:
    """Return a sentence with a detail of a kind, and the detail."""
    text = EXAMPLES[kind]
    (found,) = [one for one in scan(text) if one.kind is kind]
    return text, text[found.start : found.end]


def choices(page: Page, choice: str) -> dict[str, str]:
    """Return the same choice for every place that a page asks about."""
    boxes = page.soup.select(f"[value={choice}][name^=choice-]")
    return {str(box["name"]): choice for box in boxes}


def tables_with(world: World, words: str) -> set[str]:
    """Return the tables in which words stand."""
    with world.reading():
        return set(traces(Wording((words,), "")))


def everything(world: World) -> bytes:
    """Return the bytes of the database's files and of the folder of pictures."""
    folder = world.app.extensions["settings"].storage_folder
    files = folder.rglob("*") if folder.exists() else []
    return raw(world.app) + b"".join(one.read_bytes() for one in files if one.is_file())


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Collect all that anything logs, however unimportant."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.parametrize("kind", KINDS)
def test_a_warning_keeps_nothing_of_what_it_warned_about(
    rosa: Browser, world: World, log: StringIO, kind: Kind
) -> None:
    text, words = planted(kind)
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")
    fields = rosa.page.values("/reply")
    fields["body"] = text

    rosa.client.post("/check", data=fields)
    rosa.submit("/reply", body=text, preview="1")
    rosa.submit("/reply", preview="1", choice__0="edit")

    assert tables_with(world, words) == set()
    assert words.encode() not in everything(world)
    assert words not in log.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_masked_is_never_stored(
    rosa: Browser, world: World, log: StringIO, kind: Kind
) -> None:
    text, words = planted(kind)
    rosa.visit(f"/t/{world.thread('ken')}/reply")
    page = rosa.submit("/reply", body=text, preview="1")

    page = rosa.submit("/reply", more=choices(page, "mask"))
    world.run_jobs()

    assert page.path.startswith("/t/")
    assert words not in page.html
    assert tables_with(world, words) == set()
    assert words.encode() not in everything(world)
    assert words not in log.getvalue()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NEVER_PUBLIC])
def test_what_is_kept_stands_in_the_post_alone_and_goes_everywhere(
    rosa: Browser, world: World, log: StringIO, kind: Kind
) -> None:
    text, words = planted(kind)
    rosa.visit(f"/t/{world.thread('ken')}/reply")
    page = rosa.submit("/reply", body=text, preview="1")
    page = rosa.submit("/reply", more=choices(page, "keep"))
    assert page.path.startswith("/t/")
    assert tables_with(world, words) <= KEPT
    assert "revision" in tables_with(world, words)
    rosa.visit(page.link("Take back"))
    rosa.submit("/take-back", words=words)

    page = rosa.submit("/take-back", is_done="y")
    world.run_jobs()

    assert "Nothing of it is left" in page.text
    assert tables_with(world, words) == set()
    assert words.encode() not in everything(world)
    assert words not in log.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_failing_page_hands_the_text_back_and_says_nothing_of_it(
    rosa: Browser,
    world: World,
    log: StringIO,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
) -> None:
    text, words = planted(kind)
    rosa.visit(f"/t/{world.thread('ken')}/reply")

    def fail(*_: object) -> None:
        raise ValueError(text)

    monkeypatch.setattr("forum.boards.views.writing.to_acknowledge", fail)
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    page = rosa.submit("/reply", body=text)
    world.app.config["PROPAGATE_EXCEPTIONS"] = None

    assert page.status == 500
    assert page.values("/reply")["body"] == text
    around = page.soup
    for form in around.select("form"):
        form.decompose()
    assert words not in str(around)
    assert words not in log.getvalue()
    assert words.encode() not in everything(world)
