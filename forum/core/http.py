"""What every answer carries, and what no request gets past."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, g, request
from werkzeug.exceptions import RequestTimeout, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from forum.core import packing, static
from forum.core.db import KEY_MAX
from forum.settings import Settings

FORM_MAX = 512 * 1024
FORM_FIELDS_MAX = 1000
FILES_MAX = 32 * 1024 * 1024
"""A form with photos; what is larger is refused before it is read."""
READ_OUT_MAX, PIECE = FILES_MAX + 4 * 1024 * 1024, 64 * 1024
NEVER_SHOWN = frozenset({"csrf_token", "code", "credential", "logout_token"})
SECRETS = ("password", "passphrase", "secret")
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "frame-src 'none'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a file of the forum itself carries: the rest is about pages."""
FOREIGN = "This forum does not answer under that address.\n"
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"


View = TypeVar("View", bound=Callable[..., Any])


class InMemory(Request):
    """A request whose files are held in memory: no disk ever sees an original."""

    def _get_file_stream(self, *_: object, **__: object) -> BytesIO:
        return BytesIO()


def takes_files(view: View) -> View:
    """Let members send files with the form of a view."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def from_anywhere(view: View) -> View:
    """Let a form be sent to a view from foreign pages: what it does is signed."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


class KeyConverter(IntegerConverter):
    """A row key in an address: plain digits, never more than a key can be."""

    regex = "[0-9]{1,10}"

    def __init__(self, map_: Map) -> None:
        super().__init__(map_, min=1, max=KEY_MAX)


def read_out(environ: dict[str, Any]) -> None:
    """Let whoever sends too much finish, or they never hear that it was too much.

    A connection that is closed with something unread takes the answer along.
    """
    left = READ_OUT_MAX
    with suppress(RequestTimeout):  # whoever takes too long is not waited for
        while left > 0 and (part := environ["wsgi.input"].read(PIECE)):
            left -= len(part)


def is_secret(field: str) -> bool:
    """Say whether what a form's field holds is never shown again on a page."""
    return field in NEVER_SHOWN or any(word in field for word in SECRETS)


def is_same_origin() -> bool:
    """Say whether the browser vouches that a request comes from our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True  # an old browser; the token of the form decides alone
    return urlsplit(origin).netloc == request.host


def init_app(app: Flask, settings: Settings) -> None:
    """Set up what stands between the network and the views."""
    app.url_map.converters["int"] = KeyConverter
    app.config.update(
        MAX_CONTENT_LENGTH=FORM_MAX,
        MAX_FORM_MEMORY_SIZE=FORM_MAX,
        MAX_FORM_PARTS=FORM_FIELDS_MAX,
        TRUSTED_HOSTS=_hosts(settings),
        # For addresses made outside of any request: mail is written by jobs.
        SERVER_NAME=urlsplit(settings.base_url).netloc,
        PREFERRED_URL_SCHEME=urlsplit(settings.base_url).scheme,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    static.init_app(app)
    app.request_class = InMemory
    app.before_request(_allow_files)
    app.before_request(_refuse_foreign_host)
    app.before_request(_refuse_strangers)
    packing.init_app(app)
    app.after_request(_finish)
    app.extensions["strict_transport"] = settings.is_secure


def _hosts(settings: Settings) -> list[str]:
    host = urlsplit(settings.base_url).hostname or ""
    return [host, "localhost", "127.0.0.1", "[::1]"] if settings.is_local else [host]


def _allow_files() -> None:
    """Take larger forms from members, where photos belong; nobody else's."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_member = getattr(g.get("viewer"), "id", None) is not None
    may = is_member and getattr(view, "takes_files", False)
    if may and request.mimetype == "multipart/form-data":
        request.max_content_length = FILES_MAX


def _refuse_foreign_host() -> Response | None:
    """Stop a foreign host name, in plain words: no page could link anywhere."""
    try:
        request.host  # noqa: B018 - raises for a host that is not ours
    except SecurityError:
        return Response(FOREIGN, 400, mimetype="text/plain")
    return None


def _refuse_strangers() -> None:
    """Stop a form sent from a foreign page, and what no address contains."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_open = getattr(view, "from_anywhere", False)
    if request.method in UNSAFE and not (is_open or is_same_origin()):
        abort(403, "This form was sent from another site.")
    if "\0" in request.path:
        abort(404)
    if any("\0" in name + value for name, value in request.args.items(multi=True)):
        abort(400, "The address contains a character that no text has.")


def _finish(response: Response) -> Response:
    is_file = static.is_file(response)
    for name, value in (FILE_HEADERS if is_file else HEADERS).items():
        response.headers.setdefault(name, value)
    if current_app.extensions["strict_transport"]:
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    if is_file:
        if "v" in request.args:
            response.headers["Cache-Control"] = static.FOREVER
        return response
    return _for_whom(response)


def _for_whom(response: Response) -> Response:
    """Let a guest's page be kept if it is asked for anew; a member's never."""
    if g.get("has_session") or request.method not in {"GET", "HEAD"}:
        response.headers["Cache-Control"] = "private, no-store"
    elif response.status_code == 200 and not response.is_streamed:  # noqa: PLR2004
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response.add_etag(weak=True)
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response
