"""Attacks a forum with hostile requests, longer than the suite does.

    python -m tests.hostile [--requests N] [--seed N] [--database sqlite|postgresql]
        [--who guest|member|moderator|administrator]

It sends so many as each of them, says what was answered, and ends with 1 if anything
went wrong. The same seed makes the same requests.
"""

import os
import secrets
import sys
from pathlib import Path

import click
import pytest

from tests.hostile.asked import COUNT, SEED


@click.command()
@click.option("--requests", default=2000, type=click.IntRange(1), help="As each.")
@click.option("--seed", default="", help="By chance, if none is given.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]))
@click.option(
    "--who", type=click.Choice(["guest", "member", "moderator", "administrator"])
)
def main(requests: int, seed: str, database: str | None, who: str | None) -> None:
    """Attack, and say what came of it."""
    chosen = seed or str(secrets.randbelow(1_000_000))
    os.environ |= {COUNT: str(requests), SEED: chosen}
    wanted = " and ".join(one for one in (database, who) if one)
    click.echo(f"{requests} requests as each, seed {chosen}")
    options = ["-q", "-s", "-n0", "-p", "no:randomly", "--show-capture=no"]
    sys.exit(pytest.main([*options, "-k", wanted, str(Path(__file__).parent)]))


main()
