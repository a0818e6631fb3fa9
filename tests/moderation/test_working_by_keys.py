"""Keys of the queue: on for everybody, off or others for whoever wishes."""

import json

import pytest

from forum.boards.models import PostState
from moderation.keys import DEEDS, Keys, may_be_keys
from moderation.models import FlagReason, KeyChoice, Reviewable
from tests.boards.acts import become
from tests.browser import Browser, Page
from tests.moderation.test_review_queue import reported_thread
from tests.world import World


def keys_on(page: Page) -> dict[str, str] | None:
    (desk,) = page.soup.select("[data-desk]")
    said = desk.get("data-keys")
    return json.loads(str(said)) if said else None


def test_keys_are_named_on_the_page_of_the_queue(mo: Browser) -> None:
    page = mo.visit("/moderation/queue")

    assert keys_on(page) == dict(Keys().by_deed)
    assert "Claim or release it" in page.soup.select("dialog")[0].get_text()


def test_keys_can_be_switched_off(mo: Browser, world: World) -> None:
    title = "A thread with advertising"
    case = reported_thread(world, "ken", title, FlagReason.SPAM)
    mo.visit("/moderation/keys")

    page = mo.submit("/keys", are_off="y")

    assert "Your keys are saved." in page.text
    assert keys_on(page) is None
    assert keys_on(mo.visit(f"/moderation/items/{case}")) is None
    assert not mo.page.soup.select("dialog")


def test_another_key_can_be_chosen(mo: Browser, world: World) -> None:
    mo.visit("/moderation/keys")

    page = mo.submit("/keys", key_next="S")

    assert keys_on(page) == dict(Keys().by_deed) | {"next": "s"}
    assert mo.visit("/moderation/keys").values("/keys")["key_next"] == "s"
    assert len(world.rows(KeyChoice)) == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "Write one letter or sign for each"),
        ("ab", "Write one letter or sign for each"),
        ("1", "Digits choose decisions. Use letters or signs"),
        ("K", "Two of them have the same key. Give each its own"),
    ],
)
def test_keys_that_cannot_be_told_apart_are_refused(
    mo: Browser, world: World, key: str, said: str
) -> None:
    mo.visit("/moderation/keys")

    page = mo.submit("/keys", key_next=key)

    assert page.status == 422
    assert said in page.text
    assert not world.rows(KeyChoice)


def test_the_keys_that_nobody_chose_are_sound() -> None:
    assert may_be_keys(Keys().by_deed)
    assert len(Keys().help) == len(DEEDS)


def test_the_page_of_a_case_leads_to_an_edit(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread", FlagReason.SPAM)

    page = mo.visit(f"/moderation/items/{case}")

    (link,) = page.soup.select("a[data-key=edit]")
    assert link.get_text() == "Edit the post"
    assert mo.visit(str(link["href"])).heading == "Edit as a moderator"


@pytest.mark.parametrize("state", [PostState.WITHDRAWN, PostState.REMOVED])
def test_what_cannot_be_edited_is_not_offered(
    mo: Browser, world: World, state: PostState
) -> None:
    case = reported_thread(world, "ken", "A thread", FlagReason.SPAM)
    become(world, world.row(Reviewable, case).target_id, state)

    assert not mo.visit(f"/moderation/items/{case}").soup.select("a[data-key=edit]")


def test_the_form_offers_what_a_key_chooses(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread", FlagReason.SPAM)

    page = mo.visit(f"/moderation/items/{case}")

    measures = "input[name=measure][value=hide_until_edited]"
    assert page.soup.select(f"form:has([data-key=decide]) {measures}")
    assert dict(Keys().help)["h"] == "Hide it until it is edited, once you say yes"
