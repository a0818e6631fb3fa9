"""Hostile words in every field of every form, typed by whoever the form is for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from itertools import cycle
from typing import Any
from urllib.parse import urldefrag

from bs4 import Tag
from werkzeug.datastructures import MultiDict

from forum.core.limits import limiter
from tests.browser import Browser, _values
from tests.gallery.picture import Picture
from tests.hostile.vectors import packed
from tests.hostile.window import PLAIN
from tests.world import World

ROOM = 300
LONG = 2_000
TRIES = 4
FILE = "<img src=x onerror=hit(0)>.txt"
CLEANED = "We took them out"
MOST = re.compile(r"Use ([0-9,]+) characters at most")
PLAUSIBLE = {
    "slug": "of-hostile-words",
    "birth_year": "1958",
    "year_installed": "2025",
    "phone": "802 555 0142",
    "handle": "hostile_roof",
    "name": "Rosa Testperson",
    "email": "x@example.com",
    "zip": "05401",
    "zip3": "054",
    "tags": "",
    "where": "/p/5",
    "until": "2027-01-01",
    "starts_on": "2026-12-24",
    "ends_on": "2026-12-26",
}
"""What goes into fields that take no words."""
Words = dict[int, Iterator[str]]
WORDS = {"text", "search", "url", "tel", "email"}
LEFT_AS_IT_IS = (
    *("/sign-out", "/my/security", "/admin/read-only", "/handing-over", "/my/delete"),
    *("/purge", "/erase", "/withdraw", "/take-back", "/my/handle", "/my/deactivate"),
)
"""Forms that end something for good: what is typed there shows nowhere."""


@dataclass
class Filled:
    """What came of typing into all forms."""

    answers: list[tuple[str, str]] = field(default_factory=list)
    """Who was answered, and the page they got."""
    led_to: list[tuple[str, str]] = field(default_factory=list)
    """Pages that forms led to once they were taken, and whom."""
    forms: set[str] = field(default_factory=set)
    """Where the forms led that had words typed into them."""
    taken: set[str] = field(default_factory=set)
    """Those of them that were taken as they were sent."""


def fill_in(world: World, pictures: Iterable[Picture]) -> Filled:
    """Type into every form of every page that is pictured, as whoever sees it."""
    filled = Filled()
    words, browsers = _words(), Browsers(world)
    for who, path in dict.fromkeys((one.who, one.path) for one in pictures):
        with world.reading():
            limiter.reset()
        browser = browsers[who]
        page = browser.visit(path)
        for form in page.soup.select("form[method=post]"):
            action = urldefrag(str(form.get("action") or page.path)).url
            if _is_for_words(form) and not any(one in action for one in LEFT_AS_IT_IS):
                _send(browser, who, Sent(action, form), words, filled)
    return filled


@dataclass(frozen=True, slots=True)
class Sent:
    """A form, and where it leads."""

    action: str
    form: Tag


def _send(browser: Browser, who: str, sent: Sent, words: Words, filled: Filled) -> None:
    """Type hostile words, and mend what is refused until the form is taken."""
    before, values = _values(sent.form), _values(sent.form)
    for one in filter(_takes_words, sent.form.select("input, textarea")):
        values.setlist(str(one["name"]), [_next(one, words)])
    _choose(sent.form, values)
    filled.forms.add(sent.action)
    for tried in range(TRIES):
        sent_now = values if tried else _with_file(values)
        answer = browser.post(sent.action, sent_now, follow=False)
        if answer.status in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}:
            filled.taken.add(sent.action)
            filled.led_to.append((answer.headers["Location"], who))
            return
        if not tried:
            filled.answers.append((who, answer.html))
        again = [one for one in answer.soup.select("form") if one.get("action")]
        forms = [f for f in again if urldefrag(str(f["action"])).url == sent.action]
        if not forms:
            return
        values = _mended(forms[0], before, "5" if tried else "")
    filled.answers.append((who, answer.html))


def _mended(
    form: Tag, before: "MultiDict[str, str]", figure: str
) -> "MultiDict[str, str]":
    """Return what a form shows again, but for what it refuses."""
    values = _values(form)
    for error in form.select("[id$=-error]"):
        at = form.find(id=str(error["id"]).removesuffix("-error"))
        if not isinstance(at, Tag) or not at.get("name") or CLEANED in error.text:
            continue
        name = str(at["name"])
        if at.get("type") == "checkbox":
            values.setlist(name, [str(at.get("value", "on"))])
        elif most := MOST.search(error.text):
            values[name] = values[name][: int(most[1].replace(",", ""))]
        else:
            values[name] = PLAUSIBLE.get(name, before.get(name) or figure)
    _choose(form, values)
    return values


def _with_file(values: "MultiDict[str, str]") -> "MultiDict[str, Any]":
    """Add a file whose name is hostile to the form that posts."""
    sent: MultiDict[str, Any] = MultiDict(values)
    if "seen_draft" in values and not values.get("title"):
        sent.add("files", (BytesIO(b"plain words\n"), FILE))
    return sent


def _words() -> Words:
    return {size: cycle(packed(size)) for size in (40, 100, ROOM - len(PLAIN), LONG)}


def _next(one: Tag, words: Words) -> str:
    """Return as many vectors as a field has room for, plain words before them."""
    room = int(str(one.get("maxlength") or (LONG if one.name == "textarea" else 100)))
    kind = str(one.get("type", "text"))
    if kind == "email" and one.get("value"):
        return "x@example.com"
    fitting = [size for size in words if size <= room]
    if not fitting:
        return "<x>"[:room]
    said = next(words[max(fitting)])
    longer = f"{PLAIN} {said}"
    return longer if len(longer) <= room else said


def _choose(form: Tag, values: "MultiDict[str, str]") -> None:
    """Choose the first of what has to be chosen."""
    for one in form.select("select[name]"):
        name = str(one["name"])
        options = [str(o.get("value", o.get_text())) for o in one.select("option")]
        if not values.get(name) and any(options):
            values.setlist(name, [next(filter(None, options))])
    for one in form.select("input[type=radio][name], input[type=checkbox][required]"):
        if str(one["name"]) not in values:
            values.add(str(one["name"]), str(one.get("value", "on")))


def _is_for_words(form: Tag) -> bool:
    return any(_takes_words(one) for one in form.select("input, textarea"))


def _takes_words(one: Tag) -> bool:
    is_named = bool(one.get("name")) and one.get("tabindex") != "-1"
    return is_named and (
        one.name == "textarea" or str(one.get("type", "text")) in WORDS
    )


class Browsers(dict[str, Browser]):
    """Browsers past which no page is shown: one for each person, and for guests."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def __missing__(self, who: str) -> Browser:
        """Return a new browser, signed in unless it is a guest's."""
        browser = self[who] = Browser(self._world.app)
        if who:
            member = self._world.member_id(who)
            browser.begin_session(self._world.session_of(member))
        return browser
