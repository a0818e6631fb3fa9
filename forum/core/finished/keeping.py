"""Which answers are kept, and under which marks.

Marks are read before a page is made and after. A page is kept only if nothing moved
meanwhile, so what is kept is never older than its marks.
"""

import contextlib
from datetime import UTC, datetime, time, timedelta
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request

from forum.core.access import ROUTE
from forum.core.clock import utcnow
from forum.core.finished.answering import UNKEPT, Answering, key_of
from forum.core.finished.copy import copy_of
from forum.core.finished.fragments import MOST as PIECES
from forum.core.finished.fragments import Fragments
from forum.core.finished.looking import Marks, lookout_of
from forum.core.finished.sharing import shared_pages
from forum.core.finished.showing import Making, making
from forum.core.finished.store import Finished, MemoryPages, Pages
from forum.core.finished.underway import may_be_kept
from forum.core.finished.versions import ANY, EVERY, MOST
from forum.core.limits import limiter
from forum.settings import Settings

AT_MOST = timedelta(minutes=10)
"""So long a page is kept, whatever it shows."""
FOR_GUESTS = "public, no-cache"


def init_app(app: Flask, most: int) -> None:
    """Keep finished pages of guests, `most` bytes of them in this process, and pieces.

    Called before what else changes answers: what is kept is what leaves.
    """
    app.extensions["pages"] = MemoryPages(most)
    app.extensions["fragments"] = Fragments(PIECES if most else 0)
    answering = Answering(app, pages_of(app))
    app.extensions["answering"] = answering
    app.wsgi_app = answering  # type: ignore[method-assign]
    app.before_request(_begin)
    app.after_request(_end)


def pages_of(app: Flask) -> Pages:
    """Return where an application keeps finished pages."""
    pages: Pages = app.extensions["pages"]
    return pages


def fragments_of(app: Flask) -> Fragments:
    """Return where an application keeps pieces of pages."""
    fragments: Fragments = app.extensions["fragments"]
    return fragments


def _begin() -> None:
    """Read the marks before anything else is read."""
    key, rule = key_of(request.environ), request.url_rule
    if key is not None and rule is not None and may_be_kept(current_app, rule):
        with contextlib.suppress(Exception):  # the view says what is the matter
            marks = lookout_of().marks((ANY, EVERY, MOST))
            pages_of(current_app).belong_to(marks[MOST])
            fragments_of(current_app).belong_to(marks[MOST])
            g.making = Making(marks, utcnow(), key)
            if copy := copy_of(current_app):
                copy.use(marks[ANY])


def _end(response: Response) -> Response:
    """Keep the page if it may be; then answer those who have it already in short."""
    page = making()
    if page and _may_be_kept(page, response):
        if kept := _finished(page, response):
            pages_of(current_app).put(page.key, kept)
            if shared := shared_pages(current_app):
                shared.put(page.key, kept)
    elif page and response.status_code == HTTPStatus.OK:
        request.environ[UNKEPT] = True
    if response.headers.get("Cache-Control") == FOR_GUESTS:
        response.make_conditional(request)
    return response


def _finished(page: Making, response: Response) -> Finished | None:
    lookout = lookout_of()
    marks: Marks = {}
    with contextlib.suppress(Exception):  # the database is away meanwhile
        marks = lookout.marks({ANY, *page.scopes})
    if marks.get(ANY) != page.marks[ANY]:
        return None
    ends = [page.since + AT_MOST, *_midnights(page.since), page.until]
    return Finished(
        body=response.get_data(),
        headers=tuple((name, value) for name, value in response.headers),
        etag=response.headers["ETag"],
        route=request.environ.get(ROUTE, "-"),
        marks=tuple((one, marks[one]) for one in sorted(page.scopes)),
        since=page.since,
        until=min(end for end in ends if end is not None),
    )


def _midnights(now: datetime) -> list[datetime]:
    """Return when the next day begins, in UTC and where the forum is at home."""
    settings: Settings = current_app.extensions["settings"]
    days = [now.astimezone(zone) for zone in (UTC, settings.zone)]
    tomorrow = timedelta(days=1)
    return [
        datetime.combine(day + tomorrow, time(), day.tzinfo).astimezone(UTC)
        for day in days
    ]


def _may_be_kept(page: Making, response: Response) -> bool:
    is_packed = response.content_encoding == "gzip"
    return (
        response.status_code == HTTPStatus.OK
        and "ETag" in response.headers
        and request.method == "GET"
        and not response.is_streamed
        and not g.get("has_session")
        and response.headers.get("Cache-Control") == FOR_GUESTS
        and "Set-Cookie" not in response.headers
        and response.vary.as_set() <= {"accept-encoding"}
        and "csrf_token" not in g  # it ends, and is signed anew for each form
        and not limiter.current_limits
        and is_packed <= bool(page.key[-1])
    )
