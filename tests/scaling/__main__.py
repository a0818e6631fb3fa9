"""Runs a forum that is scaled out, on loopback, and kills parts of it.

    python -m tests.scaling [--writers N] [--readers N] [--times N] [--rounds N]
        [--pause SECONDS] [--folder FOLDER]

It ends with 1 if anything was lost. Logs of all programs stay in the folder.
"""

import sys
import tempfile
from pathlib import Path

import click

from tests.scaling.cluster import missing
from tests.scaling.story import Size, tell


@click.command()
@click.option("--writers", default=4, type=click.IntRange(1, 20))
@click.option("--readers", default=2, type=click.IntRange(1, 20))
@click.option("--times", default=3, type=click.IntRange(1), help="Of each trouble.")
@click.option("--rounds", default=40, type=click.IntRange(1), help="Of quiet replies.")
@click.option("--pause", default=3.0, help="Seconds for which a part is away.")
@click.option("--folder", type=click.Path(path_type=Path), help="For logs and homes.")
def main(
    writers: int,
    readers: int,
    times: int,
    rounds: int,
    pause: float,
    folder: Path | None,
) -> None:
    """Let it all happen, and say what came of it."""
    if lacks := missing():
        raise click.ClickException(lacks)
    home = folder or Path(tempfile.mkdtemp(prefix="forum-scaling-"))
    home.mkdir(parents=True, exist_ok=True)
    size = Size(writers, readers, 60, rounds, times, pause)
    told = tell(home, size, click.echo)
    click.echo("\n".join([*told.figures, *told.faults, f"Logs are in {home}."]))
    sys.exit(1 if told.faults else 0)


if __name__ == "__main__":
    main()
