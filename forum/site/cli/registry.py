"""The shared registry from the shell: a list of accounts, for when events fail."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.parsing import from_json
from forum.members.registry.oidc.events import Told, follow
from forum.members.registry.oidc.proof import address_in
from forum.members.registry.oidc.rules import Standing
from forum.settings import Settings

registry = AppGroup("registry", help="The SolTrex account service.")
KNOWN = frozenset({"iss", "sub", "status", "email", "email_verified"})


@dataclass(frozen=True, slots=True)
class _Bad(Exception):
    says: str


@registry.command("sync")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
def sync(file: Path, as_json: bool) -> None:
    """Take states and addresses of accounts from FILE, a JSON object a line.

    Each names "sub", and "status" (active, disabled, purged), "email" or both.
    Nothing is changed unless every line holds.
    """
    settings: Settings = current_app.extensions["settings"]
    if settings.registry != "oidc":
        raise click.ClickException("This forum keeps its accounts itself.")
    told, here = _read(file, settings.oidc_issuer), 0
    now = utcnow()
    for one in told:
        with transaction():
            here += follow(one, settings.oidc_issuer, now)
    if as_json:
        click.echo(json.dumps({"lines": len(told), "members": here}))
        return
    click.echo(f"{len(told)} lines, {here} of them about members of this forum.")


def _read(file: Path, issuer: str) -> list[Told]:
    told = []
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told.append(_told(line, issuer))
            except _Bad as bad:
                said = f"Line {number} {bad.says}. Nothing was changed."
                raise click.ClickException(said) from None
    return told


def _told(line: str, issuer: str) -> Told:
    try:
        said: Any = from_json(line)
    except ValueError:
        raise _Bad("is no JSON") from None
    if not isinstance(said, dict) or set(said) - KNOWN:
        raise _Bad(f"may hold {', '.join(sorted(KNOWN))} and nothing else")
    if said.get("iss", issuer) != issuer:
        raise _Bad("is about another issuer")
    sub, status = said.get("sub"), said.get("status")
    if not isinstance(sub, str) or not sub:
        raise _Bad('names no "sub"')
    if status is not None and status not in {str(one) for one in Standing}:
        raise _Bad("has a status that is not active, disabled or purged")
    email = address_in(said.get("email"))
    if "email" in said and not email:
        raise _Bad("has an email that is no address")
    standing = None if status is None else Standing(status)
    return Told(sub, standing, email, said.get("email_verified") is True)
