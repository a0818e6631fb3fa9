"""Figures for a monitoring system, on an address of their own."""

import signal
from threading import Event

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from prometheus_client import start_http_server

from forum.core.db import let_go
from forum.site.metrics import registry_for


@click.command("metrics")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=9464, show_default=True, type=click.IntRange(1, 65535))
@with_appcontext
def metrics(host: str, port: int) -> None:
    """Answer a monitoring system (Prometheus) at /metrics, until told to stop."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - the only way
    stop = Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    let_go()
    try:
        server, thread = start_http_server(port, host, registry_for(app))
    except OSError as error:
        said = f"Port {port} of {host} cannot be used ({error.strerror})."
        raise click.ClickException(f"{said} Choose another one.") from None
    click.echo(f"Figures at http://{host}:{port}/metrics")
    stop.wait()
    server.shutdown()
    thread.join()
