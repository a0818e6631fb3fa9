"""C23: no letter fetches, counts or leads astray; those of service promote nothing."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from forum.mail.choices import CHOSEN
from forum.mail.letters import kinds
from tests.browser import Browser
from tests.mail.announcing import announced, written
from tests.mail.test_letters import html_of
from tests.structure.sources import ROOT
from tests.world import World, words_of

LETTERS = sorted((ROOT / "templates" / "mail").iterdir())
OF_PROMOTION = {"promotion_body", "promotion_why"}
FETCHES = re.compile(
    r"<(?:img|picture|video|audio|iframe|link|script|object|embed)\b|url\(|background=|"
    r"@import|cid:",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|//[a-z0-9-]+\.[a-z]", re.IGNORECASE)
COUNTS = re.compile(r"utm_|[?&](?:m|u|uid|member|recipient|token)=", re.IGNORECASE)
INCLUDE = (nodes.Include, nodes.Extends)
OF_ONE_PERSON = ("member_id", "end_url", "job", "token", "email")


def _parse(path: Path) -> nodes.Template:
    return Environment(autoescape=True).parse(path.read_text())


def _named(path: Path) -> set[str]:
    """Return the templates that a letter includes."""
    named = [getattr(node, "template", None) for node in _parse(path).find_all(INCLUDE)]
    return {Path(str(one.value)).stem for one in named if isinstance(one, nodes.Const)}


def _of_service() -> list[Path]:
    names = {one.name for one in kinds() if one.mail_class not in CHOSEN}
    return [path for path in LETTERS if path.stem in names]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_a_letter_fetches_nothing_and_counts_nobody(path: Path) -> None:
    source = path.read_text()

    assert not FETCHES.search(source)
    assert not COUNTS.search(source)
    assert not ADDRESS.search(source), "write addresses with url_for or a setting"


@pytest.mark.parametrize(
    "written",
    [
        "<img src=x>",
        "background: url(x)",
        '<a href="https://example.org/?utm_source=a">',
    ],
)
def test_what_is_looked_for_would_be_found(written: str) -> None:
    assert FETCHES.search(written) or (
        COUNTS.search(written) and ADDRESS.search(written)
    )


@pytest.mark.usefixtures("app")
def test_a_letter_about_the_service_has_no_part_of_promotion() -> None:
    of_service = _of_service()

    mixed = {path.name for path in of_service if _named(path) & OF_PROMOTION}

    assert len(of_service) > 20
    assert not mixed


def test_an_announcement_has_no_address_of_one_person() -> None:
    for path in LETTERS:
        if path.stem in {"announced_service", "base"}:
            names = {node.name for node in _parse(path).find_all(nodes.Name)}
            assert not names & set(OF_ONE_PERSON), path


def test_an_announcement_is_the_same_for_everybody_but_for_the_name(
    world: World, ada: Browser, bea: Browser
) -> None:
    for handle in ("rosa", "ken"):
        world.member(handle, name="Sam Testperson")

    announced(ada, bea, world)
    world.run_jobs()

    (to_rosa,), (to_ken,) = (
        world.outbox.to(f"{handle}@example.com") for handle in ("rosa", "ken")
    )
    assert words_of(to_rosa) == words_of(to_ken)
    assert html_of(to_rosa) == html_of(to_ken)
    hosts = re.findall(r"https?://([^/\s\"'<]+)", html_of(to_rosa))
    assert set(hosts) == {"127.0.0.1:8000"}


@pytest.mark.parametrize(
    "body",
    [
        "Look at [this](https://www.example.org/).",
        "Look at [this](/support?utm_campaign=spring).",
        "Get 20% off all modules.",
    ],
)
def test_an_administrator_can_not_promote_in_it(ada: Browser, body: str) -> None:
    assert written(ada, body=body).status == 422
