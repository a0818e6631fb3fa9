"""My privacy: every choice on one page, and each of them holds."""

import pytest

from forum.core.clock import utcnow
from forum.members.models import Member
from forum.systems.models import SystemsChoice
from tests.browser import Browser
from tests.world import World

FORM = "/my/privacy"
SAID = (
    "/privacy",
    "/promises",
    "/privacy/data",
    "/privacy/retention",
    "/privacy/cookies",
    "/privacy/intermediaries",
    "/contact",
    "/my/profile",
    "/my/systems",
    "/my/mail",
    "/my/sessions",
    "/my/export",
    "/my/deactivate",
    "/my/delete",
)


def test_it_leads_to_all_that_is_said_about_privacy(rosa: Browser) -> None:
    page = rosa.visit(FORM)

    linked = {str(a["href"]) for a in page.soup.select("main a[href]")}
    assert set(SAID) <= linked


def test_it_begins_with_what_holds(rosa: Browser) -> None:
    fields = rosa.visit(FORM).values(FORM)

    assert fields["takes_part"] == "y"
    assert fields["wants_hints"] == "y"
    assert "counts_yields" not in fields
    assert "skips_search" not in fields


def test_one_opts_out_of_statistics(rosa: Browser, world: World) -> None:
    fields = rosa.visit(FORM).values(FORM)
    fields.pop("takes_part")

    page = rosa.post(FORM, fields)

    assert "Your choices are saved." in page.text
    (choice,) = world.rows(SystemsChoice)
    assert not choice.takes_part
    assert "takes_part" not in rosa.visit(FORM).values(FORM)


def test_hints_are_switched_off_and_on(rosa: Browser, world: World) -> None:
    fields = rosa.visit(FORM).values(FORM)
    assert fields.pop("wants_hints")

    rosa.post(FORM, fields)

    assert not world.row(Member, world.member_id("rosa")).wants_hints
    rosa.post(FORM, fields | {"wants_hints": "y"})
    assert world.row(Member, world.member_id("rosa")).wants_hints


@pytest.mark.parametrize("wished", [True, False])
def test_search_engines_leave_out_threads_of_who_wishes_it(
    rosa: Browser, guest: Browser, world: World, wished: bool
) -> None:
    mine, other = world.thread("rosa"), world.thread("ken")
    world.reply(other, "rosa", at=utcnow())
    fields = rosa.visit(FORM).values(FORM)

    rosa.post(FORM, fields | ({"skips_search": "y"} if wished else {}))

    noindex = "meta[name=robots][content=noindex]"
    assert bool(guest.visit(world.url(mine)).soup.select(noindex)) is wished
    assert not guest.visit(world.url(other)).soup.select(noindex)


def test_profiles_are_never_in_search_engines(guest: Browser, world: World) -> None:
    world.member("rosa")

    page = guest.visit("/m/rosa")

    assert page.soup.select("meta[name=robots][content=noindex]")


def test_a_guest_has_no_such_page(guest: Browser) -> None:
    assert guest.visit(FORM).status == 401
