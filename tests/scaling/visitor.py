"""People at browsers without scripts, over real connections to any address."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from werkzeug.datastructures import Headers

from tests.browser import PASSWORD, REDIRECTS_MAX, Page

TIMEOUT = 60
Photo = tuple[str, bytes]


class From(HTTPAdapter):
    """Connects from an address of its own, so that one machine is many networks."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **named: Any
    ) -> None:
        """Make connections from that address."""
        named["source_address"] = (self._address, 0)
        super().init_poolmanager(connections, maxsize, block, **named)


class Visitor:
    """One browser; `at` is where it sends what it asks of the forum."""

    def __init__(self, forum: str, network: str = "127.0.0.1") -> None:
        self._forum = forum
        self.at = forum
        self.page = Page(0, "", "", Headers())
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", From(network))
        # As the balancer would tell a node that is asked past it.
        self._session.headers.update(
            {
                "Host": urlsplit(forum).netloc,
                "X-Forwarded-For": network,
                "Sec-Fetch-Site": "same-origin",
            }
        )

    def close(self) -> None:
        """Let go of all connections."""
        self._session.close()

    def visit(self, path: str) -> Page:
        """Open an address, wherever it leads."""
        return self._followed(self._asked("GET", path))

    def post(
        self, path: str, fields: Mapping[str, str], photos: Sequence[Photo] = ()
    ) -> Page:
        """Send a form; return the very answer."""
        files = [("photos", photo) for photo in photos]
        return self._asked("POST", path, fields, files)

    def submit(
        self,
        action: str,
        photos: Sequence[Photo] = (),
        more: Mapping[str, str] | None = None,
        **fields: str,
    ) -> Page:
        """Fill in a form of the present page, send it, and see where that leads."""
        values = self.page.values(action).to_dict() | fields | dict(more or {})
        form = self.page.forms(action)[0]
        address = urldefrag(str(form.get("action") or self.page.path)).url
        return self._followed(self.post(address, values, photos))

    def sign_in(self, handle: str) -> Page:
        """Sign in through the form."""
        self.visit("/sign-in")
        return self.submit("/sign-in", login=handle, password=PASSWORD)

    def _followed(self, page: Page) -> Page:
        for _ in range(REDIRECTS_MAX):
            if "Location" not in page.headers:
                return page
            page = self._asked("GET", urldefrag(page.headers["Location"]).url)
        raise AssertionError(f"{page.path} leads on and on")

    def _asked(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, Photo]] = (),
    ) -> Page:
        parts = urlsplit(urljoin(self._forum + self.page.path, path))
        asked = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = self._session.request(
            method,
            self.at + asked,
            data=fields,
            files=list(files) or None,
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        headers = Headers(list(answer.headers.items()))
        # Pictures are looked at for their size alone.
        self.page = Page(answer.status_code, asked, answer.text, headers)
        return self.page
