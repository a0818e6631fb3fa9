"""Every answer of the whole suite is looked at, whichever test asked for it.

What no answer may ever do is found here, also on pages that no test of a promise
visits: a cookie that stays, a page without its policy, a member's page that others
may keep, a page without header and footer.
"""

import gzip
import re
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, run_wsgi_app

from forum.core.cookies import REGISTER
from forum.core.finished.answering import Answering, key_of
from forum.core.finished.fragments import Fragments, Given, Macro
from forum.core.finished.keeping import pages_of
from forum.settings import Settings
from tests.api.contract import unlike

HTML = "text/html"
NOT_KEPT = "private, no-store"
WITHIN = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*?"
"""The rest of a tag: what stands in quotes is a value, and fetches nothing."""
FETCHED = re.compile(
    r"<(?:img|script|iframe|frame|embed|audio|video|source|track|input|image|use)\b"
    rf"{WITHIN}\s(?:src|srcset|poster|href|xlink:href)=[\"']?\s*([^\"'>\s]+)"
    rf"|<(?:object)\b{WITHIN}\sdata=[\"']?\s*([^\"'>\s]+)"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|modulepreload|prefetch|"
    rf"dns-prefetch|preconnect|manifest)){WITHIN}\shref=[\"']?\s*([^\"'>\s]+)",
    re.IGNORECASE,
)
FRAME = (
    "<header class=",
    'aria-label="SolTrex"',
    ">My SolTrex</a>",
    '<footer class="foot">',
    ">Privacy Policy</a>",
    ">Terms of Use</a>",
)


def watch_every_answer() -> None:
    """Have every test client of every forum look at what it gets."""
    Flask.test_client_class = WatchingClient
    found = Fragments.made

    def watched(pieces: Fragments, root: str, macro: Macro, given: Given) -> str:
        """Compare a piece of a page that was kept with one that is made anew."""
        made = found(pieces, root, macro, given)
        assert made == macro(*given), "a macro shows something it was not given"
        return made

    Fragments.made = watched  # type: ignore[assignment, method-assign]


class WatchingClient(FlaskClient):
    """A test client that fails on an answer which breaks a promise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, and look at every answer on the way."""
        answer = super().open(*args, **kwargs)
        if "settings" in self.application.extensions:
            for one in (*answer.history, answer):
                broken = list(faults(one, self.application))
                assert not broken, f"{one.request.path}: {'; '.join(broken)}"
        return answer

    def run_wsgi_app(self, environ: Any, buffered: bool = False) -> Any:
        """Compare a finished page that was kept with one that is made anew."""
        if "answering" not in self.application.extensions:
            return super().run_wsgi_app(environ, buffered)
        asked = {**environ}
        self._add_cookies_to_wsgi(asked)
        answering: Answering = self.application.extensions["answering"]
        key, kept = key_of(asked), answering.standing(asked)
        answer = super().run_wsgi_app(environ, buffered)
        if key is None or kept is None:
            return answer
        pages_of(self.application).drop(key)
        body, status, headers = run_wsgi_app(answering.beneath, asked, buffered=True)
        told = (b"".join(body), [one for one in headers if one[0] != "Date"])
        if status == "200 OK" and environ["REQUEST_METHOD"] == "GET":
            assert told == (kept.body, [*kept.headers]), (
                f"{environ['PATH_INFO']} was kept, but shows something else now"
            )
        return answer


def faults(answer: TestResponse, app: Flask) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    settings: Settings = app.extensions["settings"]
    yield from _cookies(answer, settings)
    yield from unlike(answer)
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"has the policy {policy!r}"
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "lets browsers guess what it is"
    is_whole = "Content-Length" in answer.headers and not answer.location
    if answer.mimetype == HTML and is_whole:
        yield from _page(answer, settings)


def _cookies(answer: TestResponse, settings: Settings) -> Iterator[str]:
    known = {one.named(settings.is_secure) for one in REGISTER}
    for header in answer.headers.getlist("Set-Cookie"):
        for name, cookie in SimpleCookie(header).items():
            if name not in known:
                yield f"sets a cookie {name!r} that is not in the register"
            if not (cookie["max-age"] == "0" and not cookie.value):
                yield from _kept(cookie)
        reads = answer.request.method in {"GET", "HEAD"}
        if reads and "Cookie" not in answer.request.headers:
            yield "gives a cookie to a guest who reads"


def _kept(cookie: "Morsel[str]") -> Iterator[str]:
    if cookie["max-age"] or cookie["expires"]:
        yield f"sets a cookie that stays: {cookie.OutputString()}"
    if not cookie["httponly"]:
        yield f"sets a cookie that scripts can read: {cookie.OutputString()}"


def _page(answer: TestResponse, settings: Settings) -> Iterator[str]:
    content = answer.get_data()
    is_packed = answer.content_encoding == "gzip"
    html = (gzip.decompress(content) if is_packed else content).decode()
    if not html:
        return
    missing = [part for part in FRAME if part not in html]
    if missing:
        yield f"lacks {missing}"
    is_of_a_member = "<body>" in html
    if is_of_a_member and answer.headers.get("Cache-Control") != NOT_KEPT:
        yield "is a page of a member that others may keep"
    for match in FETCHED.finditer(html):
        target = next(part for part in match.groups() if part)
        host = urlsplit(target).hostname
        if host and host not in settings.own_hosts:
            yield f"fetches {target} from another site"
