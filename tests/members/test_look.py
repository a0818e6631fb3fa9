"""In which colors a member reads: kept on the account, for nobody else."""

from typing import Any

import pytest

from forum.members.models import Member, Scheme
from forum.rights.queries import copy_of
from tests.browser import Browser, Page
from tests.rights.leaving import erased
from tests.world import World

FORM = "/my/look"
PAGES = ("/", "/latest", "/learn", "/my", "/nowhere")


def chosen(browser: Browser, **fields: Any) -> Page:
    browser.visit(FORM)
    return browser.submit(FORM, **fields)


def colors(page: Page) -> tuple[str | None, str | None]:
    """Return what the page says of its colors."""
    (root,) = page.soup.select("html")
    return root.get("data-theme"), root.get("data-contrast")  # type: ignore[return-value]


def test_the_page_is_found_on_my_soltrex(rosa: Browser) -> None:
    assert rosa.visit("/my").link("How the forum looks") == FORM
    assert rosa.visit(FORM).heading == "How the forum looks"


def test_guests_have_no_such_page_and_follow_their_device(guest: Browser) -> None:
    assert guest.visit(FORM).status == 401
    assert colors(guest.visit("/")) == (None, None)


def test_the_device_decides_until_a_member_does(rosa: Browser) -> None:
    assert rosa.visit(FORM).values(FORM)["scheme"] == "system"
    assert colors(rosa.visit("/")) == (None, None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_follows_a_choice(rosa: Browser, scheme: str) -> None:
    page = chosen(rosa, scheme=scheme)

    assert "looks as you chose" in page.text
    assert {colors(rosa.visit(path)) for path in PAGES} == {(scheme, None)}


def test_a_choice_can_be_taken_back(rosa: Browser, world: World) -> None:
    chosen(rosa, scheme="dark", more_contrast="y")
    fields = rosa.visit(FORM).values(FORM)
    assert (fields["scheme"], fields.pop("more_contrast")) == ("dark", "y")

    rosa.post(FORM, fields.to_dict() | {"scheme": "system"})

    assert colors(rosa.visit("/")) == (None, None)
    row = world.row(Member, world.member_id("rosa"))
    assert (row.scheme, row.more_contrast) == (Scheme.SYSTEM, False)


def test_more_contrast_goes_with_any_colors(rosa: Browser) -> None:
    chosen(rosa, more_contrast="y")

    assert colors(rosa.visit("/")) == (None, "more")


def test_a_choice_holds_in_another_browser(rosa: Browser, world: World) -> None:
    chosen(rosa, scheme="dark")
    other = Browser(world.app)
    other.begin_session(world.session_of(world.member_id("rosa")))

    assert colors(other.visit("/")) == ("dark", None)


def test_a_choice_is_nobody_elses(rosa: Browser, guest: Browser, ken: Browser) -> None:
    chosen(rosa, scheme="dark", more_contrast="y")

    assert colors(ken.visit("/m/rosa")) == colors(guest.visit("/m/rosa"))
    assert colors(guest.visit("/m/rosa")) == (None, None)


def test_no_cookie_is_set_for_it(rosa: Browser) -> None:
    rosa.visit(FORM)

    answer = rosa.client.post(
        FORM,
        data=rosa.page.values(FORM).to_dict() | {"scheme": "dark"},
        follow_redirects=False,
    )

    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (303, None)


def test_colors_that_are_none_change_nothing(rosa: Browser, world: World) -> None:
    fields = rosa.visit(FORM).values(FORM)

    page = rosa.post(FORM, fields.to_dict() | {"scheme": "plaid"})

    assert page.status == 422
    assert page.soup.select("[role=alert]")
    row = world.row(Member, world.member_id("rosa"))
    assert row.scheme is Scheme.SYSTEM


def test_a_choice_is_in_the_copy_of_ones_data(rosa: Browser, world: World) -> None:
    chosen(rosa, scheme="dark", more_contrast="y")

    with world.reading():
        copy = copy_of(world.member_id("rosa"))

    (member,) = copy.data["member"]
    assert (member["scheme"], member["more_contrast"]) == ("dark", True)


def test_a_choice_goes_with_its_member(rosa: Browser, world: World) -> None:
    chosen(rosa, scheme="dark", more_contrast="y")
    key = world.member_id("rosa")

    erased(world, key)

    row = world.row(Member, key)
    assert (row.scheme, row.more_contrast) == (Scheme.SYSTEM, False)
