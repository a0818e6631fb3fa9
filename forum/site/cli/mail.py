"""Mail from the shell: reports that something could not be delivered."""

import json
from email import message_from_binary_file, policy
from typing import BinaryIO

import click
from flask.cli import AppGroup

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.mail import actions
from forum.mail.bounces import undelivered

mail = AppGroup("mail", help="What comes back of the mail we sent.")


@mail.command("bounce")
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
def bounce(files: tuple[BinaryIO, ...], as_json: bool) -> None:
    """Read delivery reports (RFC 3464) from FILES; - is the standard input.

    An address that does not exist gets no more mail. A report that does not
    return a mail of ours is passed over.
    """
    now, stopped = utcnow(), 0
    for file in files:
        report = message_from_binary_file(file, policy=policy.default)
        for dead in undelivered(report):
            with transaction():
                stopped += actions.came_back(dead.message_key, dead.email, now)
    if as_json:
        click.echo(json.dumps({"reports": len(files), "stopped": stopped}))
        return
    click.echo(f"{len(files)} read; mail to {stopped} more addresses has stopped.")
