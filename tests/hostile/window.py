"""Windows onto a forum without its content policy, which note whatever gets through."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Dialog, Error, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from forum.core.markup.walls import ATTRIBUTES, TAGS
from tests.world import World

POLICIES = {
    *("content-security-policy", "x-content-type-options", "x-frame-options"),
    *(
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "permissions-policy",
    ),
}
"""What would stand behind the escaping: without it, escaping stands alone."""
KEPT = "/kept-answer/"
POKE = (Path(__file__).parent / "poke.js").read_text(encoding="utf-8")
PLAIN = 'a < b && c > d "x" it\'s'
ALIKE = r"\ba \S+ b \S+ c \S+ d \S+x\S+ it\S+s\b"
"""Plain words with every sign that is escaped somewhere, and what became of them."""
MORE = {"ins": (), "del": (), "figure": ("class",), "sup": ()}
INSIDE = {tag: sorted(ATTRIBUTES.get(tag, ())) for tag in TAGS} | MORE
"""What a post may hold, and what pages of ours put around and into it."""


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None:
        """Say nothing for each request."""


class Unguarded:
    """A forum whose answers have lost every header that guards a browser.

    Answers to forms that were sent past the browser can be kept, to be opened in it.
    """

    def __init__(self, app: Flask) -> None:
        self.url = ""
        self._app = app
        self._kept: list[str] = []

    def keep(self, html: str) -> str:
        """Keep an answer; return the address at which it is opened."""
        self._kept.append(html)
        return f"{KEPT}{len(self._kept) - 1}"

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer as the forum does, but for its guards."""
        path = environ["PATH_INFO"]
        if path.startswith(KEPT):
            html = self._kept[int(path.removeprefix(KEPT))]
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [html.encode()]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            left = [one for one in headers if one[0].lower() not in POLICIES]
            return start_response(status, left, *more)

        return self._app(environ, start)


@contextmanager
def served(app: Flask) -> Iterator[Unguarded]:
    """Serve a forum on this machine, without its guards."""
    unguarded = Unguarded(app)
    server = make_server(
        "127.0.0.1", 0, unguarded, threaded=True, request_handler=_Quiet
    )
    with ExitStack() as stack:
        stack.callback(server.server_close)
        thread = Thread(target=server.serve_forever)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        unguarded.url = f"http://127.0.0.1:{server.server_port}"
        yield unguarded


class Windows:
    """Opens pages as somebody, touches all that is on them, and notes what happens."""

    def __init__(self, chromium: Browser, unguarded: Unguarded, world: World) -> None:
        self._chromium = chromium
        self._unguarded = unguarded
        self._url = unguarded.url
        self._world = world
        self._open: dict[str, Page] = {}
        self.looked_at = 0
        self.read_as_typed = 0
        self.wrong: list[str] = []

    def look_at(self, html: str, who: str = "", *, is_letter: bool = False) -> Page:
        """Open an answer that somebody got past the browser."""
        return self.look(self._unguarded.keep(html), who, is_letter=is_letter)

    def look(self, path: str, who: str = "", *, is_letter: bool = False) -> Page:
        """Open a page as somebody, or as a guest, and touch all that is on it."""
        page = self.page_of(who)
        try:
            page.goto(path)
            self.poke(page, is_letter=is_letter)
        except Error as error:
            # Feed readers get files; every other page that leads away is wrong.
            if "Download is starting" not in error.message:
                self._note(f"{path} is not to be looked at", error.message)
        return page

    def poke(self, page: Page, *, is_letter: bool = False) -> None:
        """Touch all that is on a page that is open; letters have styles in them."""
        self.looked_at += 1
        if page.evaluate("document.contentType") != "text/html":
            return
        told = {"inside": INSIDE, "letter": is_letter, "plain": PLAIN, "alike": ALIKE}
        found = page.evaluate(POKE, told)
        self.wrong += [f"{page.url}: {one}" for one in found["wrong"]]
        self.read_as_typed += found["times"]

    def page_of(self, who: str) -> Page:
        """Return somebody's window."""
        if who not in self._open:
            self._open[who] = self._new(who)
        return self._open[who]

    def close(self) -> None:
        """Close all windows."""
        for page in self._open.values():
            page.context.close()

    def _new(self, who: str) -> Page:
        context = self._chromium.new_context(base_url=self._url, bypass_csp=True)
        if who:
            token = self._world.session_of(self._world.member_id(who))
            cookie = {"name": "session", "value": token, "url": self._url}
            context.add_cookies([cookie | {"httpOnly": True}])  # type: ignore[list-item]
        context.expose_function("hit", lambda *number: self._note("hit", number))
        page = context.new_page()
        page.on("request", lambda request: self._asked(request.url))
        page.on("dialog", self._spoken_to)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self._url}/", "about:", "data:", "blob:")):
            self._note("asked elsewhere", url)

    def _spoken_to(self, dialog: Dialog) -> None:
        self._note("dialog", dialog.message)
        dialog.dismiss()

    def _note(self, what: str, said: object) -> None:
        self.wrong.append(f"{what}: {json.dumps(said, default=str)}")
