"""By which number what one request, job or command did can be found together.

The number is random and says nothing about anybody. It stands in no access log:
what stands there about somebody's network must not lead to what they did here.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import g, has_request_context

NUMBER_BYTES = 8
REQUEST, JOB, COMMAND = "request", "job", "command"
_job: ContextVar[str] = ContextVar("job", default="")


def work_number() -> str:
    """Return the number of the request, job or command that is under way."""
    if running := _job.get():
        return running
    if "work_number" not in g:
        g.work_number = _new(REQUEST if has_request_context() else COMMAND)
    number: str = g.work_number
    return number


@contextmanager
def numbered_job() -> Iterator[None]:
    """Give all that one job does a number of its own."""
    before = _job.set(_new(JOB))
    try:
        yield
    finally:
        _job.reset(before)


def _new(what: str) -> str:
    return f"{what} {secrets.token_hex(NUMBER_BYTES)}"
