"""Counts that are kept: compared with what they count, and mended."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from forum.boards.queries.recounting import kept_counts as of_posts
from forum.core.counting import KeptCount, WrongCount, mend, wrong_next
from forum.core.db import db, transaction
from forum.reactions.actions.recounting import kept_counts as of_thanks
from forum.systems.queries.recounting import kept_counts as of_cards

counters = AppGroup("counters", help="The counts that pages show.")
SOME = 20


@counters.command("check")
@click.option("--repair", is_flag=True, help="Mend what is wrong.")
def check(repair: bool) -> None:
    """Recount all that is kept as a count; end with 1 if something differs."""
    wrong = mended = 0
    for count in [*of_posts(), *of_cards(), *of_thanks()]:
        for some in _wrong(count):
            wrong += len(some)
            click.echo("\n".join(map(str, some)))
            mended += _mended(count, some) if repair else 0
    if repair and wrong:
        click.echo(f"{mended:,} counts were mended.")
    elif wrong:
        click.echo(
            f"{wrong:,} counts differ. Run: soltrex-forum counters check --repair"
        )
        raise click.exceptions.Exit(1)
    else:
        click.echo("All counts are right.")


def _wrong(count: KeptCount) -> Iterator[list[WrongCount]]:
    """Yield what is wrong, a few rows at a time."""
    last: int | None = 0
    while last is not None:
        last, found = wrong_next(count, last)
        db.session.remove()
        for first in range(0, len(found), SOME):
            yield found[first : first + SOME]


def _mended(count: KeptCount, some: list[WrongCount]) -> int:
    """Mend some in a transaction that is over soon: others want to write."""
    with transaction():
        return mend(count, [one.key for one in some])
