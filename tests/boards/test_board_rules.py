"""Rules of the boards: values in, an answer out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.boards import rules
from forum.boards.models import Audience, Board, Post, PostState, Thread
from forum.members.models import Member, Role
from forum.members.viewers import GUEST

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ROSA, KEN = 1, 2


def member(key: int = ROSA, role: Role = Role.MEMBER) -> Member:
    return Member(id=key, handle="rosa", role=role, joined_at=NOW - timedelta(days=99))


def thread(state: PostState = PostState.PUBLISHED, replies: int = 0) -> Thread:
    return Thread(id=1, author_id=KEN, state=state, reply_count=replies)


def post(
    state: PostState = PostState.PUBLISHED, number: int = 2, days: int = 1
) -> Post:
    posted_at = NOW - timedelta(days=days)
    return Post(id=1, author_id=ROSA, state=state, number=number, posted_at=posted_at)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("First year in Vermont: 1,154 kWh?", "first-year-in-vermont-1-154-kwh"),
        ("Überspannung am Wechselrichter", "uberspannung-am-wechselrichter"),
        ("日本語だけ", "thread"),
        ("", "thread"),
        ("!!!", "thread"),
        ("a/../b?c#d", "a-b-c-d"),
        ("Unread!?", "thread"),
    ],
)
def test_a_slug_is_the_readable_part_of_a_title(title: str, slug: str) -> None:
    assert rules.slug_of(title) == slug


@given(st.text(max_size=150))
def test_a_slug_is_always_short_and_plain(title: str) -> None:
    slug = rules.slug_of(title)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= rules.SLUG_LENGTH
    assert rules.slug_of(slug) == slug


@pytest.mark.parametrize(
    ("viewer", "circles"),
    [
        (GUEST, {Audience.EVERYBODY}),
        (member(), {Audience.EVERYBODY, Audience.MEMBERS}),
        (member(role=Role.MODERATOR), set(Audience)),
        (member(role=Role.ADMINISTRATOR), set(Audience)),
    ],
    ids=["guest", "member", "moderator", "administrator"],
)
def test_each_viewer_belongs_to_their_circles(
    viewer: Member, circles: set[Audience]
) -> None:
    assert set(rules.audiences(viewer)) == circles


@pytest.mark.parametrize("state", list(PostState))
def test_words_are_seen_by_everybody_or_by_their_author_and_staff(
    state: PostState,
) -> None:
    sees = [
        rules.may_see_words(viewer, ROSA, state)
        for viewer in (GUEST, member(KEN), member(ROSA), member(3, Role.MODERATOR))
    ]

    expected = {
        PostState.PUBLISHED: [True, True, True, True],
        PostState.WITHDRAWN: [False, False, False, False],
    }
    assert sees == expected.get(state, [False, False, True, True])


@pytest.mark.parametrize("state", list(PostState))
def test_only_public_threads_take_replies(state: PostState) -> None:
    answer = rules.may_reply(member(), thread(state), NOW)

    assert bool(answer) is (state is PostState.PUBLISHED)
    assert bool(answer.because) is not bool(answer)


@pytest.mark.parametrize("state", list(PostState))
def test_authors_edit_what_is_still_there(state: PostState) -> None:
    gone = {PostState.WITHDRAWN, PostState.REMOVED, PostState.REJECTED}

    answer = rules.may_edit(member(), post(state), thread(), Board(), NOW)

    assert bool(answer) is (state not in gone)


@pytest.mark.parametrize(("days", "may"), [(29, True), (30, True), (31, False)])
def test_the_time_to_edit_ends(days: int, may: bool) -> None:
    assert (
        bool(rules.may_edit(member(), post(days=days), thread(), Board(), NOW)) is may
    )


@pytest.mark.parametrize("role", list(Role))
def test_only_authors_touch_a_post(role: Role) -> None:
    other = member(KEN, role)

    assert not rules.may_edit(other, post(), thread(), Board(), NOW)
    assert not rules.may_withdraw(other, post(), thread())
    assert not rules.may_withdraw(GUEST, post(), thread())


@pytest.mark.parametrize(
    ("number", "replies", "may"), [(1, 0, True), (1, 1, False), (2, 5, True)]
)
def test_an_opening_post_is_withdrawn_only_without_replies(
    number: int, replies: int, may: bool
) -> None:
    answer = rules.may_withdraw(member(), post(number=number), thread(replies=replies))

    assert bool(answer) is may


@pytest.mark.parametrize("until", ["limited_until", "suspended_until"])
def test_who_may_not_write_is_told_until_when(until: str) -> None:
    author = member()
    setattr(author, until, NOW + timedelta(days=3))
    board = Board(write=Audience.MEMBERS)

    answers = [
        rules.may_reply(author, thread(), NOW),
        rules.may_open_thread(author, board, NOW),
        rules.may_edit(author, post(), thread(), board, NOW),
    ]

    assert not any(answers)
    assert all("June 4, 2026" in answer.because for answer in answers)
    assert rules.may_withdraw(author, post(), thread())


@pytest.mark.parametrize(
    ("title", "loud"),
    [
        ("MY INVERTER IS DEAD", True),
        ("My inverter is dead", False),
        ("HELP", False),
        ("DC/AC ratio of 1.2", False),
        ("12345 67890", False),
    ],
)
def test_a_title_of_capitals_shouts(title: str, loud: bool) -> None:
    assert rules.shouts(title) is loud
