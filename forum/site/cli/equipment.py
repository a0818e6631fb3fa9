"""Commands about system cards: names of equipment to be suggested."""

from pathlib import Path

import click
from flask.cli import AppGroup

from forum.core.db import transaction
from forum.systems import actions
from forum.systems.importing import NoList, read_names
from forum.systems.models import SOURCE_MAX

equipment = AppGroup("equipment", help="Names of modules and inverters.")


@equipment.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Take the names of a CEC or SAM list (CSV) into the suggestions."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines, transaction():
            read, new = actions.import_names(read_names(lines), file.stem[:SOURCE_MAX])
    except (NoList, UnicodeDecodeError) as error:
        said = str(error) if isinstance(error, NoList) else "The file is no UTF-8 text."
        raise click.ClickException(said) from None
    click.echo(f"{read:,} names read, {new:,} of them new.")
