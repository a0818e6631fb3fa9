"""A browser without scripts: it reads forms from pages and sends them back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import TestResponse

REDIRECTS_MAX = 5
PASSWORD = "violet harbor kettle timber"


@dataclass(frozen=True)
class Page:
    """What came back, as a person and as a test see it."""

    status: int
    path: str
    html: str
    headers: Headers

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed once however often it is looked at."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """The words of the page, without those only scripts would show."""
        return re.sub(r"\s+", " ", self.soup.get_text(" ")).strip()

    @property
    def heading(self) -> str:
        """The words of the page's one `h1`."""
        (heading,) = self.soup.select("h1")
        return re.sub(r"\s+", " ", heading.get_text(" ")).strip()

    def link(self, label: str) -> str:
        """Return where the first link with these words leads."""
        for anchor in self.soup.select("a[href]"):
            if label in re.sub(r"\s+", " ", anchor.get_text(" ")):
                return str(anchor["href"])
        raise AssertionError(f"no link “{label}” on {self.path}")

    def forms(self, action: str) -> list[Tag]:
        """Return the forms whose address or button's address ends like this."""
        return [
            form
            for form in self.soup.select("form")
            if urlsplit(str(form.get("action", self.path))).path.endswith(action)
        ]

    def values(self, action: str) -> "MultiDict[str, str]":
        """Return what a browser would send with a form, as it stands."""
        forms = self.forms(action)
        assert forms, f"no form to {action} on {self.path}: {self.text[:200]}"
        return _values(forms[0])


class Browser:
    """One person's browser; `tests.watching` looks at every answer."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.page = Page(0, "", "", Headers())

    def visit(self, path: str, *, follow: bool = True) -> Page:
        """Open an address as if it were typed."""
        return self._shown(self.client.get(path, follow_redirects=follow))

    def submit(
        self,
        action: str,
        *,
        follow: bool = True,
        to: str = "",
        more: dict[str, str] | None = None,
        photos: Sequence[tuple[str, bytes]] = (),
        files: Sequence[tuple[str, bytes]] = (),
        **fields: str,
    ) -> Page:
        """Fill in the form to `action` on the present page and send it.

        `to` is the address of another button; a field set to "" stays empty;
        `choice__0` stands for choice-0; `more` are fields with still odder names;
        `photos` and `files` each have the name they had at home.
        """
        values = self.page.values(action)
        named = {name.replace("__", "-"): value for name, value in fields.items()}
        for name, value in (named | (more or {})).items():
            values.setlist(name, [value])
        sent: MultiDict[str, Any] = MultiDict(values)
        for name, content in photos:
            sent.add("photos", (BytesIO(content), name))
        for name, content in files:
            sent.add("files", (BytesIO(content), name))
        form = self.page.forms(action)[0]
        address = urldefrag(to or str(form.get("action") or self.page.path)).url
        return self.post(address, sent, follow=follow)

    def post(
        self,
        path: str,
        fields: "MultiDict[str, Any] | dict[str, str]",
        *,
        follow: bool = True,
        headers: dict[str, str] | None = None,
    ) -> Page:
        """Send fields to an address, with or without a form for them."""
        sent = self.client.post(
            path,
            data=fields,
            follow_redirects=follow,
            headers=headers or {"Sec-Fetch-Site": "same-origin"},
        )
        return self._shown(sent)

    def begin_session(self, token: str) -> None:
        """Take over a session, as if its member had signed in here."""
        self.client.set_cookie("session", token, domain="127.0.0.1")

    def sign_in(self, login: str, password: str = PASSWORD) -> Page:
        """Sign in through the form."""
        self.visit("/sign-in")
        return self.submit("/sign-in", login=login, password=password)

    def _shown(self, response: TestResponse) -> Page:
        self.page = Page(
            response.status_code,
            response.request.path,
            response.get_data(as_text=True),
            response.headers,
        )
        return self.page


def _values(form: Tag) -> "MultiDict[str, str]":
    values: MultiDict[str, str] = MultiDict()
    for field in form.select("[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if field.name == "button" or kind in {"submit", "file"}:
            continue
        if field.name == "textarea":
            text = field.get_text()
            values.add(name, text.removeprefix("\n"))
        elif field.name == "select":
            chosen = field.select("option[selected]") or field.select("option")
            if chosen:
                values.add(name, str(chosen[0].get("value", chosen[0].get_text())))
        elif kind not in {"checkbox", "radio"} or field.has_attr("checked"):
            values.add(
                name, str(field.get("value", "on" if kind == "checkbox" else ""))
            )
    return values
