"""Letting nobody write for a while, from the shell."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.read_only import Pause, pause_at
from forum.settings import Settings
from forum.site import actions
from forum.site.forms import in_utc

read_only = AppGroup("read-only", help="Let nobody write for a while; reading works.")
MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@read_only.command("on")
@click.option("--until", type=MOMENT, help="When it ends, in the forum's time zone.")
def switch_on(until: datetime | None) -> None:
    """Refuse whatever is sent; without --until it lasts until `off`."""
    now = utcnow()
    settings: Settings = current_app.extensions["settings"]
    moment = None if until is None else in_utc(until, settings.zone)
    if moment is not None and moment <= now:
        raise click.ClickException("This time is over. Name one that is to come.")
    with transaction():
        actions.begin_read_only(moment, None, now)
    click.echo(_said(pause_at(now)))


@read_only.command("off")
def switch_off() -> None:
    """Take what is sent again."""
    now = utcnow()
    with transaction():
        actions.end_read_only(None, now)
    click.echo(_said(pause_at(now)))


@read_only.command("show")
def show() -> None:
    """Say whether anybody can write now."""
    click.echo(_said(pause_at(utcnow())))


def _said(pause: Pause | None) -> str:
    if pause is None:
        return "Everybody can write."
    if pause.until is None:
        return "Nobody can write, until you run `soltrex-forum read-only off`."
    return f"Nobody can write until {pause.until:%Y-%m-%d %H:%M} UTC."
