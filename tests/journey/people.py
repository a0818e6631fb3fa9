"""People on a journey: what each does on the pages, with scripts or without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser import PASSWORD

PHONE = "(802) 555-0142"
MAIL = "rosa@example.com"
DRAFT = f"Mine did the same. Call me at {PHONE} or write to {MAIL}, I am home by six."

PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
EXPECTED = re.compile("status of (4|503)")
"""A form that is wrong, a page that is not there, a forum that pauses."""


@dataclass
class Person:
    """Somebody at a browser."""

    page: Page
    has_scripts: bool

    def sign_in(self, handle: str, password: str = PASSWORD) -> None:
        """Sign in through the form."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Email or user name").fill(handle)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()

    def register(self, handle: str) -> None:
        """Answer the questions of the privacy statement."""
        self.page.goto("/register")
        self.page.get_by_label("Your name").fill("Rosa Testperson")
        self.page.get_by_label("Email address").fill(f"{handle}@example.com")
        self.page.get_by_label("User name").fill(f"{handle}_roof")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_label("Month").select_option("May")
        self.page.get_by_label("Year").fill("1958")
        self.page.get_by_label("I have read the").check()
        self.page.get_by_role("button", name="Create my account").click()

    def open_thread(self, board: str, title: str, body: str) -> str:
        """Write a thread in which nothing is found; return its address."""
        self.page.goto(f"/b/{board}/new")
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_role("textbox", name="Your text", exact=True).fill(body)
        self.send()
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile(f"{re.escape(title)}|^Check what"))
        if self.page.get_by_label("I know that what I post is public").count():
            self.page.get_by_label("I know that what I post is public").check()
            self.page.get_by_role("button", name=re.compile("^Post")).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return urlsplit(self.page.url).path

    def send(self) -> None:
        """Press the main button of the composer."""
        button = re.compile(r"^(Post|Save|Check .*and (post|save))$")
        self.page.get_by_role("main").get_by_role("button", name=button).first.click()

    def settle(self, kept: str, masked: str) -> None:
        """Keep one finding public and mask the other, live or on the next page."""
        if self.has_scripts:
            self._card(kept).get_by_role("button", name="Keep it public").click()
            self._card(masked).get_by_role("button", name="Mask it").click()
            self.page.get_by_role("heading", name="Nothing left to check").wait_for()
            self.send()
        else:
            self.send()
            kept_one = self.page.get_by_role("group", name=kept, exact=True)
            kept_one.get_by_label("Keep it public").check()
            masked_one = self.page.get_by_role("group", name=masked, exact=True)
            expect(masked_one.get_by_label("Mask it")).to_be_checked()

    def claim(self) -> None:
        """Claim the case on the page: a script does when it opens, else a button."""
        if not self.has_scripts:
            self.page.get_by_role("button", name="Claim it").click()
        expect(self.page.get_by_role("button", name="Release it")).to_be_visible()

    def decide(self, measure: str, rule: str = "") -> None:
        """Decide the case on the page, with the reasons the form begins with."""
        self.page.get_by_label(measure).check()
        if rule:
            self.page.get_by_label("Rule").select_option(rule)
        self.page.get_by_role("button", name=re.compile("^Decide")).first.click()

    def _card(self, kind: str) -> Locator:
        card = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_role("heading", name=kind)
        )
        card.wait_for()
        return card


class People:
    """Opens browsers, and sees that none of them ever asks another host."""

    def __init__(self, chromium: Browser, url: str, *, has_scripts: bool) -> None:
        self._chromium = chromium
        self._url = url
        self._has_scripts = has_scripts
        self.foreign: list[str] = []
        self.errors: list[str] = []

    @property
    def has_scripts(self) -> bool:
        """Say whether these people's browsers run scripts."""
        return self._has_scripts

    @property
    def way(self) -> str:
        """Which of the two ways these people walk, as in their names."""
        return "scripts" if self._has_scripts else "plain"

    @contextmanager
    def somebody(self, handle: str = "") -> Iterator[Person]:
        """Open a browser for a guest, or for a member who signs in."""
        context = self._chromium.new_context(
            base_url=self._url, java_script_enabled=self._has_scripts
        )
        context.set_default_timeout(PATIENCE)
        context.on("page", self._attend)
        person = Person(context.new_page(), self._has_scripts)
        if handle:
            person.sign_in(handle)
        yield person
        context.close()

    def _attend(self, page: Page) -> None:
        """Listen to every tab for what its browser complains about."""
        page.on("request", self._watch)
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self._url, "data:")):
            self.foreign.append(request.url)

    def _note(self, kind: str, said: str) -> None:
        if kind == "error" and not EXPECTED.search(said):
            self.errors.append(said)
