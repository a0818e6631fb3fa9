"""Copyright: the notice of the law, the counter-notice, the timer, the strikes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from forum.boards.models import PostState
from forum.members.models import Member
from forum.rights.queries.copies import copy_of
from moderation.models import ActionKind, Decision, ModAction, ReviewableKind, Statement
from moderation.notices.models import Notice
from tests.browser import Browser
from tests.moderation.cases import decided
from tests.moderation.notices.filling import (
    CLAIM,
    COUNTER,
    UNA,
    asked,
    case_of,
    filled,
    mailed,
    replied,
    state_of,
    swept,
)
from tests.world import World

KIND = ReviewableKind.COPYRIGHT
FRIDAY = datetime(2027, 3, 5, 15, tzinfo=UTC)
"""After twelve weekdays it is Tuesday, March 23."""
DUE = datetime(2027, 3, 23, 15, tzinfo=UTC)
REASONS = {"rule": "R6", "reason": "It shows a photo of somebody else."}


@pytest.fixture
def post(world: World) -> int:
    """Return a post of Ken's."""
    return replied(world, "ken")


@pytest.fixture
def friday() -> Iterator[time_machine.Traveller]:
    """Let it be a Friday in March, from which tests go on."""
    with time_machine.travel(FRIDAY, tick=True) as traveller:
        yield traveller


def _removed(guest: Browser, mo: Browser, world: World, post: int) -> None:
    asked(guest, "/copyright", post, CLAIM)
    decided(mo, case_of(world, post, KIND).id, "remove", **REASONS)


def test_a_notice_with_all_that_the_law_wants_is_taken(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    page = asked(guest, "/copyright", post, CLAIM)

    (notice,) = world.rows(Notice)
    assert page.status == 200
    assert notice.reference in page.text
    assert (notice.name, notice.postal) == (CLAIM["name"], CLAIM["postal"])
    assert (notice.phone, notice.signature) == (CLAIM["phone"], CLAIM["signature"])
    assert "authorized_under_penalty_of_perjury" in notice.sworn
    assert state_of(world, post) is PostState.PUBLISHED
    shown = mo.visit(f"/moderation/items/{case_of(world, post, KIND).id}")
    assert "Roof in March" in shown.text


@pytest.mark.parametrize("missing", ["where", *CLAIM])
def test_a_notice_without_a_field_of_the_law_is_refused(
    guest: Browser, world: World, post: int, missing: str
) -> None:
    fields = CLAIM | {"where": f"/p/{post}"}
    del fields[missing]

    page = filled(guest, "/copyright", fields)

    assert page.status == 422
    assert page.soup.select(f"#{missing}-error")
    assert world.rows(Notice) == []


def test_the_page_names_the_designated_agent(guest: Browser) -> None:
    page = guest.visit("/copyright")

    assert "Designated agent" in page.text
    assert "100 Example Street" in page.text


def test_a_removal_counts_as_a_strike_and_leads_to_the_counter_notice(
    guest: Browser, mo: Browser, ken: Browser, world: World, post: int
) -> None:
    _removed(guest, mo, world, post)

    (said,) = world.rows(Statement)
    assert f"/p/{post}/counter-notice" in said.body
    assert "This counts as a strike until" in said.body
    strikes = [one for one in world.rows(ModAction) if one.kind is ActionKind.STRIKE]
    assert len(strikes) == 1
    assert ken.visit(f"/p/{post}/counter-notice").heading == "Counter-notice"


def test_the_third_strike_suspends(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    posts = [post, *(replied(world, "ken") for _ in range(2))]

    for number, one in enumerate(posts, 1):
        _removed(guest, mo, world, one)
        ken = world.row(Member, world.member_id("ken"))
        assert (ken.suspended_until is not None) is (number == 3)


@pytest.mark.parametrize("missing", [name for name in COUNTER if name != "words"])
def test_a_counter_notice_without_a_field_of_the_law_is_refused(
    guest: Browser, mo: Browser, ken: Browser, world: World, post: int, missing: str
) -> None:
    _removed(guest, mo, world, post)
    fields = {name: value for name, value in COUNTER.items() if name != missing}

    page = filled(ken, f"/p/{post}/counter-notice", fields)

    assert page.status == 422
    assert page.soup.select(f"#{missing}-error")
    assert len(world.rows(Notice)) == 1


def test_whoever_complained_gets_a_copy_of_the_counter_notice(
    guest: Browser, mo: Browser, ken: Browser, world: World, post: int
) -> None:
    _removed(guest, mo, world, post)

    page = filled(ken, f"/p/{post}/counter-notice", COUNTER)

    (copy,) = mailed(world, UNA, "A counter-notice to your notice")
    assert "We pass it on to whoever complained." in page.text
    assert "Ken Testperson" in copy
    assert "12 Example Street" in copy
    assert "I took this photo myself." in copy
    assert "under penalty of perjury" in copy


def test_the_post_comes_back_after_ten_to_fourteen_business_days(
    guest: Browser,
    world: World,
    friday: time_machine.Traveller,
    mo: Browser,
    ken: Browser,
    post: int,
) -> None:
    _removed(guest, mo, world, post)
    filled(ken, f"/p/{post}/counter-notice", COUNTER)

    friday.shift(DUE - FRIDAY - timedelta(hours=1))
    world.run_jobs()
    early = state_of(world, post)
    friday.shift(timedelta(hours=2))
    world.run_jobs()

    assert early is PostState.REMOVED
    assert state_of(world, post) is PostState.PUBLISHED
    made = world.rows(Decision)[-1]
    assert made.automated
    assert "we know of no action in court" in world.rows(Statement)[-1].body
    strike = next(o for o in world.rows(ModAction) if o.kind is ActionKind.STRIKE)
    assert strike.expires_at is not None
    assert strike.expires_at <= DUE + timedelta(hours=2)


def test_the_post_stays_away_if_somebody_went_to_court(
    guest: Browser,
    world: World,
    friday: time_machine.Traveller,
    mo: Browser,
    ken: Browser,
    post: int,
) -> None:
    _removed(guest, mo, world, post)
    filled(ken, f"/p/{post}/counter-notice", COUNTER)
    case = case_of(world, post, ReviewableKind.COUNTER_NOTICE)
    assert "Keep it removed" in mo.visit(f"/moderation/items/{case.id}").text
    decided(mo, case.id, "leave", note="They filed an action.")

    friday.shift(timedelta(days=40))
    world.run_jobs()

    assert state_of(world, post) is PostState.REMOVED


def test_a_counter_notice_is_sent_once_and_by_the_author_alone(
    guest: Browser, mo: Browser, ken: Browser, rosa: Browser, world: World, post: int
) -> None:
    assert ken.visit(f"/p/{post}/counter-notice").status == 404
    _removed(guest, mo, world, post)
    filled(ken, f"/p/{post}/counter-notice", COUNTER)

    again = filled(ken, f"/p/{post}/counter-notice", COUNTER)

    assert again.status == 403
    assert "We have your counter-notice already." in again.text
    assert rosa.visit(f"/p/{post}/counter-notice").status == 404
    assert guest.visit(f"/p/{post}/counter-notice").status == 401


def test_contacts_go_thirty_days_after_all_is_closed(
    guest: Browser,
    world: World,
    friday: time_machine.Traveller,
    mo: Browser,
    post: int,
) -> None:
    _removed(guest, mo, world, post)
    friday.shift(timedelta(days=25))
    ken = Browser(world.app)
    ken.begin_session(world.session_of(world.member_id("ken")))
    filled(ken, f"/p/{post}/counter-notice", COUNTER)

    friday.shift(timedelta(days=10))
    swept(world)
    known = {notice.email for notice in world.rows(Notice)}
    friday.shift(timedelta(days=10))
    world.run_jobs()
    friday.shift(timedelta(days=31))
    swept(world)

    assert known == {UNA, "ken@example.com"}
    for notice in world.rows(Notice):
        assert (notice.email, notice.postal, notice.phone) == (None, None, None)
        assert notice.words
    friday.shift(timedelta(days=740))
    swept(world)
    assert world.rows(Notice) == []


def test_a_member_gets_their_counter_notice_with_the_copy_of_their_data(
    guest: Browser, mo: Browser, ken: Browser, world: World, post: int
) -> None:
    _removed(guest, mo, world, post)
    filled(ken, f"/p/{post}/counter-notice", COUNTER)

    with world.reading():
        copy = copy_of(world.member_id("ken")).data

    (kept,) = copy["notices"]
    assert kept["words"] == "I took this photo myself."
