"""What became of posts, reports and appeals, and announcements, among notifications."""

import pytest

from forum.core.clock import utcnow
from moderation.models import Statement
from tests.boards.acts import statements
from tests.browser import Browser
from tests.mail.announcing import TITLE as ANNOUNCED
from tests.mail.announcing import administrator, announced
from tests.moderation.cases import decided, flagged, waiting_case
from tests.notifications.following import ago, told
from tests.world import TITLE, World

REPORTED = "Something you reported was decided"


@pytest.fixture
def post(world: World, rosa: Browser) -> int:
    """Return a reply of Rosa's."""
    assert rosa.page.status == 0
    return world.reply(world.thread("ken", at=ago(9)), "rosa", at=ago(8))


def count(browser: Browser) -> int:
    """Return the number beside the bell."""
    (sign,) = browser.visit("/").soup.select(".me a[href='/notifications']")
    shown = sign.select_one(".count")
    return int(shown.get_text().split()[0]) if shown else 0


def signed_in(world: World, handle: str) -> Browser:
    """Return the browser of somebody who is known already."""
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member_id(handle)))
    return browser


def test_a_decision_is_told_until_it_is_read_where_it_stands(
    world: World, post: int, mo: Browser, rosa: Browser
) -> None:
    decided(mo, flagged(world, post), "remove")

    page = rosa.visit("/notifications")
    (statement,) = world.rows(Statement)
    assert told(world, "rosa") == ["decision"]
    assert page.link(statement.subject) == f"/my/decisions/{statement.id}"
    assert count(rosa) == 1

    rosa.visit(page.link(statement.subject))
    rosa.submit("/read")

    assert count(rosa) == 0
    assert rosa.visit("/notifications").link(statement.subject)


def test_who_reported_is_told_what_came_of_it_until_they_look(
    world: World, post: int, mo: Browser
) -> None:
    case = flagged(world, post, "eva")
    decided(mo, case, "remove")
    eva = signed_in(world, "eva")

    page = eva.visit("/notifications")

    assert told(world, "eva") == ["report"]
    assert page.link(REPORTED) == "/my/flags"
    assert count(eva) == 1
    eva.visit("/my/flags")
    eva.submit("/seen")
    assert count(eva) == 0


def test_an_approved_post_is_told_to_its_author(world: World, mo: Browser) -> None:
    thread = world.thread("ken", at=ago(9))
    world.member("nia_new", is_new=True)
    post = world.reply(thread, "nia_new", at=utcnow())
    nia = signed_in(world, "nia_new")
    assert count(nia) == 0

    decided(mo, waiting_case(world, post).id, "approve", rule="", reason="")

    page = nia.visit("/notifications")
    assert page.link(f"Your post is public now in “{TITLE}”") == f"/p/{post}"
    assert count(nia) == 1


def test_a_rejected_post_is_told_to_its_author_without_its_words(
    world: World, mo: Browser
) -> None:
    thread = world.thread("ken", at=ago(9))
    world.member("nia_new", is_new=True)
    post = world.reply(thread, "nia_new", at=utcnow())
    decided(mo, waiting_case(world, post).id, "reject")

    nia = signed_in(world, "nia_new")

    assert told(world, "nia_new") == ["held"]
    assert count(nia) == 1
    (statement,) = world.rows(Statement)
    assert nia.visit("/notifications").link(statement.subject)


def test_a_decision_that_was_undone_unread_is_not_told_any_more(
    world: World, post: int, mo: Browser, rosa: Browser
) -> None:
    decided(mo, flagged(world, post), "remove")
    assert (count(rosa), count(signed_in(world, "eva"))) == (1, 1)

    mo.submit("/undo")

    assert (count(rosa), count(signed_in(world, "eva"))) == (0, 0)
    assert "Nothing yet" in rosa.visit("/notifications").text


def test_a_report_that_is_decided_again_is_news_again(
    world: World, post: int, mo: Browser
) -> None:
    case = flagged(world, post)
    decided(mo, case, "remove")
    eva = signed_in(world, "eva")
    eva.visit("/notifications")
    eva.submit("/notifications/read")
    mo.submit("/undo")

    page = decided(mo, case, "leave", rule="")
    assert page.status == 200, page.text

    assert told(world, "eva") == ["report"]
    assert count(eva) == 1


def test_an_announcement_is_told_to_everybody_until_it_is_withdrawn(
    world: World, ada: Browser, rosa: Browser
) -> None:
    bea = administrator(world, "bea_admin")
    key = announced(ada, bea, world)
    world.run_jobs()

    page = rosa.visit("/notifications")
    assert page.link(f"Announcement: {ANNOUNCED}") == "/"
    rosa.submit("/notifications/read")
    assert count(rosa) == 0

    ada.visit(f"/admin/announcements/{key}")
    ada.submit("/withdraw")

    assert ANNOUNCED not in rosa.visit("/notifications").text


def test_outcomes_cost_one_query_more_for_each_kind(
    world: World, post: int, mo: Browser, rosa: Browser
) -> None:
    decided(mo, flagged(world, post), "remove")
    with statements() as asked:
        rosa.visit("/my/drafts")
    plain = len(asked)

    with statements() as asked:
        rosa.visit("/notifications")

    assert len(asked) == plain + 2


def test_what_somebody_else_was_told_is_never_shown(
    world: World, post: int, mo: Browser
) -> None:
    decided(mo, flagged(world, post), "remove")
    eva = signed_in(world, "eva")
    (statement,) = world.rows(Statement)

    assert statement.subject not in eva.visit("/notifications").text
