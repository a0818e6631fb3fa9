"""The index of words from the shell: made anew, and compared with the posts."""

import sys
from typing import Protocol

import click
from flask.cli import AppGroup

from forum.core.db import transaction
from forum.search import actions, queries

search = AppGroup("search", help="The index of words.")
WHAT = "posts arranged for searching"
ALIKE = "threads compared with others"


class Shows(Protocol):
    """Shows how far it is."""

    def __call__(self, what: str, done: int, /, *, is_over: bool = False) -> None:
        """Write a line, over the one before on a terminal."""


@search.command("rebuild")
def rebuild() -> None:
    """Arrange the words of all posts anew. The forum may be used meanwhile."""
    arrange_all(shown)
    find_all_alike(shown)


@search.command("check")
def check() -> None:
    """Compare the index with the posts; end with 1 if they differ."""
    wrong = queries.differences()
    if wrong:
        click.echo(f"{len(wrong):,} posts differ. Run: soltrex-forum search rebuild")
        raise click.exceptions.Exit(1)
    click.echo("The index says what the posts say.")


def arrange_all(show: Shows) -> None:
    """Arrange all posts, some hundred in each transaction, and show how far it is."""
    done, last = 0, actions.FIRST
    while last is not None:
        with transaction():
            last, count = actions.arrange_next(last)
        done += count
        show(WHAT, done)
    with transaction():
        actions.renew()
    show(WHAT, done, is_over=True)


def find_all_alike(show: Shows) -> None:
    """Find which threads are about the same, some in each transaction."""
    done, last = 0, actions.FIRST
    while last is not None:
        with transaction():
            last, count = actions.find_alike_next(last)
        done += count
        show(ALIKE, done)
    show(ALIKE, done, is_over=True)


def shown(what: str, done: int, /, *, is_over: bool = False) -> None:
    """Show how far it is: over and over on a terminal, else once at the end."""
    line = f"{done:>10,}  {what}"
    if sys.stderr.isatty():
        click.echo(f"\r{line:<60}", nl=is_over, err=True)
    elif is_over:
        click.echo(line)
