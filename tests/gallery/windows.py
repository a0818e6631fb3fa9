"""Browser windows onto a forum: one for each person, signed in without a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Response

from tests.gallery.picture import Picture
from tests.world import World

PATIENCE = 40_000
WIDE, PHONE, NARROW = 1280, 390, 320
HEIGHT = 844
SCRIPTS = "**/*.js*"
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


class Windows:
    """Opens pages of one forum as the people whose they are."""

    def __init__(self, chromium: Browser, url: str, world: World) -> None:
        self._chromium = chromium
        self._url = url
        self._world = world
        self._open: dict[str, Page] = {}
        self.wrong: list[str] = []
        """What did not answer as it should."""
        self.document: Response | None = None
        """What came last as a whole page."""

    @contextmanager
    def showing(self, picture: Picture, *, scripts: bool = True) -> Iterator[Page]:
        """Show a page, after what somebody does there."""
        page = self._page(picture)
        page.unroute_all()
        if not scripts:
            page.route(SCRIPTS, lambda route: route.abort())
        page.emulate_media(
            color_scheme="light", forced_colors="none", reduced_motion="reduce"
        )
        set_width(page, WIDE)
        answer = page.goto(picture.path)
        status = answer.status if answer else 0
        if status != picture.status:
            self.wrong.append(f"{picture.name}: {picture.path} answers {status}")
        if picture.act and scripts:
            picture.act(page)
            page.wait_for_load_state()
        yield page

    def close(self) -> None:
        """Close all windows."""
        for page in self._open.values():
            page.context.close()

    def _page(self, picture: Picture) -> Page:
        """Return somebody's window; a guest who does something gets a new one."""
        who = picture.who or ("visitor " + picture.name if picture.act else "")
        if who not in self._open:
            self._open[who] = self._new(picture.who)
        return self._open[who]

    def _new(self, handle: str) -> Page:
        window = self._chromium.new_context(base_url=self._url)
        window.set_default_timeout(PATIENCE)
        if handle:
            token = self._world.session_of(self._world.member_id(handle))
            cookie = {"name": "session", "value": token, "url": self._url}
            window.add_cookies([cookie | {"httpOnly": True}])  # type: ignore[list-item]
        page = window.new_page()
        page.on("response", self._note)
        return page

    def _note(self, answer: Response) -> None:
        if answer.request.resource_type == "document":
            self.document = answer


def set_width(page: Page, width: int) -> None:
    """Make the window as wide as this."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
