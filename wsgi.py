"""The one production file that knows both the forum and its moderation."""

import sys

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError

import moderation
from forum.app import create_app
from forum.core.answers import Refused
from forum.core.lacking import lack_of
from forum.settings import BadSettings
from forum.site.cli import without_app


def make_app() -> Flask:
    """Make the forum with its moderation; web servers call this."""
    return create_app(extensions=(moderation,))


def main() -> None:
    """Run a command; what goes wrong is one sentence on standard error."""
    group = FlaskGroup(
        create_app=make_app, help="The message board of SolTrex, from the shell."
    )
    for command in without_app:
        group.add_command(command)
    try:
        group.main(prog_name="soltrex-forum")
    except (BadSettings, Refused) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2 if isinstance(error, BadSettings) else 1)
    except (DBAPIError, OSError) as error:
        lack = lack_of(error)
        if lack is None and not isinstance(error, DBAPIError):
            raise
        # Its own text may quote what somebody wrote.
        said = lack or f"the database cannot be asked ({type(error).__name__})"
        click.echo(f"Error: {said}. `soltrex-forum doctor` says more.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
