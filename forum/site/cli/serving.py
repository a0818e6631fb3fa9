"""One command that runs the forum: database, web server, job worker."""

import os
import socket
import sys

import click
from flask import Flask
from flask.cli import ScriptInfo

from forum.core.clock import utcnow
from forum.core.db import let_go
from forum.members.queries import has_administrator
from forum.site.checkup import tables_too_new
from forum.site.cli.children import Children
from forum.site.cli.demo import sign_ins
from forum.site.demo import loading
from forum.site.first_run import make_ready

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told apart, not bound
BECOME = (
    "Nobody runs this forum yet. To become its administrator, in another shell:\n"
    "  soltrex-forum member create --handle YOU --email YOU@example.com "
    "--role administrator"
)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", is_flag=True, help="Load demo content, print its sign-ins.")
@click.option(
    "--no-worker", is_flag=True, help="Leave the jobs to `soltrex-forum work`."
)
@click.pass_context
def serve(
    context: click.Context,
    host: str,
    port: int,
    workers: int,
    demo: bool,
    no_worker: bool,
) -> None:
    """Run the forum until Ctrl-C: database, web server and job worker."""
    reached = EVERYWHERE.get(host, host)
    shown = f"[{reached}]" if ":" in reached else reached
    os.environ.setdefault("FORUM_BASE_URL", f"http://{shown}:{port}")
    os.environ["FORUM_LISTEN_HOST"] = host
    _require_free(host, port)
    app = context.ensure_object(ScriptInfo).load_app()
    told = _prepared(app, demo=demo)
    with Children(app, host, port, workers, has_jobs=not no_worker) as children:
        if children.answer(reached, port):
            click.echo("\n".join([*told, f"Running at {os.environ['FORUM_BASE_URL']}"]))
        sys.exit(children.wait())


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} of {host} cannot be used ({error.strerror}). "
                "Choose another one with --port."
            ) from None


def _prepared(app: Flask, *, demo: bool) -> list[str]:
    """Make the database ready; return the lines that say how to get in."""
    with app.app_context():
        if trouble := tables_too_new():
            raise click.ClickException(trouble)
        make_ready(utcnow())
        told = []
        if demo:
            told += sign_ins(loading.load(utcnow()) or loading.new_password())
        elif not has_administrator():
            told.append(BECOME)
        let_go()
        return told
