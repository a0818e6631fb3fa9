"""A privacy request: by anybody, into the queue, with a clock, hiding nothing."""

import pytest
import time_machine

from forum.boards.models import PostState
from forum.core.clock import utcnow
from forum.members import actions
from forum.members.models import Role
from forum.rights import actions as rights
from moderation.models import Reviewable, ReviewableKind
from moderation.notices.models import Notice
from tests.browser import Browser
from tests.moderation.cases import decided
from tests.moderation.notices.filling import (
    DAY,
    PRIVACY,
    UNA,
    asked,
    case_of,
    filled,
    mailed,
    replied,
    state_of,
    swept,
    the_notice,
)
from tests.world import World

KIND = ReviewableKind.PRIVACY_REQUEST


@pytest.fixture
def post(world: World) -> int:
    """Return a post that names where somebody lives."""
    return replied(world, "ken", "They live at 12 Example Street.")


def test_a_request_comes_before_the_moderators_and_hides_nothing(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    page = asked(guest, "/privacy-request", post, PRIVACY)

    assert page.heading == "We have your notice"
    assert "We answer within 45 days" in page.text
    assert "Set-Cookie" not in page.headers
    assert state_of(world, post) is PostState.PUBLISHED
    assert case_of(world, post, KIND).weight == 100
    listed = mo.visit("/moderation/queue")
    assert "Privacy request" in listed.text
    assert "44 days left" in listed.text
    shown = mo.visit(f"/moderation/items/{case_of(world, post, KIND).id}")
    assert "My street, in the second sentence." in shown.text
    assert UNA not in shown.text


def test_the_clock_of_45_days_runs_down(
    guest: Browser, world: World, post: int
) -> None:
    asked(guest, "/privacy-request", post, PRIVACY)
    world.known("mo_mod")

    for days, said in ((44, "23 hours left"), (46, "overdue")):
        with time_machine.travel(utcnow() + days * DAY):
            assert said in _queue(world)


def _queue(world: World) -> str:
    moderator = Browser(world.app)
    moderator.begin_session(world.session_of(_moderator(world)))
    return moderator.visit("/moderation/queue").text.lower()


def _moderator(world: World) -> int:
    member = world.known("mo_mod")
    with world.writing():
        actions.change_role(member, Role.MODERATOR)
    return member


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Write where it is"),
        ("https://example.com/p/1", "This is no address of a post in this forum"),
        ("the third post", "This is no address of a post in this forum"),
        ("http://127.0.0.1:8000/p/99999", "There is no post here, or it is gone"),
        ("/p/99999999999", "This is no address of a post in this forum"),
        ("127.0.0.1:8000/t/9999999999", "There is no post here, or it is gone"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(
    guest: Browser, world: World, address: str, said: str
) -> None:
    page = filled(guest, "/privacy-request", PRIVACY, where=address)

    assert page.status == 422
    assert said in page.text
    assert PRIVACY["words"] in page.html
    assert UNA in page.html
    assert world.rows(Notice) == []


@pytest.mark.parametrize("form", ["/p/{post}", "/t/{thread}/any-title#p{post}"])
def test_every_usual_address_of_a_post_is_understood(
    guest: Browser, world: World, form: str
) -> None:
    thread = world.thread("ivy")
    post = world.reply(thread, "ken")
    address = "127.0.0.1:8000" + form.format(thread=thread, post=post)

    page = filled(guest, "/privacy-request", PRIVACY, where=address)

    assert page.status == 200
    assert [case.target_id for case in world.rows(Reviewable)] == [post]


def test_several_posts_make_a_case_each_and_one_answer(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    other = replied(world, "ken")
    where = "\n".join(f"http://127.0.0.1:8000/p/{key}" for key in (post, other))
    filled(guest, "/privacy-request", PRIVACY, where=where)

    decided(mo, case_of(world, post, KIND).id, "mask", words="12 Example Street")
    assert mailed(world, UNA, "We decided") == []
    decided(mo, case_of(world, other, KIND).id, "leave")

    (told,) = mailed(world, UNA, "We decided")
    assert f"/p/{post}: we took out what should not be there." in told
    assert f"/p/{other}: it stays as it is" in told


def test_words_that_are_masked_do_not_stay_in_the_request(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    said = PRIVACY | {"words": "It says 12 Example Street."}
    asked(guest, "/privacy-request", post, said)

    decided(mo, case_of(world, post, KIND).id, "mask", words="12 Example Street")

    assert "Example Street" not in (the_notice(world).words or "")


def test_contact_and_words_go_thirty_days_after_closing(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    start = utcnow()
    asked(guest, "/privacy-request", post, PRIVACY)
    decided(mo, case_of(world, post, KIND).id, "leave")

    with time_machine.travel(start + 31 * DAY):
        swept(world)

    notice = the_notice(world)
    assert (notice.email, notice.words) == (None, None)


def test_one_network_asks_three_times_an_hour(
    guest: Browser, world: World, post: int
) -> None:
    for _ in range(3):
        assert asked(guest, "/privacy-request", post, PRIVACY).status == 200

    assert asked(guest, "/privacy-request", post, PRIVACY).status == 429
    assert len(world.rows(Notice)) == 3


def test_card_numbers_are_not_taken(guest: Browser, world: World, post: int) -> None:
    page = asked(
        guest, "/privacy-request", post, PRIVACY | {"words": "4111 1111 1111 1111"}
    )

    assert page.status == 422
    assert world.rows(Notice) == []


def test_the_contact_of_a_closed_request_goes_when_its_account_is_erased(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    rosa = world.known("rosa")
    asked(guest, "/privacy-request", post, PRIVACY | {"email": "rosa@example.com"})
    decided(mo, case_of(world, post, KIND).id, "leave")
    with world.writing():
        rights.erase_now(rosa, rights.Wish(), utcnow())

    world.run_jobs()

    assert [notice.email for notice in world.rows(Notice)] in ([], [None])


def test_the_footer_leads_guests_to_these_forms(guest: Browser) -> None:
    footer = guest.visit("/").soup.select("footer a[href]")

    leads_to = {anchor.get_text(): anchor["href"] for anchor in footer}

    assert leads_to["Take it down"] == "/take-it-down"
    assert leads_to["Privacy request"] == "/privacy-request"
    assert leads_to["Copyright"] == "/copyright"
    for path in ("/take-it-down", "/privacy-request", "/copyright"):
        page = guest.visit(path)
        assert page.status == 200
        assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(("sent", "is_said"), [("1", True), ("0", False)])
def test_the_global_privacy_control_is_answered(
    world: World, sent: str, is_said: bool
) -> None:
    browser = world.app.test_client()

    page = browser.get("/privacy/data", headers={"Sec-GPC": sent})

    said = "Signal received: we do not sell or share" in page.get_data(as_text=True)
    assert said is is_said
