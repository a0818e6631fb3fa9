"""Sends hostile requests as somebody, and says which answers are no good answers."""

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from forum.core.limits import limiter
from forum.core.read_only import end as end_pause
from forum.members.models import Member
from tests.browser import Browser
from tests.hostile import rubbish
from tests.hostile.complaints import Complaints, complaints
from tests.hostile.filling import CSRF
from tests.hostile.making import made
from tests.hostile.sending import HOST, Sent, answered
from tests.hostile.targets import HTML, Known, Target, names
from tests.watching import faults
from tests.world import World

SECONDS_MAX = 5
SESSION_LASTS = 60
"""So many requests; then one proves anew who one is."""
LOOKS_FIRST = 0.7
"""How often a form is opened before it is sent: what it holds is true then."""
TRACE = b"Traceback (most recent call last)"
NEVER = (TRACE, rubbish.MARK.encode(), rubbish.WORKED_OUT.encode())
SEND_AGAIN = b"Please send this again"
COOKIE = "session"


@dataclass
class Outcome:
    """What became of an attack."""

    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        """Tell it in one line."""
        statuses = ", ".join(
            f"{n} x {code}" for code, n in sorted(self.statuses.items())
        )
        return f"{len(self.faults)} faults; {statuses}; slowest {self.slowest:.2f} s"


@dataclass
class Attacker:
    """Somebody who sends rubbish: a guest, or a member whose session goes on."""

    world: World
    handle: str
    begin_again: Callable[[], object]
    """Brings the forum back to where it was, should nobody get in any more."""
    log: Complaints = field(default_factory=Complaints)
    outcome: Outcome = field(default_factory=Outcome)
    cookie: str = ""
    token: str = ""
    is_out: bool = True
    """Whether the session seems to be over, or goes on under another cookie."""

    @property
    def app(self) -> Flask:
        """The forum."""
        return self.world.app

    def attack(self, targets: list[Target], seed: str, count: int) -> Outcome:
        """Send so many requests to everything there is; look at each answer."""
        every, weights = names(), [one.weight for one in targets]
        with complaints(self.log):
            for number in range(count):
                label = f"{seed} {self.handle} {number}"
                dice = Random(label)  # noqa: S311 - to be repeated
                if self.is_out or number % SESSION_LASTS == 0:
                    self._come_in()
                target = dice.choices(targets, weights)[0]
                if target.method == "POST" and dice.random() < LOOKS_FIRST:
                    target = self._as_it_stands(target, label)
                sent = made(dice, self._with_token(target), every)
                self._ask(sent, label)
        return self.outcome

    def look(self, paths: Iterable[str]) -> None:
        """Open pages as they are after an attack."""
        with complaints(self.log):
            self._come_in()
            for path in paths:
                self._ask(Sent("GET", path, made_by="looked at afterwards"), "after it")

    def _come_in(self) -> None:
        """Begin a session, in the forum of before if there is no way in any more."""
        limiter.reset()
        with self.world.writing():
            end_pause()
        if self.handle and not self._signs_in():
            self.begin_again()
            assert self._signs_in()
        browser = Browser(self.app)
        if self.cookie:
            browser.begin_session(self.cookie)
        page = browser.visit("/my/look" if self.handle else "/sign-in")
        self.token = str(page.soup.select(f"[name={CSRF}]")[0]["value"])
        self.is_out = False

    def _signs_in(self) -> bool:
        found = [one.id for one in self.world.rows(Member) if one.handle == self.handle]
        if not found:
            return False
        self.cookie = self.world.session_of(found[0])
        browser = Browser(self.app)
        browser.begin_session(self.cookie)
        return browser.visit("/my/look").status == 200

    def _as_it_stands(self, target: Target, label: str) -> Target:
        """Open the page of a form; return the form as it is now."""
        path, _, query = target.page.partition("?")
        page = self._ask(Sent("GET", path, query), label) if path else None
        if page is None or page.mimetype != HTML:
            return target
        seen = Known()
        seen.take_all(self.app, page.get_data(as_text=True), path)
        return seen.forms.get(target.name, target)

    def _with_token(self, target: Target) -> Target:
        if target.method != "POST":
            return target
        rest = [one for one in target.fields if one[0] != CSRF]
        return replace(target, fields=[(CSRF, self.token), *rest])

    def _ask(self, sent: Sent, label: str) -> TestResponse | None:
        """Send a request; keep what is wrong with its answer."""
        if self.cookie and not any(name == "Cookie" for name, _ in sent.headers):
            sent.set("Cookie", f"{COOKIE}={self.cookie}")
        self.log.said.clear()
        begun = time.monotonic()
        try:
            answer = answered(self.app, sent)
        except Exception:
            self._note([traceback.format_exc()], sent, label)
            return None
        took = time.monotonic() - begun
        self.outcome.statuses[answer.status_code] += 1
        self.outcome.slowest = max(self.outcome.slowest, took)
        self.is_out = bool(self.handle) and _is_over(answer)
        wrong = [*self.log.said, *wrong_with(answer, self.app)]
        if took > SECONDS_MAX:
            wrong.append(f"took {took:.1f} s")
        self._note(wrong, sent, label)
        return answer

    def _note(self, wrong: list[str], sent: Sent, label: str) -> None:
        said = (f"{one}\n    at “{label}”: {sent}" for one in wrong)
        self.outcome.faults.extend(said)


def _is_over(answer: TestResponse) -> bool:
    is_lost = answer.status_code == 400 and SEND_AGAIN in answer.get_data()
    is_other = "Set-Cookie" in answer.headers
    return is_lost or is_other or answer.status_code in {401, 503}


def wrong_with(answer: TestResponse, app: Flask) -> Iterator[str]:
    """Yield what is wrong with an answer, whatever was asked."""
    is_meant = answer.status_code == 503 and "Retry-After" in answer.headers
    if answer.status_code >= 500 and not is_meant:
        yield f"answered {answer.status}"
    if answer.location and urlsplit(answer.location).netloc not in {"", HOST}:
        yield f"leads to {answer.location}"
    if answer.mimetype == HTML and not answer.content_encoding:
        yield from (f"shows {one!r}" for one in NEVER if one in answer.get_data())
    yield from faults(answer, app)
