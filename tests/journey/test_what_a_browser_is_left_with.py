"""A tour of every page in a real browser: what it leaves there, and on the server."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journey.conftest import running
from tests.journey.forum import Forum, Mailbox
from tests.journey.people import Person
from tests.promises.test_c17_addresses_apart import addresses_in

GUEST = (
    *("/", "/latest", "/b/performance", "/b/performance?show=unanswered"),
    *(
        "/m/copper_basin",
        "/about",
        "/contact",
        "/contact?answer=telephone",
        "/learn",
        "/support",
        "/systems",
    ),
    "/statistics",
    *("/privacy", "/terms", "/privacy/retention", "/rules", "/nowhere"),
    *("/privacy/data", "/privacy/cookies", "/privacy/intermediaries", "/promises"),
    *("/security", "/transparency", "/left/paused", "/left/leaving"),
    *("/privacy-request", "/take-it-down", "/copyright", "/p/1/flag"),
    *("/sign-in", "/register", "/reset", "/register/sent", "/reset/sent"),
)
MEMBER = (
    *(
        "/",
        "/b/equipment/new",
        "/my",
        "/my/mail",
        "/my/decisions",
        "/m/sunnyridge",
        "/nowhere",
    ),
    *("/my/security", "/my/security/password", "/my/security/email", "/my/sessions"),
    *("/my/security/app", "/my/security/passkeys", "/confirm"),
    *("/my/profile", "/my/details", "/my/handle", "/my/drafts", "/my/flags"),
    *("/my/privacy", "/my/access", "/my/export", "/my/deactivate", "/my/delete"),
    "/my/delete/confirm",
    *("/systems", "/my/systems", "/my/systems/new", "/my/systems/1"),
    *("/my/systems/1/as/guest", "/my/systems/1/remove"),
)
STAFF = (
    *("/", "/moderation/queue", "/moderation/queue?show=decided"),
    *("/moderation/items/1", "/moderation/items/4", "/moderation/threads/1"),
)
STORES = """async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""
PAGES_MAX = 70
NO_TIME = -1
"""How a cookie says that it ends with the browser."""
OWN = {
    "": "nobody@example.com",
    "sunnyridge": "sunnyridge@example.com",
    "juniper_mod": "mod@example.com",
}
"""The one address that each of them may see."""
ENDING = (
    "/my/export",
    "/my/delete/confirm",
    "/my/mail",
    "/my/systems/1",
    "/my/security/password",
)


class Tour:
    """Somebody who looks at every page, and what their browser did meanwhile."""

    def __init__(self, chromium: Browser, forum: Forum, handle: str) -> None:
        self.context: BrowserContext = chromium.new_context(base_url=forum.url)
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.seen: dict[str, str] = {}
        self._url = forum.url
        self.context.on("request", lambda asked: self._note(asked.url))
        if handle:
            Person(self.page, has_scripts=True).sign_in(handle, forum.demo_password)
            self.page.wait_for_url("**/")

    def see(self, paths: tuple[str, ...]) -> None:
        """Look at some pages, and at all that they link to within the forum."""
        waiting = list(paths)
        while waiting and len(self.seen) < PAGES_MAX:
            path = waiting.pop(0)
            if path in self.seen:
                continue
            answer = self.page.goto(path)
            assert answer is not None
            self.seen[path] = self.page.content()
            if path in paths:
                waiting += self._links()

    def stores(self) -> list[int]:
        """Return how much the browser keeps, in each of its stores."""
        self.page.goto("/about")
        kept: list[int] = self.page.evaluate(STORES)
        return kept

    def _links(self) -> list[str]:
        hrefs = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        parts = [urlsplit(one) for one in hrefs if one.startswith(self._url)]
        return [one.path for one in parts if not one.path.endswith((".atom", "/file"))]

    def _note(self, url: str) -> None:
        if not url.startswith((self._url, "data:", "blob:")):
            self.foreign.append(url)


@pytest.mark.timeout(900)
def test_a_tour_leaves_nothing_behind(
    tmp_path: Path, mailbox: Mailbox, chromium: Browser
) -> None:
    with running(tmp_path / "tour", mailbox, "", "--demo") as forum:
        for handle, paths in (
            ("", GUEST),
            ("sunnyridge", (*MEMBER, *ENDING)),
            ("juniper_mod", STAFF),
        ):
            tour = Tour(chromium, forum, handle)
            tour.see(tuple(path for path in paths if path != "/nowhere"))

            assert len(tour.seen) >= len(set(paths)) - 1
            assert tour.stores() == [0, 0, 0, 0, 0, 0]
            assert tour.foreign == []
            cookies = tour.context.cookies()
            assert [one["expires"] for one in cookies] == [NO_TIME] * bool(handle)
            assert all(one["httpOnly"] for one in cookies)
            no_page_names_anybody(tour, forum, handle)
            tour.context.close()
        no_address_is_kept(forum)
        no_line_names_a_person(forum)


def no_page_names_anybody(tour: Tour, forum: Forum, handle: str) -> None:
    """No page shows an address of another member."""
    for path, html in tour.seen.items():
        shown = set(re.findall(r"[a-z_]+@example\.com", html))
        assert shown <= {OWN[handle], *contacts(forum)}, path


def contacts(forum: Forum) -> set[str]:
    """Return the addresses of the operator, which are there to be seen."""
    said = " ".join(forum.environment.values())
    return {"name@example.com", *re.findall(r"[a-z_]+@example\.com", said)} | {
        "privacy@example.com",
        "security@example.com",
        "operator@example.com",
    }


def no_address_is_kept(forum: Forum) -> None:
    """No table holds a network address, nor the name of a browser."""
    engine = sa.create_engine(f"sqlite:///{forum.home}/forum.sqlite3")
    tables = sa.MetaData()
    said = []
    with engine.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            said += [str(row) for row in connection.execute(sa.select(table))]
    engine.dispose()
    stored = "\n".join(said)
    assert "sunnyridge" in stored
    assert not addresses_in(stored)
    assert "Mozilla" not in stored


def no_line_names_a_person(forum: Forum) -> None:
    """The access log says where from and what kind of page, and never who."""
    lines = (forum.home / "access.log").read_text().splitlines()
    assert len(lines) > 100
    for line in lines:
        said = json.loads(line)
        assert "sunnyridge" not in line
        assert "juniper_mod" not in line
        assert "@" not in line
        assert "?" not in said["route"]
    seen = [json.loads(one) for one in lines if '"/my' in one]
    members = [one for one in seen if one["status"] == 200]
    assert len(members) > 20
    assert all("/24" in one["ip"] for one in members)
