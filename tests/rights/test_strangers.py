"""Erasing somebody leaves all that belongs to others exactly as it was."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from forum.boards.models import Post, Revision
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.registry.models import Application
from forum.members.registry.oidc.models import OidcIdentity
from forum.tickets import actions as tickets
from forum.tickets.actions import Question
from forum.tickets.models import Channel, Ticket, TicketSubject
from tests.rights.leaving import erased
from tests.systems.cards import card
from tests.world import World, password_hash

THEIRS = (
    "account",
    "oidc_identity",
    "ticket",
    "application",
    "system_card",
    "printed_mail",
    "post",
    "revision",
    "thread",
    "decision",
    "note",
)
HANDLES = ("argon2id", "100", "kWh", "anna")
BODY = (
    "Each solar panel makes 100 kWh, says anna; argon2id hashes it. "
    "Solar Panel, SOLAR PANEL: 5 @100 and 6 @kWh."
)


def _rows(app: Flask, spared: int) -> dict[str, list[tuple[object, ...]]]:
    """Return rows as they lie in the database, but for those of one member."""
    with app.app_context():
        return {
            name: [
                tuple(row)
                for row in db.session.execute(
                    text(f"SELECT * FROM {name} ORDER BY id")  # noqa: S608 - our names
                )
                if "member_id" not in row._fields or row.member_id != spared
            ]
            for name in THEIRS
        }


def _planted(world: World, handle: str) -> None:
    """Let strangers own something of every kind in which such words stand."""
    ken = world.known("ken")
    thread = world.thread(
        "ken", title=f"Is 100 kWh a solar panel, {handle}?", body=BODY
    )
    world.reply(thread, "ivy", BODY)
    now = utcnow()
    with world.writing():
        db.session.add(
            OidcIdentity(
                member_id=ken,
                issuer="https://id.example.com",
                sub=handle,
                email=f"x.{handle}@example.com",
                email_key="100",
                synced_at=now,
            )
        )
        db.session.add(
            Application(
                handle="newcomer",
                name="Solar Panel",
                email=f"{handle}.x@example.com",
                password_hash=password_hash(),
                applied_at=now,
            )
        )
        asked = Question(
            TicketSubject.OTHER, BODY, Channel.EMAIL, f"{handle}+x@example.com"
        )
        tickets.ask(asked, now)
    card(world, "ken", label="Solar Panel", monitoring=handle)


@pytest.mark.parametrize("handle", HANDLES)
def test_rows_of_others_stay_as_they_are_whatever_somebody_is_called(
    app: Flask, world: World, handle: str
) -> None:
    member = world.member(handle, name="Solar Panel")
    _planted(world, handle)
    before = _rows(app, member)
    assert all(before[name] for name in (*THEIRS[:5], "post", "revision", "thread"))

    done = erased(world, member)

    assert _rows(app, member) == before
    assert done.found_after == 0


@pytest.mark.parametrize("handle", HANDLES)
def test_plain_words_stay_where_they_took_part_too(world: World, handle: str) -> None:
    member = world.member(handle, name="Solar Panel")
    thread = world.thread("ken", body=f"A solar panel of 100 kWh is {handle}.")
    own = world.reply(thread, handle, "Mine is a solar panel too.")
    quote = f"> [{handle} wrote in #2](/p/{own})\n>\n> Mine is a solar panel too."
    world.reply(thread, "ivy", f"{quote}\n\nThanks, @{handle}; solar panel it is.")

    erased(world, member)

    with world.reading():
        first, second, third = db.session.scalars(
            select(Revision.body)
            .join(Post, Post.id == Revision.post_id)
            .where(Post.thread_id == thread)
            .order_by(Post.id)
        )
    assert first == f"A solar panel of 100 kWh is {handle}."
    assert second == "Mine is a solar panel too."
    assert third == (
        f"> [former member wrote in #2](/p/{own})\n>\n> Mine is a solar panel too."
        "\n\nThanks, former member; solar panel it is."
    )


def test_a_full_name_goes_from_own_posts_and_quotations_of_them_alone(
    world: World,
) -> None:
    member = world.member("zz-quill", name="Zzelda Quillmarker")
    thread = world.thread("ken", body="Zzelda Quillmarker is a street here.")
    own = world.reply(thread, "zz-quill", "I am Zzelda Quillmarker.")
    other = world.thread("una")
    quote = f"> [zz-quill wrote in #2](/p/{own})\n>\n> I am Zzelda Quillmarker."
    quoting = world.reply(other, "ivy", f"{quote}\n\nHello.")
    with world.writing():
        found = select(Post).where(Post.id == quoting)
        assert "Zzelda" in db.session.scalars(found).one().html

    erased(world, member)

    posts = {one.id: one.html for one in world.rows(Post)}
    assert "Zzelda" in posts[world.opening_post(thread)]
    assert "Zzelda" not in posts[own]
    assert "Zzelda" not in posts[quoting]
    assert "former member wrote in #2" in posts[quoting]


def test_a_question_goes_only_with_the_very_address(world: World) -> None:
    member = world.member("anna")
    addresses = ("ANNA@example.com", "joanna@example.com", "anna.b@example.com")
    with world.writing():
        for address in addresses:
            asked = Question(TicketSubject.OTHER, "Hello", Channel.EMAIL, address)
            tickets.ask(asked, utcnow() - timedelta(hours=1))

    erased(world, member)

    assert {one.email for one in world.rows(Ticket)} == set(addresses[1:])
