"""What an operator can set and run stands in the documentation, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from forum.settings import Settings, env_name
from forum.site.cli import without_app
from tests.structure.sources import ROOT

SETTINGS = ROOT / "docs" / "settings.md"
COMMANDS = ROOT / "docs" / "commands.md"
OPERATING = ROOT / "docs" / "operating.md"
OF_FLASK = {"db"}
"""Groups that come with an extension of Flask: documented as a whole."""


def _verbs(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group) and name not in OF_FLASK:
        for verb, below in command.commands.items():
            yield from _verbs(below, f"{name} {verb}")
    else:
        yield name


def _all_verbs(app: Flask) -> set[str]:
    commands = {**app.cli.commands, **{c.name or "": c for c in without_app}}
    return {verb for name, one in commands.items() for verb in _verbs(one, name)}


def test_every_setting_is_documented() -> None:
    text = SETTINGS.read_text()

    missing = {
        env_name(field)
        for field in Settings.model_fields
        if f"`{env_name(field)}`" not in text
    }

    assert not missing


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"`(FORUM_[A-Z_]+)`", SETTINGS.read_text()))

    unknown = documented - {env_name(field) for field in Settings.model_fields}

    assert documented
    assert not unknown


def test_every_command_is_documented(app: Flask) -> None:
    text = COMMANDS.read_text()

    verbs = _all_verbs(app)

    assert {"serve", "scan", "member create", "audit verify"} <= verbs
    assert not {verb for verb in verbs if f"`soltrex-forum {verb}" not in text}


def test_no_command_is_documented_that_does_not_exist(app: Flask) -> None:
    documented = set(
        re.findall(r"`soltrex-forum ([a-z -]+[a-z])", COMMANDS.read_text())
    )

    verbs = _all_verbs(app)

    assert documented
    assert not {words for words in documented if words not in verbs}


def test_what_operators_are_told_to_type_exists(app: Flask) -> None:
    text = OPERATING.read_text()
    typed = re.findall(
        r"(?:^ *|`|&& )soltrex-forum ((?:[a-z-]+ ?)+)", text, re.MULTILINE
    )

    verbs = _all_verbs(app)

    assert len(typed) > 15
    assert not {
        words
        for words in typed
        if not any(f"{words} ".startswith(f"{v} ") for v in verbs)
    }
    assert set(re.findall(r"FORUM_[A-Z_]+[A-Z]", text)) <= {
        env_name(field) for field in Settings.model_fields
    }


def test_what_the_documents_lead_to_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob(".github/*.md")]

    for page in pages:
        for leads_to in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
            path, _, place = leads_to.partition("#")
            if not path.startswith(("http:", "https:", "mailto:")):
                target = page.parent / path if path else page
                assert target.exists(), (page.name, leads_to)
                assert not place or place in _places(target), (page.name, leads_to)


def _places(page: Path) -> set[str]:
    """Return what on a page can be led to, as GitHub names it."""
    text = page.read_text()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w -]", "", heading.lower()) for heading in headings)
    return {said.replace(" ", "-") for said in plain} | {
        *re.findall(r'<a id="([^"]+)">', text)
    }


def test_every_command_says_what_it_does(app: Flask) -> None:
    commands = {**app.cli.commands, **{c.name or "": c for c in without_app}}

    silent = [name for name, command in commands.items() if not command.help]

    assert not silent
