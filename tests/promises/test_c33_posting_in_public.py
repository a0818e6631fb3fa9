"""C33: what is posted can be collected and used by others, and every author knows.

It is said beside each composer and acknowledged before the first post; what a
draft would disclose is shown before anything is public; of all that only
counts are kept.
"""

from datetime import date

import pytest

from forum.boards.models import DisclosureCount, Post
from forum.privacy.documents import POSTING, in_force
from forum.privacy.models import Consent
from tests.boards.acts import CALL_ME, PHONE, counted
from tests.browser import Browser
from tests.privacy.raw import raw
from tests.world import BODY, TITLE, World


@pytest.fixture
def newcomer(world: World) -> Browser:
    """Return the browser of somebody who has never posted."""
    world.member("una", has_acknowledged=False)
    browser = Browser(world.app)
    browser.sign_in("una")
    return browser


def acknowledgements(world: World) -> list[Consent]:
    """Return how often the newcomer acknowledged that posts are public."""
    una = world.member_id("una")
    given = [one for one in world.rows(Consent) if one.member_id == una]
    return [one for one in given if one.document == POSTING]


def test_the_notice_is_tied_to_every_composer(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    paths = [
        f"/t/{thread}/reply",
        "/b/performance/new",
        f"/p/{world.opening_post(thread)}/edit",
    ]

    for path in paths:
        page = rosa.visit(path)
        (text,) = page.soup.select("textarea[name=body]")
        described = str(text["aria-describedby"]).split()
        words = " ".join(
            page.soup.select(f"#{one}")[0].get_text(" ") for one in described
        )
        assert "What you post here is public" in words, path
        assert "strangers may write to you" in words, path


def test_the_first_post_waits_for_the_acknowledgement(
    newcomer: Browser, world: World
) -> None:
    reply = f"/t/{world.thread()}/reply"
    newcomer.visit(reply)

    page = newcomer.submit(reply, body=BODY)

    assert page.status == 422
    assert page.heading == "Check what will be public"
    assert "I know that what I post is public" in page.text
    assert page.values(reply)["body"] == BODY
    assert counted(world, Post) == 1
    assert not acknowledgements(world)


def test_nothing_is_posted_without_ticking_the_box(
    newcomer: Browser, world: World
) -> None:
    reply = f"/t/{world.thread()}/reply"
    newcomer.visit(reply)
    newcomer.submit(reply, body=BODY)

    page = newcomer.submit(reply)

    assert page.status == 422
    assert "Say that you know that what you post is public" in page.text
    assert counted(world, Post) == 1
    assert not acknowledgements(world)


def test_the_acknowledgement_is_noted_with_version_and_time(
    newcomer: Browser, world: World
) -> None:
    reply = f"/t/{world.thread()}/reply"
    newcomer.visit(reply)
    newcomer.submit(reply, body=BODY)

    page = newcomer.submit(reply, acknowledged="y")

    assert page.status == 200
    post = world.rows(Post)[-1]
    (noted,) = acknowledgements(world)
    assert noted.member_id == post.author_id
    assert noted.version == in_force(POSTING, post.posted_at.date()).version
    assert abs((noted.given_at - post.posted_at).total_seconds()) < 5


def test_it_is_asked_once(newcomer: Browser, world: World) -> None:
    first, second = world.thread(), world.thread("ivy")
    newcomer.visit(f"/t/{first}/reply")
    newcomer.submit("/reply", body=BODY)
    newcomer.submit("/reply", acknowledged="y")
    newcomer.visit(f"/t/{second}/reply")

    page = newcomer.submit("/reply", body=BODY)

    assert page.status in {200, 429}
    assert "I know that what I post is public" not in page.text
    assert len(acknowledgements(world)) == 1


def test_the_page_shows_the_very_text_that_is_acknowledged(
    newcomer: Browser, world: World
) -> None:
    newcomer.visit(f"/t/{world.thread()}/reply")

    page = newcomer.submit("/reply", body=BODY)

    document = in_force(POSTING, date(2026, 11, 25))
    first, *others = " ".join(document.source.split()).split(". ")
    assert first == "What you post here is public"
    assert document.title in page.text
    assert ". ".join(others) in page.text


def test_what_a_draft_discloses_is_shown_before_it_is_public(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit("/reply", body=CALL_ME)

    assert page.status == 422
    assert "not posted yet" in page.text
    (lit,) = page.soup.select(".find .lit")
    assert lit.get_text() == PHONE
    assert "Phone number" in page.text
    assert PHONE not in guest.visit(world.url(thread)).html
    assert PHONE.encode() not in raw(world.app)


@pytest.mark.parametrize(
    ("choice", "counts", "is_shown"),
    [
        ("mask", (1, 0, 0), False),
        ("keep", (0, 1, 0), True),
        ("not_personal", (0, 0, 1), True),
    ],
)
def test_only_the_kind_and_the_choice_are_counted(
    rosa: Browser,
    guest: Browser,
    world: World,
    choice: str,
    counts: tuple[int, int, int],
    is_shown: bool,
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    rosa.submit("/reply", body=CALL_ME)

    page = rosa.submit("/reply", choice__0=choice)

    assert page.status == 200
    (count,) = world.rows(DisclosureCount)
    assert (count.masked, count.kept, count.not_personal) == counts
    assert count.kind == "phone"
    assert (PHONE in guest.visit(world.url(thread)).text) is is_shown
    assert (PHONE.encode() in raw(world.app)) is is_shown


def test_a_count_has_no_room_for_words() -> None:
    words = [
        column.key
        for column in DisclosureCount.__table__.columns
        if column.type.python_type is str
    ]

    assert words == ["kind", "rules_version"]


def test_going_back_to_the_text_loses_nothing(rosa: Browser, world: World) -> None:
    rosa.visit("/b/performance/new")
    rosa.submit("/b/performance/new", title=TITLE, body=CALL_ME, tags="snow")

    page = rosa.submit("/b/performance/new", to="/preview")

    assert page.status == 200
    kept = page.values("/b/performance/new")
    assert (kept["title"], kept["body"], kept["tags"]) == (TITLE, CALL_ME, "snow")
    assert counted(world, Post) == 0


def test_a_choice_that_was_not_made_is_asked_for(rosa: Browser, world: World) -> None:
    rosa.visit(f"/t/{world.thread()}/reply")
    rosa.submit("/reply", body=CALL_ME)

    page = rosa.submit("/reply", choice__0="")

    assert page.status == 422
    assert "Choose what to do with the phone number" in page.text
    assert counted(world, Post) == 1
