"""C28: card numbers and social security numbers are never published.

Nothing here is bought or sold, so no such number has any business in a post:
it can be masked or taken out, not kept, and it is stored nowhere.
"""

import pytest

from forum.boards.models import DisclosureCount, Post, Revision
from tests.boards.acts import CARD, SSN, counted
from tests.browser import Browser, Page
from tests.privacy.raw import raw
from tests.world import BODY, TITLE, World

NUMBERS = {"card": CARD, "test card": "4111 1111 1111 1111", "ssn": SSN}


def fields(page: Page, action: str) -> set[str]:
    """Return the choices that a page offers for the first finding."""
    (form,) = page.forms(action)
    return {str(one["value"]) for one in form.select("[name=choice-0]")}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_in_a_post_cannot_be_kept(
    rosa: Browser, world: World, number: str
) -> None:
    reply = f"/t/{world.thread()}/reply"
    rosa.visit(reply)

    asked = rosa.submit(reply, body=f"I paid with {number} in May.")
    page = rosa.submit(reply, choice__0="keep")

    assert (asked.status, page.status) == (422, 422)
    assert fields(asked, reply) == {"mask", "edit"}
    assert "It cannot stay in a post." in asked.text
    assert counted(world, Post) == 1
    assert number.encode() not in raw(world.app)


def test_a_number_in_a_title_cannot_be_kept(rosa: Browser, world: World) -> None:
    new = "/b/performance/new"
    rosa.visit(new)

    asked = rosa.submit(new, title=f"Deposit went to {CARD}", body=BODY)
    page = rosa.submit(new, choice__0="keep")

    assert (asked.status, page.status) == (422, 422)
    assert fields(asked, new) == {"mask", "edit"}
    assert counted(world, Post) == 0
    assert CARD.encode() not in raw(world.app)


def test_a_number_in_the_reason_for_an_edit_cannot_be_kept(
    rosa: Browser, world: World
) -> None:
    edit = f"/p/{world.opening_post(world.thread('rosa'))}/edit"
    rosa.visit(edit)

    asked = rosa.submit(edit, body=f"{BODY} Corrected.", reason=f"SSN {SSN} was here")
    page = rosa.submit(edit, choice__0="keep")

    assert (asked.status, page.status) == (422, 422)
    assert fields(asked, edit) == {"mask", "edit"}
    assert counted(world, Revision) == 1
    assert SSN.encode() not in raw(world.app)


def test_what_is_masked_instead_is_published_without_it(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    reply = f"/t/{thread}/reply"
    rosa.visit(reply)
    rosa.submit(reply, body=f"I paid with {CARD} in May.")

    page = rosa.submit(reply, choice__0="mask")

    assert "Your post is public" in page.text
    shown = guest.visit(world.url(thread))
    assert "I paid with" in shown.text
    assert CARD not in shown.html
    assert CARD.encode() not in raw(world.app)
    (count,) = world.rows(DisclosureCount)
    assert (count.kind, count.masked, count.kept) == ("credit_card", 1, 0)


def test_the_check_while_writing_says_so_too(rosa: Browser, world: World) -> None:
    reply = f"/t/{world.thread()}/reply"
    token = rosa.visit(reply).values(reply)["csrf_token"]

    sent = {"csrf_token": token, "body": f"Paid with {CARD}.", "keep": "0"}
    answer = rosa.client.post("/check", data=sent)

    assert answer.json is not None
    (finding,) = answer.json["findings"]
    assert finding["may_be_kept"] is False
    assert finding["choice"] == ""


def test_a_number_that_is_no_card_may_stay(rosa: Browser, world: World) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit(
        f"/t/{thread}/reply", body="It made 4111 kWh of 1154 kWh/kWp in 2025."
    )

    assert "Your post is public" in page.text


def test_a_test_title_without_numbers_passes(rosa: Browser) -> None:
    rosa.visit("/b/performance/new")

    page = rosa.submit("/b/performance/new", title=TITLE, body=BODY)

    assert "Your post is public" in page.text
