"""Every route, tried as everybody: who gets in, and that a refusal changes nothing."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask

from forum.core.limits import limiter
from forum.core.read_only import end as end_pause
from forum.members.signs import sign_of
from tests.browser import Browser
from tests.gallery.places import ADMINISTRATOR, MEMBER, MODERATOR
from tests.hostile import ground
from tests.hostile.ground import OF_ANOTHER_BOARD, STRANGER, Ground
from tests.hostile.targets import Known
from tests.kept import BeginWith
from tests.structure.doors import (
    CLOSED_TO_SUSPENDED,
    OPEN_ALONE,
    OPEN_TO_SUSPENDED,
    READ,
    SENT,
    Answer,
    door,
    expected,
)
from tests.structure.test_crawl import rows
from tests.world import World

PEOPLE = {
    "guest": "",
    "suspended": "was_suspended",
    "stranger": STRANGER,
    "member": MEMBER,
    "of another board": OF_ANOTHER_BOARD,
    "moderator": MODERATOR,
    "administrator": ADMINISTRATOR,
}
UNMAPPED = {"HEAD", "OPTIONS"}
"""Methods that come with every route that is read."""
OTHERS = ("PUT", "PATCH", "DELETE")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SUSPENSION = "/my/suspended"
EXAMPLES: dict[str, dict[str, object]] = {
    "static": {"filename": "favicon.svg"},
    "look.sign": {"sign": sign_of(1)},
    "boards.new_thread": {"slug": "performance"},
}
"""Addresses that no link of a page leads to."""
ANSWERS = {
    Answer.SIGN_IN: {401},
    Answer.REFUSED: {403},
    Answer.NOT_THEIRS: {303, 403, 404, 410},
}
LAST = ("systems.remove_send", "rights.pause_send")
"""After these a card is gone, and a member's session for good."""
NOTHING_TO_DO = {
    "account.new_email": "the link came to somebody else",
    "account.new_email_send": "the link came to somebody else",
    "admin.board_delete": "a board with threads stays",
    "admin.custom_role_delete": "somebody has the role",
    "admin.group_delete": "a group with boards stays",
    "admin.letter_again": "the address is confirmed already",
    "announcements.dismiss": "nothing is announced",
    "api.my_notifications": "no token came along",
    "boards.draft_autosave": "no place for a draft came along",
    "boards.mentions": "only scripts of our own pages ask it",
    "boards.newer": "only scripts of our own pages ask it",
    "boards.preview": "no place for a post came along",
    "following.follow_board": "nothing was chosen",
    "following.follow_thread": "nothing was chosen",
    "images.attachment": "there is no picture",
    "privacy.changes": "there is no version before the first",
    "privacy.leave": "only signed links are followed",
    "returning.back_send": "nobody is about to come back",
    "rights.legal_approve": "no law asked for anything",
    "rights.legal_notice": "no law asked for anything",
    "standing.clean_up_undo": "nobody's posts were cleaned up",
    "systems.statistics_csv": "no quarter was counted",
}
"""Where whoever gets in finds nothing to do, and why."""
OF_SOMEBODY_ELSE = {
    "appeals.appeal": "others were decided about",
    "appeals.appeal_send": "others were decided about",
    "appeals.words_send": "others were decided about",
    "boards.receipt": "another took something back",
    "moderation.decision": "others were decided about",
    "moderation.decision_read": "others were decided about",
    "moderation.flag_withdraw": "others reported something",
    "notices.counter_notice": "another is accused",
    "notices.counter_notice_send": "another is accused",
}
"""What is somebody's, but not of the member who tries it, and why."""


@dataclass(frozen=True)
class Way:
    """A route, one of its methods, and an address that leads there."""

    rule: str
    endpoint: str
    method: str
    address: str

    def __str__(self) -> str:
        """Name it as the map of addresses does."""
        return f"{self.method} {self.rule} ({self.endpoint})"


@dataclass(frozen=True)
class Got:
    """What came back, and whether it leads to the page about a suspension."""

    code: int
    is_led: bool


def ways(app: Flask, known: Ground) -> list[Way]:
    """Return every route with every method; what only looks comes first."""
    mine = known.seen["member"].arguments
    everything, made = Known([*known.all.arguments, *mine]), []
    for rule in app.url_map.iter_rules():
        seen = everything.address(app, rule, EXAMPLES.get(rule.endpoint, {}))
        for method in (rule.methods or set()) - UNMAPPED:
            form = known.all.forms.get(f"{method} {rule.endpoint}")
            address = form.path.partition("?")[0] if form else seen
            made.append(Way(rule.rule, rule.endpoint, method, address))
    at = {endpoint: place for place, endpoint in enumerate(LAST, 1)}
    return sorted(made, key=lambda one: (at.get(one.endpoint, 0), one.method, one.rule))


class Visitor:
    """Somebody who tries routes; who lost their session comes in again."""

    def __init__(self, world: World, handle: str) -> None:
        self._world = world
        self._handle = handle
        self.come_in()

    def come_in(self) -> None:
        """Let everybody write, begin a session, and get a token for its forms."""
        limiter.reset()
        with self._world.writing():
            end_pause()
        browser = Browser(self._world.app)
        if self._handle:
            member = self._world.member_id(self._handle)
            browser.begin_session(self._world.session_of(member))
        self._client = browser.client
        page = self._client.get("/my/sessions" if self._handle else "/sign-in").text
        found = TOKEN.search(page)
        assert found, page
        self._token = found[1]

    def ask(self, way: Way) -> Got:
        """Open an address, or send an empty form with a good token to it."""
        form = None if way.method == "GET" else {"csrf_token": self._token}
        site = {"Sec-Fetch-Site": "same-origin"}
        method, path = way.method, way.address
        asked = self._client.open(path, method=method, data=form, headers=site)
        with asked as answer:
            return Got(answer.status_code, answer.location == SUSPENSION)


@pytest.fixture
def known(begin_with: BeginWith, world: World) -> Ground:
    """Return what there is in a forum with everything in it."""
    return begin_with("hostile", partial(ground.made, world))


def is_as(got: Got, way: Way, wanted: Answer) -> bool:
    """Say whether an answer is the one that is expected."""
    code, is_led = got.code, got.is_led
    if wanted is Answer.LED:
        return is_led if way.method == "GET" else code == 403
    if wanted is Answer.IN:
        is_done = code in {200, 204, 301, 303, 409, 422} and not is_led
        return is_done != (way.endpoint in NOTHING_TO_DO)
    return code in ANSWERS[wanted] and not is_led


@pytest.mark.parametrize("who", PEOPLE)
def test_each_route_lets_in_whom_it_is_for(
    app: Flask, world: World, known: Ground, who: str
) -> None:
    tried = {}
    for way in ways(app, known):
        where = door(way.rule, way.method)
        assert where, f"Say in tests/structure/doors.py for whom {way} is."
        tried[way] = expected(who, way.rule, where)
        if who == "member" and way.endpoint in OF_SOMEBODY_ELSE:
            tried[way] = Answer.NOT_THEIRS
    visitor, before = Visitor(world, PEOPLE[who]), rows(world)

    got = {
        way: visitor.ask(way)
        for way, wanted in tried.items()
        if wanted is not Answer.IN
    }

    after = rows(world)
    assert [name for name, held in before.items() if after[name] != held] == []
    for way, wanted in tried.items():
        if wanted is Answer.IN:
            if way.method != "GET":
                visitor.come_in()
            got[way] = visitor.ask(way)
    wrong = [
        f"{way}: {who} {wanted.value}, but got {got[way].code}"
        for way, wanted in tried.items()
        if not is_as(got[way], way, wanted)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_route_knows_another_method(app: Flask, world: World, known: Ground) -> None:
    visitor, before = Visitor(world, ADMINISTRATOR), rows(world)
    asked = {one.address for one in ways(app, known)}

    codes = Counter(
        visitor.ask(Way(path, "", method, path)).code
        for path in asked
        for method in OTHERS
    )

    assert set(codes) == {405}
    assert rows(world) == before


def test_every_reason_is_about_a_route(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {*NOTHING_TO_DO, *OF_SOMEBODY_ELSE, *LAST, *EXAMPLES} <= known


def test_every_line_of_the_table_is_about_a_route(app: Flask) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    lines = {*OPEN_TO_SUSPENDED, *OPEN_ALONE, CLOSED_TO_SUSPENDED}
    lines |= {
        one for table in (READ, SENT) for every in table.values() for one in every
    }

    idle = {one for one in lines if not any(rule.startswith(one) for rule in rules)}

    assert not idle
