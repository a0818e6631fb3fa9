"""A command about pictures that nobody may see."""

import click
from flask.cli import with_appcontext

from forum.images.queries import sealed_files


@click.command("sealed")
@with_appcontext
def sealed() -> None:
    """List pictures that are sealed: post, file and day; nothing is opened."""
    found = sealed_files()
    for post_id, name, added_at in found:
        click.echo(f"post {post_id}: {name}, added {added_at:%Y-%m-%d %H:%M} UTC")
    if not found:
        click.echo("Nothing is sealed.")
