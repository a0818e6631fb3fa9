"""Our own access log: the fields the privacy statement names, and no other.

`lines` makes a line and is pure, `files` keeps the lines for their time, `totals`
counts them by day, and `AccessLog` stands around the application.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic
from typing import Any

from flask import Flask, Response, request

from forum.core.access import totals
from forum.core.access.files import LogFiles
from forum.core.access.lines import Seen, line
from forum.core.clock import utcnow
from forum.core.cookies import SESSION
from forum.settings import Settings

ROUTE, EXIT, PRIVATE = "forum.route", "forum.exit", "forum.private"
SAFE = frozenset({"GET", "HEAD"})
OF_ACCOUNTS = "account"
"""The pages on which somebody joins or signs in: about to be somebody."""
SECRET_LINK = "<link>"  # noqa: S105 - the part of a route that only a mail knows

__all__ = ["AccessLog", "init_app", "note_exit", "totals"]

Environ = dict[str, Any]


class AccessLog:
    """Writes a line for each request, after its answer is known."""

    def __init__(
        self, app: Callable[..., Iterable[bytes]], files: LogFiles, settings: Settings
    ) -> None:
        self._app = app
        self._files = files
        self._own_hosts = settings.own_hosts
        self._never_full = settings.access_log_ip == "truncated"

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer, and note what was asked."""
        at, begun = utcnow(), monotonic()
        told: list[Any] = ["500", []]

        def answering(status: str, headers: list[Any], *rest: Any) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, *rest)

        result = self._app(environ, answering)
        if self._files.writes:
            took = round((monotonic() - begun) * 1000)
            seen = _seen(environ, told[0], told[1], at, took)
            self._files.append(line(seen, self._own_hosts, self._never_full))
        return result


def _seen(
    environ: Environ, status: str, headers: list[Any], at: datetime, took: int
) -> Seen:
    route = environ.get(ROUTE, "-")
    gives_cookie = any(name.lower() == "set-cookie" for name, _ in headers)
    names_somebody = (
        environ["REQUEST_METHOD"] not in SAFE
        or gives_cookie
        or SESSION.is_in(environ.get("HTTP_COOKIE", ""))
        or "HTTP_AUTHORIZATION" in environ  # a program that reads for a member
        or environ.get(PRIVATE, False)
        or SECRET_LINK in route
    )
    return Seen(
        address=environ.get("REMOTE_ADDR", ""),
        agent=environ.get("HTTP_USER_AGENT", ""),
        referrer=environ.get("HTTP_REFERER", ""),
        exit=environ.get(EXIT, ""),
        route=route,
        status=int(status[:3]),
        took=took,
        at=at,
        names_somebody=names_somebody,
    )


def note_exit(host: str) -> None:
    """Have the line of this request say to which site it leads."""
    request.environ[EXIT] = host


def _note_route(response: Response) -> Response:
    rule = request.url_rule
    request.environ[ROUTE] = rule.rule if rule is not None else "-"
    request.environ[PRIVATE] = request.blueprint == OF_ACCOUNTS
    return response


def init_app(app: Flask, settings: Settings) -> None:
    """Put the log around the application; proxies are still unwrapped outside."""
    is_on = settings.access_log != "off"
    files = LogFiles(settings.access_log_file, writes=is_on)
    app.extensions["access log"] = files
    app.after_request(_note_route)
    app.wsgi_app = AccessLog(app.wsgi_app, files, settings)  # type: ignore[method-assign]
