"""Who may decide: never about oneself; on what one reported see own matters."""

from moderation.models import Decision, Reviewable, ReviewStatus
from tests.browser import Browser
from tests.moderation.cases import flagged, opened
from tests.world import World


def test_nobody_decides_about_their_own_post(
    mo: Browser, ada: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("mo_mod"))
    case = flagged(world, post)
    assert "This is about your own post." in opened(mo, case).text
    assert not mo.page.forms("/decide")
    fields = opened(ada, case).values("/decide")
    fields["csrf_token"] = mo.page.values("/sign-out")["csrf_token"]
    fields["measure"] = "leave"

    page = mo.post(f"/moderation/items/{case}/decide", fields)

    assert page.status == 403
    assert "Another moderator decides." in page.text
    assert world.rows(Decision) == []


def test_a_moderator_opens_a_case_that_nobody_reported(
    mo: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    mo.visit(world.url(thread))

    page = mo.submit(f"/moderation/posts/{post}/review")

    assert page.heading == "Review"
    (case,) = world.rows(Reviewable)
    assert (case.target_id, case.status) == (post, ReviewStatus.OPEN)
    mo.visit(world.url(thread))
    mo.submit(f"/moderation/posts/{post}/review")
    assert len(world.rows(Reviewable)) == 1
