"""The queue filtered: what each filter leaves, searching, and saved views."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation import actions
from moderation.models import FlagReason, Reviewable, SavedView
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened
from tests.moderation.test_review_queue import colleague, titles
from tests.world import World

LONG_AGO = utcnow() - timedelta(days=20)
SPAM, NUMBER = "A thread with advertising", "A telephone number"


@pytest.fixture
def cases(world: World) -> tuple[int, int]:
    """Report two threads on two boards for two reasons."""
    spam = world.thread("ken", title=SPAM, board="equipment")
    number = world.thread("liz", title=NUMBER, board="performance")
    return (
        flagged(world, world.opening_post(spam), reason=FlagReason.SPAM),
        flagged(
            world,
            world.opening_post(number),
            reason=FlagReason.HARASSMENT,
        ),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("board=equipment", [SPAM]),
        ("board=nowhere", []),
        ("reason=harassment", [NUMBER]),
        ("rule=R1", [SPAM]),
        ("rule=R4", []),
        ("kind=held_post", []),
        ("kind=flagged_post&rule=R2", [NUMBER]),
        ("hours=24", [SPAM]),
        ("free=y", [NUMBER]),
        ("kind=nonsense&hours=x&reason=1", [NUMBER, SPAM]),
    ],
)
def test_a_filter_leaves_what_it_names(
    mo: Browser,
    world: World,
    cases: tuple[int, int],
    query: str,
    expected: list[str],
) -> None:
    with world.writing():
        older = cases[1] if "nonsense" in query else cases[0]
        db.session.get_one(Reviewable, older).opened_at -= timedelta(hours=25)
    if "free" in query:
        opened(mo, cases[0])
        mo.submit("/claim")

    page = mo.visit(f"/moderation/queue?{query}")

    assert titles(page) == expected
    assert page.heading == "2 to review"
    if not expected:
        assert "No case fits this filter." in page.text


@pytest.mark.usefixtures("cases")
def test_the_form_filters_without_scripts(mo: Browser) -> None:
    page = mo.visit("/moderation/queue")
    (form,) = [one for one in page.forms("/queue") if one.select("[name=board]")]
    assert form["method"] == "get"
    assert [str(one["value"]) for one in form.select("[name=board] option")][:1] == [""]

    page = mo.visit("/moderation/queue?kind=&board=performance&reason=&rule=&hours=")

    assert titles(page) == [NUMBER]
    assert "Filter (on)" in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [NUMBER, SPAM]),
        ("words=TELEPHONE", [NUMBER]),
        ("words=ken", [SPAM]),
        ("words=ke", []),
        ("by=mo_mod", [SPAM]),
        ("by=nobody_here", []),
        ("rule=R3", [NUMBER]),
        ("board=equipment", [SPAM]),
        ("words=%25", []),
    ],
)
def test_decided_cases_can_be_searched(
    mo: Browser,
    world: World,
    cases: tuple[int, int],
    query: str,
    expected: list[str],
) -> None:
    decided(mo, cases[0], "leave")
    decided(colleague(world), cases[1], "remove")

    page = mo.visit(f"/moderation/queue?show=decided&{query}")

    assert titles(page) == expected


def test_what_was_done_outside_the_queue_is_listed_too(
    mo: Browser, world: World
) -> None:
    thread = world.thread("ivy", title="Snow guards on slate")
    mo.visit(f"/moderation/threads/{thread}")
    mo.submit(f"/threads/{thread}", deed="pin")

    page = mo.visit("/moderation/queue?show=decided")

    assert titles(page) == ["Snow guards on slate"]
    page = mo.visit(page.link("Snow guards on slate"))
    assert page.heading == "Decided outside the queue"
    assert "Pinned the thread" in page.text


@pytest.mark.usefixtures("cases")
def test_a_filter_is_saved_under_a_name(mo: Browser, world: World) -> None:
    max_mod = colleague(world)
    mo.visit("/moderation/queue?board=equipment&junk=1")

    page = mo.submit("/views", name="Equipment first")

    assert "The view is saved." in page.text
    assert titles(page) == [SPAM]
    page = mo.visit("/moderation/queue")
    assert titles(mo.visit(page.link("Equipment first"))) == [SPAM]
    assert world.rows(SavedView)[0].query == "board=equipment"
    assert "Equipment first" not in max_mod.visit("/moderation/queue").text


def test_the_same_name_replaces_a_view(mo: Browser, world: World) -> None:
    for board in ("equipment", "performance"):
        mo.visit(f"/moderation/queue?board={board}")
        mo.submit("/views", name="My board")

    (view,) = world.rows(SavedView)
    assert view.query == "board=performance"


def test_a_view_without_a_name_is_asked_for_one(mo: Browser) -> None:
    mo.visit("/moderation/queue?board=equipment")

    page = mo.submit("/views", name="")

    assert page.status == 422
    assert "Give the view a name" in page.text
    (kept,) = page.soup.select("input[name=query]")
    assert kept["value"] == "board=equipment"


def test_twenty_views_are_enough(mo: Browser, world: World) -> None:
    mo.visit("/moderation/queue?board=equipment")
    for number in range(20):
        mo.submit("/views", name=f"View {number}")

    page = mo.submit("/views", name="View 20")

    assert page.status == 403
    assert len(world.rows(SavedView)) == 20


def test_a_view_is_deleted_by_its_owner_only(mo: Browser, world: World) -> None:
    mo.visit("/moderation/queue?board=equipment")
    mo.submit("/views", name="Equipment first")
    (view,) = world.rows(SavedView)
    max_mod = colleague(world)
    token = max_mod.visit("/").values("/sign-out")
    late = {"csrf_token": token["csrf_token"], "which": str(view.id)}

    assert max_mod.post("/moderation/queue/views/delete", late).status == 404
    mo.visit("/moderation/queue")
    mo.submit("/views/delete", which=str(view.id))

    assert world.rows(SavedView) == []


def test_a_filter_stays_from_page_to_page(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="equipment", at=LONG_AGO)
    for number in range(32):
        post = world.reply(
            thread, "liz", f"Buy {number}.", LONG_AGO + timedelta(hours=number)
        )
        with world.writing():
            named = select(Member).where(Member.handle == "mo_mod")
            moderator = db.session.scalars(named).one()
            actions.open_for_staff(moderator, post, utcnow())

    page = mo.visit("/moderation/queue?board=equipment")

    assert len(titles(page)) == 30
    (following,) = page.soup.select("nav.pages a[rel=next]")
    assert len(titles(mo.visit(str(following["href"])))) == 2


def test_the_queue_leads_to_what_its_moderator_may_set(
    mo: Browser, ada: Browser
) -> None:
    links, all_links = (
        {str(a["href"]) for a in one.visit("/moderation/queue").soup.select("a[href]")}
        for one in (mo, ada)
    )

    assert "/moderation/words" in links
    assert "/moderation/boards" not in links
    assert {"/moderation/words", "/moderation/boards"} <= all_links
