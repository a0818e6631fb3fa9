"""Backups from the shell: making one, trying it out, putting it back."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
import pyrage
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext

from forum import __version__
from forum.backup import checking, making, restoring, rules
from forum.backup.note import last_in, note
from forum.backup.queries import database_at
from forum.backup.rules import Manifest, Unusable
from forum.backup.sealing import identity_in
from forum.core.clock import utcnow
from forum.core.db import db, reach
from forum.core.files import files
from forum.rights import jobs as rights
from forum.settings import Settings, env_name, load_settings
from forum.site.first_run import make_ready
from forum.site.queries import migration_head

FILE = click.Path(dir_okay=False, path_type=Path)
IDENTITY = click.option(
    "--identity", type=FILE, help="File with the key that opens it, of age-keygen."
)
OPEN = (
    "It is not sealed, so it brings no keys along: keep the folder keys of the home "
    "folder, or FORUM_SECRET_KEY and FORUM_DATA_KEYS, in another place. "
    "FORUM_BACKUP_KEY seals backups."
)
HALF = (
    "The database is back, and nobody can write; its files could not be put where "
    "they belong ({}). Mend that, empty database and home folder, and restore again."
)
NEXT = """The forum is back. Nobody can write, and no mail leaves it.
Look at it, then let it go on:
  soltrex-forum audit verify
  soltrex-forum doctor
  soltrex-forum read-only off"""


@click.command("backup")
@with_appcontext
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write database, pictures and files into FILE, while the forum goes on."""
    settings: Settings = current_app.extensions["settings"]
    now = utcnow()
    wanted = making.Wanted(
        settings.home,
        database_at(db.engine.url),
        db.engine.dialect.name,
        files(),
        current_app.extensions["keys"],
        _given(settings),
        migration_head() or "",
        __version__,
        settings.backup_key,
    )
    with _one_sentence():
        manifest = making.back_up(file, wanted, now)
    note(settings.home, last_in(settings.home).made(now))
    click.echo(f"{file} holds {_told(manifest)}.")
    if not settings.backup_key:
        click.echo(OPEN, err=True)


@click.command("verify")
@with_appcontext
@click.argument("file", type=FILE)
@IDENTITY
def verify(file: Path, identity: Path | None) -> None:
    """Restore FILE in a scratch place beside the forum, and compare everything."""
    settings: Settings = current_app.extensions["settings"]
    with _one_sentence(), _scratch(settings.home) as scratch:
        opened = checking.unpacked(file, _key(identity), scratch)
        with opened as manifest:
            kind = restoring.same_kind(manifest, db.engine.dialect.name)
            checking.tried_out(kind, scratch, database_at(db.engine.url))
    note(settings.home, last_in(settings.home).verified(utcnow()))
    click.echo(f"{file} is whole: {_told(manifest)}, made {_day(manifest)}.")


@click.command("restore")
@click.argument("file", type=FILE)
@IDENTITY
@click.pass_context
def restore(context: click.Context, file: Path, identity: Path | None) -> None:
    """Make the forum that is in FILE, where there is none yet.

    It can be read only and sends no mail until somebody has looked at it. Whoever
    was erased since the backup was made is erased again.
    """
    settings = load_settings()
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = reach(settings.database_url, settings.home)
    database = database_at(url)
    with _one_sentence(), _scratch(settings.home) as scratch:
        database.require_empty()
        with checking.unpacked(file, _key(identity), scratch) as manifest:
            restoring.same_kind(manifest, url.get_backend_name())
            restoring.require_keys(manifest, scratch, settings)
            checking.tried_out(manifest, scratch, database)
            restoring.put_keys(scratch, settings.home)
            restoring.put_ledger(scratch, settings.home)
            restoring.put_database(manifest, scratch, database)
            app = context.ensure_object(ScriptInfo).load_app()
            again = _taken_up(app, scratch)
    click.echo(f"{_told(manifest)}, made {_day(manifest)}; {again} erased again.")
    click.echo(NEXT)


def _taken_up(app: Flask, folder: Path) -> int:
    """Let a restored forum begin: paused, and without whom it had promised to erase."""
    now = utcnow()
    with app.app_context():
        make_ready(now)
        restoring.let_nobody_write(now)
        try:
            restoring.put_files(folder, files())
        except OSError as error:
            raise Unusable(HALF.format(error.strerror or error)) from None
        again = rights.replay(now)
        db.session.remove()
        return again


def _key(identity: Path | None) -> pyrage.x25519.Identity | None:
    return None if identity is None else identity_in(identity)


def _given(settings: Settings) -> dict[str, str]:
    return {
        env_name(name): str(getattr(settings, name))
        for name in sorted(settings.model_fields_set)
    }


def _told(manifest: Manifest) -> str:
    posts = manifest.tables.get("post", 0)
    pictures = sum(name.startswith("files/") for name in manifest.entries)
    rows = sum(manifest.tables.values())
    return f"{rows:,} rows ({posts:,} posts) and {pictures:,} files"


def _day(manifest: Manifest) -> str:
    return f"{datetime.fromisoformat(manifest.made_at):%Y-%m-%d %H:%M} UTC"


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """Make a folder on the disk of the forum, and remove it whatever happens."""
    with tempfile.TemporaryDirectory(prefix=rules.READING, dir=home) as folder:
        yield Path(folder) / "backup"


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except Unusable as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        said = f"{error.filename or 'The disk'}: {error.strerror or error}."
        raise click.ClickException(f"{said} Nothing was changed.") from None
