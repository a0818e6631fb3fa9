"""C34: nobody collects addresses here, and nobody writes to a member in private."""

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.personal import KEY, SeenBy
from forum.members import actions as members
from forum.members.models import Affiliation, Member
from forum.privacy.hiding import INSTEAD, without_addresses
from moderation import actions as moderation
from moderation.models import FlagReason
from tests.boards.acts import lock
from tests.browser import Browser
from tests.images.pictures import added, attached
from tests.kept import BeginWith
from tests.promises.pages import plain_paths
from tests.structure.test_crawl import crawl, starts
from tests.systems.cards import card, seen
from tests.world import World, words_of

TYPED = "zz-marker@quarrymail.com"
WORDS = "zz-words-for-ken"
ABROAD = "zz-marker-two [at] quarrymail [dot] com"
OPERATOR = {"privacy@example.com", "security@example.com"}


def planted(world: World) -> int:
    """Let members type addresses wherever others can read it; return the thread."""
    ken = world.member("ken", name="Ken Zzmarker")
    body = f"Ask {TYPED} or [write](mailto:{TYPED}) or {ABROAD}, he knows."
    thread = world.thread("ken", title=f"Ask {TYPED} about snow", body=body)
    world.reply(thread, "ivy", f"> [ken wrote in #1](/p/1)\n>\n> Ask {TYPED}\n\nI did.")
    picture = added(world, "ken")
    attached(world, "ken", world.opening_post(thread), picture, alt=f"By {TYPED}")
    card(world, label=f"Barn of {TYPED}"[:40], choices=seen(label="public"))
    with world.writing():
        about = f"Write to {TYPED}."
        members.describe(ken, about, Affiliation.OTHER, TYPED[:40])
    lock(world, thread, f"Ask {TYPED} instead.")
    return thread


def readable(browser: Browser, world: World, thread: int) -> dict[str, str]:
    """Return the texts of everything that a browser can find."""
    feeds = ["/feed.atom", "/b/performance/feed.atom", f"/t/{thread}/feed.atom"]
    more = [f"/t/{thread}", "/m/ken", "/m/ivy", "/latest", "/systems"]
    return crawl(browser, [*starts(world.app), *feeds, *more]).texts


def of_accounts(texts: dict[str, str]) -> set[tuple[str, str]]:
    """Return which pages show which address of an account."""
    others = [f"{name}@example.com" for name in ("ken", "ivy", "ada_op")]
    return {
        (path, one) for path, text in texts.items() for one in others if one in text
    }


@pytest.fixture
def read(world: World, begin_with: BeginWith) -> tuple[int, dict[str, str]]:
    """Return the thread, and all that a guest finds where addresses were typed."""

    def walk() -> tuple[int, dict[str, str]]:
        thread = planted(world)
        return thread, readable(Browser(world.app), world, thread)

    return begin_with("typed", walk)


def test_a_guest_reads_no_address_that_a_member_typed(
    world: World, read: tuple[int, dict[str, str]]
) -> None:
    thread, texts = read

    assert len(texts) > 45
    assert not {path for path, text in texts.items() if "zz-marker" in text}
    for path in (world.url(thread), "/m/ken", "/feed.atom", f"/t/{thread}/feed.atom"):
        assert INSTEAD in texts[path], path
    assert 'href="/sign-in"' in texts[world.url(thread)]


def test_a_member_reads_what_was_typed(rosa: Browser, world: World) -> None:
    url = world.url(planted(world))

    page = rosa.visit(url)

    assert TYPED in page.text
    assert ABROAD in page.text
    assert INSTEAD not in page.text
    assert f"mailto:{TYPED}" in page.html


def test_answers_for_machines_are_free_of_addresses_too(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum()
    app.add_url_rule("/as-json", "as_json", lambda: {"title": f"Ask {TYPED}"})

    answer = Browser(app).client.get("/as-json")

    assert answer.json == {"title": f"Ask {INSTEAD}"}


def test_a_guest_reads_the_address_of_no_account(
    read: tuple[int, dict[str, str]],
) -> None:
    _, texts = read

    assert len(texts) > 45
    assert of_accounts(texts) == set()


@pytest.mark.parametrize("who", ["rosa", "mo"])
def test_nobody_reads_the_address_of_an_account(
    who: str, request: pytest.FixtureRequest, world: World
) -> None:
    thread = world.thread("ken")
    world.reply(thread, "ivy")
    browser: Browser = request.getfixturevalue(who)

    texts = readable(browser, world, thread)

    assert len(texts) > 45
    assert of_accounts(texts) == set()


def test_the_operators_own_addresses_stay(guest: Browser) -> None:
    said = guest.visit("/contact").text

    assert {one for one in OPERATOR if one in said} == OPERATOR
    assert "mailto:privacy@example.com" in guest.page.html


def test_what_a_guest_types_is_not_taken_away(guest: Browser) -> None:
    guest.visit("/contact")

    page = guest.submit("/contact", email="una@example.com", message="")

    assert page.status == 422
    assert page.values("/contact")["email"] == "una@example.com"


@pytest.mark.parametrize(
    "written",
    [
        TYPED,
        "Barb.Nine+solar@quarrymail.com",
        "barb&#64;quarrymail.com",
        "b\u00e4rbel@quarrymail.com",
        "barb (at) quarrymail.com",
        "barb [at] quarrymail [dot] com",
        "barb at quarrymail dot com",
    ],
)
@pytest.mark.parametrize("around", ["Ask {}.", "<p>{}</p>", '<i title="{}">', '"{}"'])
def test_an_address_is_found_however_it_stands(written: str, around: str) -> None:
    page = around.format(written)

    assert without_addresses(page, frozenset(), "/sign-in") == around.format(INSTEAD)


@pytest.mark.parametrize(
    "page",
    ["Look at example.com.", "@rosa said so", "5 kWh @ noon", "at noon dot", "a@b"],
)
def test_what_is_no_address_stays(page: str) -> None:
    assert without_addresses(page, frozenset(), "/sign-in") == page


def test_what_stands_in_a_form_stays_and_what_stands_around_it_goes() -> None:
    page = f"{TYPED} <form action='/x'>{TYPED}</form> {TYPED}"

    hidden = without_addresses(page, frozenset(), "/sign-in")

    assert hidden == f"{INSTEAD} <form action='/x'>{TYPED}</form> {INSTEAD}"


@pytest.mark.parametrize("page", ["<form>", "mailto:", "a@", "a at b dot ", "a.b@c."])
def test_a_page_made_to_take_long_does_not(page: str) -> None:
    begun = perf_counter()

    without_addresses(page * 20_000, frozenset(), "/sign-in")

    assert perf_counter() - begun < 5


def test_profiles_are_kept_from_search_engines(guest: Browser, world: World) -> None:
    world.member("ken")

    page = guest.visit("/m/ken")

    (robots,) = page.soup.select("meta[name=robots]")
    assert "noindex" in str(robots["content"])


def test_no_table_has_room_for_a_letter_between_two_members() -> None:
    """What one member wrote and another one alone reads would need both keys."""
    found = [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        if len([c for c in table.columns if _leads_to_a_member(c)]) > 1
        for column in table.columns
        if column.info.get(KEY) is not None
        and column.info[KEY].personal
        and column.type.python_type is str
        and column.info[KEY].seen_by in {SeenBy.OWNER, SeenBy.MEMBERS}
    ]

    assert not found


def _leads_to_a_member(column: object) -> bool:
    keys = getattr(column, "foreign_keys", ())
    return any(key.column.table.name in {"member", "account"} for key in keys)


def test_nothing_a_member_writes_reaches_another_one_alone(
    world: World, rosa: Browser, ken: Browser
) -> None:
    """Rosa replies to Ken, names him, and reports his post; only the post is public."""
    long_ago = utcnow() - timedelta(days=2)
    thread = world.thread("ken", at=long_ago)
    first = world.opening_post(thread)
    rosa.visit(f"/t/{thread}/reply?quote={first}")
    rosa.submit("/reply", body=f"@ken {WORDS} stands in a reply.")
    with world.writing():
        reporter = db.session.get_one(Member, world.member_id("rosa"))
        note = f"{WORDS} stands in a report."
        moderation.flag(reporter, first, FlagReason.OTHER, note, utcnow())
        about = f"{WORDS} stands in a profile."
        members.describe(reporter.id, about, Affiliation.OWNER, "")
    world.run_jobs()

    mails = [words_of(mail) for mail in world.outbox.to("ken@example.com")]
    own = [path for path in plain_paths(world.app) if path.startswith("/my")]
    pages = {path: ken.visit(path).html for path in own}

    assert WORDS in ken.visit(world.url(thread)).text
    assert not [mail for mail in mails if WORDS in mail]
    assert len(pages) > 8
    assert not [path for path, html in pages.items() if WORDS in html]


def test_the_composer_says_that_strangers_may_write(rosa: Browser) -> None:
    page = rosa.visit("/b/performance/new")

    assert "strangers may write to you" in page.text
