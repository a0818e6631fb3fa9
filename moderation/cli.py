"""Commands of moderation."""

import json

import click
from flask.cli import AppGroup

from moderation import queries

audit = AppGroup("audit", help="The audit log of moderation.")


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
def verify(as_json: bool) -> None:
    """Walk the hash chain of the audit log; exit 1 if it does not hold."""
    seen, fault = queries.verify_chain()
    if as_json:
        said = {"entries": seen, "fault": fault.because if fault else None}
        click.echo(json.dumps(said))
    elif fault is None:
        click.echo(f"The audit log holds: {seen} entries, each chained to the last.")
    if fault is not None:
        raise click.ClickException(
            f"Entry {fault.seq} of the audit log does not hold: {fault.because}. "
            "Compare it with a backup."
        )
