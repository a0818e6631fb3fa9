"""Pictures and files from the shell: from the folder into the bucket, and back."""

from functools import partial
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from forum.core.copying import copy_all
from forum.core.files import Files, FolderFiles, StoreAway
from forum.core.stores import COPIES, PICTURES, folders
from forum.settings import Settings
from forum.site.cli.search import shown

files = AppGroup("files", help="Where pictures and files are kept.")
FOLDER = click.Path(file_okay=False, path_type=Path)
CALLED = {PICTURES: "pictures and files", COPIES: "copies of members' data"}
OFTEN = 100


@files.command("copy")
@click.option("--back", is_flag=True, help="From the bucket into the folder.")
@click.option("--folder", type=FOLDER, help="The folder, if it is not the usual one.")
def copy(back: bool, folder: Path | None) -> None:
    """Copy what is in the folder into the bucket of FORUM_STORAGE.

    It may be stopped and begun again. Nothing is removed on either side.
    """
    settings: Settings = current_app.extensions["settings"]
    if settings.bucket is None:
        raise click.ClickException(
            "FORUM_STORAGE names no bucket. Set it to s3://BUCKET/PREFIX."
        )
    usual = folders(settings)
    if folder is not None:
        usual[PICTURES] = folder
    for what, path in usual.items():
        here, there = FolderFiles(path), current_app.extensions[what]
        source, target = (there, here) if back else (here, there)
        _copy(CALLED[what], source, target)
    where = "the bucket" if back else f"{usual[PICTURES]} and {usual[COPIES]}"
    click.echo(f"What was in {where} is still there: remove it once it is not used.")


def _copy(called: str, source: Files, target: Files) -> None:
    try:
        done = copy_all(source, target, partial(_tell, called))
    except StoreAway as away:
        raise click.ClickException(
            f"The bucket cannot be asked ({away}). Begin again: what was copied stays."
        ) from None
    click.echo(f"{done.new:>10,}  {called} copied, {done.there:,} were there already")


def _tell(called: str, done: int) -> None:
    if not done % OFTEN:
        shown(called, done)
