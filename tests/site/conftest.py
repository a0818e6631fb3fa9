"""Running commands as an operator does, without leaving traces in the test run."""

import signal
from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask

from tests.site.commands import Run


@pytest.fixture
def run(app: Flask) -> Iterator[Run]:
    """Return a way to run a command of the forum."""
    kept = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}

    def command(*arguments: str, stdin: str = "") -> Result:
        return app.test_cli_runner().invoke(args=list(arguments), input=stdin)

    yield command
    for one, handler in kept.items():
        signal.signal(one, handler)
