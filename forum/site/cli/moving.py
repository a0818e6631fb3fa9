"""The whole forum from the shell: out of one operator's hands, into another's."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from forum import __version__
from forum.announcements import queries as announced
from forum.announcements.rules import HAND_OVER_NOTICE
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.keys import Keys
from forum.core.read_only import ONLY
from forum.members.news import StaffDeed, staff_deeds
from forum.moving.checking import about
from forum.moving.sealing import key_beside, seal_for, seal_in
from forum.moving.taking import Offered, arrive
from forum.moving.writing import Wanted, export
from forum.rights.jobs import LEDGER
from forum.settings import Settings
from forum.site.cli.search import arrange_all, find_all_alike
from forum.site.first_run import make_ready
from forum.site.queries import migration_head

FOLDER = click.Path(file_okay=False, path_type=Path)
KEY = click.Path(dir_okay=False, path_type=Path)
NO_NOTICE = (
    f"Members were not told {HAND_OVER_NOTICE.days} days ahead that the forum is "
    "handed over. The privacy statement promises that: see /admin/announcements."
)

OTHER_KEYS = (
    "The oldest data key is another one here: names of erased members and addresses "
    "that mail came back from are not recognized, and import-foreign would take in "
    "twice what came from another forum (docs/export.md)."
)


@click.command("export")
@with_appcontext
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--key", type=KEY, help="File with the key; by default DIR.key.")
def export_forum(folder: Path, key: Path | None) -> None:
    """Write the whole forum into DIR, to be taken in elsewhere.

    Passwords, sessions and links stay behind. Names and addresses are sealed; the
    key for them is made beside the folder and should travel by another way.
    """
    now, settings = utcnow(), _settings()
    if not announced.was_told(now):
        click.echo(f"Warning: {NO_NOTICE}", err=True)
    beside = key or key_beside(folder)
    wanted = Wanted(
        folder,
        seal_for(beside),
        settings.home / LEDGER,
        migration_head(),
        {
            "made_at": now.isoformat(timespec="seconds"),
            "program": __version__,
            "address": settings.base_url,
            "lookup": _lookup(),
        },
    )
    manifest = export(wanted, _shown)
    deed = StaffDeed("forum_exported", "forum", ONLY)
    with transaction():
        for tell in staff_deeds:
            tell(None, deed, now)
    rows = sum(one["rows"] for one in manifest["tables"].values())
    pictures = manifest["pictures"]["count"]
    click.echo(f"{rows:,} rows and {pictures:,} pictures are in {folder}.")
    click.echo(f"The key is {beside}. Let it travel by another way than the folder.")


@click.command("import")
@with_appcontext
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--key", type=KEY, help="File with the key; by default DIR.key.")
@click.option("--dry-run", is_flag=True, help="Try everything and keep nothing.")
def import_forum(folder: Path, key: Path | None, dry_run: bool) -> None:
    """Take the forum that is in DIR into this one, which must be empty.

    It may be stopped and begun again. Members set a new password afterwards, by
    “Forgot your password?”.
    """
    now = utcnow()
    make_ready(now)
    offered = Offered(
        folder,
        seal_in(key or key_beside(folder)),
        _settings().home / LEDGER,
        migration_head(),
        dry_run,
    )
    is_new = arrive(offered, now, _shown)
    if is_new and not dry_run:
        arrange_all(_shown)
        find_all_alike(_shown)
    if not is_new:
        click.echo("This folder was taken in already. Nothing was changed.")
    elif dry_run:
        click.echo("It fits. Nothing was kept: run it again without --dry-run.")
    else:
        click.echo("The forum is here. Next: soltrex-forum audit verify.")
        click.echo("Nobody has a password yet: members set one by mail.")
        if about(folder).get("lookup") != _lookup():
            click.echo(OTHER_KEYS)


def _shown(what: str, done: int, /, *, is_over: bool = False) -> None:
    """Show how far it is: over and over on a terminal, else a line for each part."""
    line = f"{done:>10,}  {what}"
    if sys.stderr.isatty():
        click.echo(f"\r{line:<60}", nl=is_over, err=True)
    elif is_over and done:
        click.echo(line, err=True)


def _lookup() -> str:
    """Return what shows whether another forum has the same oldest data key."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup("which forum is this?")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
