"""In front of the application: a finished page that still holds is sent at once."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from forum.core.access import PRIVATE, ROUTE
from forum.core.clock import utcnow
from forum.core.cookies import SESSION
from forum.core.finished.looking import Lookout
from forum.core.finished.sharing import SharedPages
from forum.core.finished.store import Finished, Key, Pages
from forum.core.finished.underway import Underway

UNKEPT = "forum.unkept"
"""Set where a page was made of a kind that is not kept."""
Environ = dict[str, Any]


class Answering:
    """Answers guests with finished pages, and asks the application for the rest."""

    def __init__(self, app: Flask, pages: Pages) -> None:
        self.beneath = app.wsgi_app
        """The application, asked for whatever is not kept."""
        self.underway = Underway(app)
        """What is being made just now."""
        self._pages = pages
        self._extensions = app.extensions

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer with a finished page, if one holds that was kept for this."""
        page = self.standing(environ)
        key = key_of(environ) if page is None else None
        kind = self.underway.kind(environ) if key else ""
        if key and kind:
            if self.underway.is_first(key):
                return self._made(environ, start_response, key, kind)
            page = self.standing(environ)
        if page is None:
            return self.beneath(environ, start_response)
        environ[ROUTE], environ[PRIVATE] = page.route, False
        if knows(environ, page.etag):
            headers = [one for one in page.headers if one[0] not in OF_A_BODY]
            start_response("304 NOT MODIFIED", headers)
            return []
        start_response("200 OK", list(page.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]

    def _made(
        self, environ: Environ, start_response: Any, key: Key, kind: str
    ) -> Iterable[bytes]:
        """Have a page made for which others may wait by now."""
        try:
            return self.beneath(environ, start_response)
        finally:
            self.underway.is_made(key)
            if environ.get(UNKEPT):
                self.underway.note_unkept(kind)

    def standing(self, environ: Environ) -> Finished | None:
        """Return the finished page that was asked for, if it holds just now."""
        key = key_of(environ)
        page = self._pages.get(key) if key else None
        if key is None or (page and self._holds(page)):
            return page
        shared: SharedPages | None = self._extensions["shared pages"]
        page = shared.get(key) if shared else None
        if page is None or not self._holds(page):
            return None
        self._pages.put(key, page)
        return page

    def _holds(self, page: Finished) -> bool:
        """Say whether nothing that a page shows has changed since it was made."""
        if not page.since <= utcnow() < page.until:
            return False
        lookout: Lookout = self._extensions["lookout"]
        try:
            marks = lookout.marks([scope for scope, _ in page.marks])
        except Exception:  # the application says what is the matter
            return False
        return marks == dict(page.marks)


OF_A_BODY = frozenset({"Content-Length", "Content-Type", "Content-Encoding"})


def key_of(environ: Environ) -> Key | None:
    """Return under what a page is kept; None for what is not of a guest who reads."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    cookies = environ.get("HTTP_COOKIE")
    if "HTTP_AUTHORIZATION" in environ or (cookies and SESSION.is_in(cookies)):
        return None
    packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        "gzip" if packed else "",
    )


def knows(environ: Environ, etag: str) -> bool:
    """Say whether the browser has the page already."""
    said = environ.get("HTTP_IF_NONE_MATCH", "")
    if not said:
        return False
    marks = {one.strip().removeprefix("W/") for one in said.split(",")}
    return "*" in marks or etag.removeprefix("W/") in marks
