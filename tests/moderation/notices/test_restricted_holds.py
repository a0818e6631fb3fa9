"""What may show abuse of a minor: nobody sees it, nobody destroys it, it is kept."""

from datetime import timedelta

import time_machine

from forum.boards.models import PostState
from forum.core.clock import utcnow
from forum.images.models import Image
from moderation.models import FlagReason, ReviewableKind
from tests.browser import Browser
from tests.images.pictures import jpeg
from tests.moderation.cases import decided, flagged
from tests.moderation.notices.filling import (
    FLAG,
    case_of,
    filled,
    mailed,
    replied,
    state_of,
    swept,
    with_picture,
)
from tests.world import World

KIND = ReviewableKind.RESTRICTED_HOLD


def _held(world: World) -> tuple[int, int, str]:
    """Report a post with a picture; return post, case and the picture's address."""
    post = with_picture(world)
    flagged(world, post, "eva", FlagReason.ABUSE_OF_MINORS)
    (image,) = world.rows(Image)
    return post, case_of(world, post, KIND).id, f"/attachments/{image.name}.jpg"


def test_nobody_sees_the_picture_administrators_neither(
    mo: Browser, ada: Browser, ken: Browser, guest: Browser, world: World
) -> None:
    post, case, address = _held(world)

    shown = ada.visit(f"/moderation/items/{case}")

    assert state_of(world, post) is PostState.HIDDEN
    assert "The pictures are sealed" in shown.text
    assert not shown.soup.select("article img")
    for browser in (mo, ada, ken, guest):
        assert browser.visit(address).status == 404


def test_the_case_is_for_administrators_alone(
    mo: Browser, ada: Browser, world: World
) -> None:
    _, case, _ = _held(world)

    assert "Restricted" in ada.visit("/moderation/queue").text
    assert "Restricted" not in mo.visit("/moderation/queue").text
    assert mo.visit(f"/moderation/items/{case}").status == 404
    assert len(mailed(world, "ada_op@example.com", "A case cannot wait")) == 1
    assert mailed(world, "mo_mod@example.com", "A case cannot wait") == []


def test_a_guest_seals_it_without_a_name(guest: Browser, world: World) -> None:
    post = with_picture(world)

    filled(
        guest,
        f"/p/{post}/flag",
        {"reason": "abuse_of_minors", "good_faith": "y", "note": FLAG["note"]},
    )

    (image,) = world.rows(Image)
    assert image.sealed
    assert state_of(world, post) is PostState.HIDDEN


def test_words_alone_are_not_hidden_before_somebody_looked(
    world: World,
) -> None:
    post = replied(world, "ken")

    flagged(world, post, "eva", FlagReason.ABUSE_OF_MINORS)

    assert state_of(world, post) is PostState.PUBLISHED


def test_a_false_report_is_undone(ada: Browser, ken: Browser, world: World) -> None:
    post, case, address = _held(world)

    decided(ada, case, "restore")

    assert state_of(world, post) is PostState.PUBLISHED
    assert ken.client.get(address).status_code == 200


def test_its_author_cannot_destroy_it(ken: Browser, world: World) -> None:
    post, _, _ = _held(world)
    ken.visit(f"/p/{post}/withdraw")

    ken.submit("/withdraw")
    world.run_jobs()

    (image,) = world.rows(Image)
    assert image.sealed


def test_it_is_preserved_for_a_year_and_then_destroyed(
    ada: Browser, world: World
) -> None:
    _, case, address = _held(world)
    decided(ada, case, "remove", rule="R6", reason="It is against the law.")
    start = utcnow()

    with time_machine.travel(start + timedelta(days=364)):
        swept(world)
        assert len(world.rows(Image)) == 1
    with time_machine.travel(start + timedelta(days=366)):
        swept(world)

    assert world.rows(Image) == []
    assert ada.visit(address).status == 404


def test_a_command_names_the_sealed_files(world: World) -> None:
    runner = world.app.test_cli_runner()
    assert "Nothing is sealed." in runner.invoke(args=["sealed"]).output
    post, _, address = _held(world)

    said = runner.invoke(args=["sealed"]).output

    assert f"post {post}: {address.rpartition('/')[2]}" in said
    assert jpeg()[:8].hex() not in said
