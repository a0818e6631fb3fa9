"""What a forum outlives, in its large form.

    python -m tests.endurance killing [--kills N] [--writers N] [--seed N]
        [--database sqlite|postgresql] [--folder FOLDER]
    python -m tests.endurance lasting [--minutes N]
        [--database sqlite|postgresql] [--folder FOLDER]

It ends with 1 if anything was wrong. Logs of the forum stay in the folder.
"""

import sys
import tempfile
from pathlib import Path

import click

from tests.endurance import killing, lasting

DATABASES = ("sqlite", "postgresql")


@click.group()
def main() -> None:
    """Let a forum go through it, and say what came of it."""


@main.command("killing")
@click.option("--database", type=click.Choice(DATABASES), default="sqlite")
@click.option("--kills", default=20, type=click.IntRange(1))
@click.option("--writers", default=8, type=click.IntRange(1, 20))
@click.option("--seed", default=1)
@click.option("--folder", type=click.Path(path_type=Path), help="For logs and home.")
def kill(
    database: str, kills: int, writers: int, seed: int, folder: Path | None
) -> None:
    """Kill processes while people write."""
    home = _folder(folder)
    size = killing.Size(kills, writers, fans=2 * kills, seed=seed)
    told = killing.tell(home, database, size, click.echo)
    click.echo("\n".join([*told.figures, *told.faults, f"Logs are in {home}."]))
    sys.exit(1 if told.faults else 0)


@main.command("lasting")
@click.option("--database", type=click.Choice(DATABASES), default="sqlite")
@click.option("--minutes", default=60.0)
@click.option("--folder", type=click.Path(path_type=Path), help="For logs and home.")
def last(database: str, minutes: float, folder: Path | None) -> None:
    """Let people read, write, bring photos, report and decide for an hour."""
    home = _folder(folder)
    told = lasting.tell(home, database, minutes * 60, click.echo)
    click.echo("\n".join([*told.figures, *told.faults, f"Logs are in {home}."]))
    sys.exit(1 if told.faults else 0)


def _folder(named: Path | None) -> Path:
    folder = named or Path(tempfile.mkdtemp(prefix="forum-endurance-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
