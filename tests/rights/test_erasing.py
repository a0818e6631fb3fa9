"""Erasing a member: nothing of them is left, and threads keep their shape."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from forum.boards.models import Post, Thread
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.files import files
from forum.core.personal import OnErase
from forum.images.models import Image
from forum.members.models import FormerHandle, Member
from forum.members.queries import is_taken
from forum.privacy.models import Consent
from forum.rights import actions
from forum.rights.actions import erasing
from forum.rights.jobs import LEDGER, erase, replay
from forum.rights.models import Erasure, Fate
from forum.rights.queries import keys_to_member, owned
from forum.tickets import actions as tickets
from forum.tickets.actions import Question
from forum.tickets.models import Channel, Ticket, TicketSubject
from moderation.models import Flag, Statement
from moderation.queries import verify_chain
from tests.boards.test_photos import added, the_alt
from tests.browser import Browser
from tests.images.pictures import jpeg
from tests.moderation.cases import decided, waiting_case
from tests.privacy.raw import raw
from tests.rights.leaving import (
    ABOUT,
    EMAIL,
    HANDLE,
    NAME,
    PHONE,
    erased,
    everything,
    planted,
    restore,
)
from tests.world import World

CALLED = (HANDLE, EMAIL, NAME, PHONE, ABOUT, "zz-tie-marker", "zz-note-marker")


def _left(app: Flask, words: tuple[str, ...]) -> list[str]:
    """Return which words the database gives away, read or as it lies there."""
    rows = everything(app)
    kept = json.dumps(rows, default=str).casefold()
    lies = raw(app).lower()
    return [
        word
        for word in words
        if word.casefold() in kept or word.casefold().encode() in lies
    ]


def _shape(world: World, thread: int) -> list[tuple[object, ...]]:
    with world.reading():
        found = db.session.execute(
            select(Post.id, Post.number, Post.state)
            .where(Post.thread_id == thread)
            .order_by(Post.id)
        )
        replies = world.row(Thread, thread).reply_count
        return [*map(tuple, found), (replies,)]


def test_before_it_is_all_there(app: Flask, world: World) -> None:
    at = planted(world)

    assert _left(app, CALLED) == list(CALLED)
    assert at.member


@pytest.mark.parametrize("fate", list(Fate))
def test_nothing_that_names_an_erased_member_is_left(
    app: Flask, world: World, home: Path, fate: Fate, caplog: pytest.LogCaptureFixture
) -> None:
    at = planted(world)

    done = erased(world, at.member, fate)

    assert _left(app, CALLED) == []
    assert done.found_after == 0
    assert done.contact is None
    assert not [one for one in CALLED if one in caplog.text]
    assert not [one for one in CALLED if one in (home / LEDGER).read_text()]


def test_two_hundred_canaries_are_gone_with_the_words(app: Flask, world: World) -> None:
    at = planted(world, posts=100)
    canaries = tuple(at.words)
    with world.writing():
        member = db.session.get_one(Member, at.member)
        member.about = " ".join(f"zc{place}x" for place in range(80))
    fields = tuple(f"zc{place}x" for place in range(80))
    looked_for = canaries + fields + CALLED[:5] + CALLED[5:]
    assert len(looked_for) + 13 >= 200

    erased(world, at.member, Fate.REDACT)

    assert _left(app, looked_for) == []


@pytest.mark.parametrize("fate", list(Fate))
def test_threads_keep_their_shape(world: World, guest: Browser, fate: Fate) -> None:
    at = planted(world)
    before = {one: _shape(world, one) for one in (at.own_thread, at.other_thread)}

    erased(world, at.member, fate)

    assert {one: _shape(world, one) for one in before} == before
    for thread in before:
        assert guest.visit(world.url(thread)).status == 200


def test_posts_that_stay_carry_another_author_in_each_thread(
    world: World, guest: Browser
) -> None:
    at = planted(world)

    erased(world, at.member)

    authors = {
        one.thread_id: one.author_id
        for one in world.rows(Post)
        if any(word in one.html for word in at.words) and "wrote in" not in one.html
    }
    assert len(authors) == len(set(authors.values())) == 2
    assert at.member not in authors.values()
    page = guest.visit(world.url(at.other_thread))
    assert "former member A" in page.text
    assert "former member wrote in #2" in page.text
    assert "Thank you, former member, it helped" in page.text
    assert not page.soup.select('a[href^="/m/former"]')


def test_two_who_left_a_thread_have_different_letters(
    world: World, guest: Browser
) -> None:
    at = planted(world)
    erased(world, at.member)

    erased(world, world.member_id("ivy"))

    page = guest.visit(world.url(at.other_thread)).text
    assert "former member A" in page
    assert "former member B" in page


def test_quotations_of_destroyed_posts_are_blanked(
    world: World, guest: Browser
) -> None:
    at = planted(world)

    erased(world, at.member, Fate.REDACT)

    page = guest.visit(world.url(at.other_thread)).text
    assert "Withdrawn by its author." in page
    assert "[withdrawn by its author]" in page
    assert "it helped (0)" in page
    assert not [word for word in at.words if word in page]


def test_details_that_were_ticked_go_from_posts_that_stay(
    app: Flask, world: World
) -> None:
    at = planted(world)
    post = next(one.id for one in world.rows(Post) if at.words[1] in one.html)

    erased(world, at.member, passages={post: [at.words[1]]})

    assert _left(app, tuple(at.words)) == [
        word for word in at.words if word != at.words[1]
    ]


def test_reports_and_reasons_lose_the_person_and_the_log_holds(
    app: Flask, world: World, mo: Browser
) -> None:
    at = planted(world)
    case = waiting_case(world, world.opening_post(at.own_thread))
    page = decided(mo, case.id, "remove", reason=f"Please mind the rules, @{HANDLE}.")
    assert page.status == 200, page.text
    world.run_jobs()

    erased(world, at.member)

    told = world.rows(Statement)
    assert told
    assert not [one for one in told if one.member_id == at.member]
    assert not [one for one in world.rows(Flag) if one.reporter_id == at.member]
    assert _left(app, CALLED) == []
    with world.reading():
        assert verify_chain()[1] is None


def test_only_the_ledger_and_agreements_keep_the_number(world: World) -> None:
    at = planted(world)

    erased(world, at.member)

    with world.reading():
        for table, theirs in owned(at.member).items():
            assert db.session.execute(select(table).where(theirs)).first() is None
        naming = {
            column.table.name
            for meets in OnErase
            for column in keys_to_member(meets)
            if db.session.execute(select(column).where(column == at.member)).first()
        }
    assert naming == {"consent", "mail_choice", "erasure"}
    assert {one.member_id for one in world.rows(Consent)} >= {at.member}
    assert len(Base.metadata.tables) > 30


def test_a_second_run_changes_nothing(app: Flask, world: World) -> None:
    at = planted(world)
    done = erased(world, at.member)
    before = everything(app)

    with app.test_request_context():
        erase({"erasure": done.id}, utcnow())
    world.run_jobs()

    assert everything(app) == before


@pytest.mark.parametrize("dies_in", ["leave_thread", "finish"])
def test_an_erasure_goes_on_after_a_crash(
    app: Flask, world: World, dies_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = planted(world)
    ran = []
    whole = getattr(erasing, dies_in)

    def once_too_often(*given: object) -> None:
        ran.append(1)
        if len(ran) == 2 or dies_in == "finish":
            raise OSError("the power is gone")
        whole(*given)

    with monkeypatch.context() as broken:
        broken.setattr(actions, dies_in, once_too_often)
        with pytest.raises(OSError, match="power"):
            erased(world, at.member)

    assert _left(app, CALLED) != []
    with app.app_context():
        db.session.remove()
    done = erased(world, at.member)
    assert _left(app, CALLED) == []
    assert done.found_after == 0
    assert len(world.rows(Erasure)) == 1


def test_a_backup_that_comes_back_is_erased_again(
    app: Flask, world: World, home: Path
) -> None:
    (home / LEDGER).unlink(missing_ok=True)
    at = planted(world)
    backup = everything(app)
    erased(world, at.member)
    restore(world, backup)
    assert _left(app, (HANDLE,)) == [HANDLE]

    with app.test_request_context():
        again = replay(utcnow())
    world.run_jobs()

    assert again == 1
    assert _left(app, CALLED) == []
    with app.test_request_context():
        assert replay(utcnow()) == 0


def test_a_replay_spares_whoever_got_the_number_later(
    app: Flask, world: World, home: Path
) -> None:
    (home / LEDGER).unlink(missing_ok=True)
    backup = everything(app)
    at = planted(world)
    erased(world, at.member)
    restore(world, backup)
    with time_machine.travel(utcnow() + timedelta(days=200)):
        later = world.member("later_one")
        with world.writing():
            db.session.get_one(Member, later).joined_at = utcnow()
        line = json.loads((home / LEDGER).read_text().splitlines()[0])
        line["member"] = later
        (home / LEDGER).write_text(json.dumps(line) + "\n")

        with app.test_request_context():
            again = replay(utcnow())

    assert again == 0
    assert world.row(Member, later).handle == "later_one"


def test_nobody_takes_the_user_name_for_a_year(app: Flask, world: World) -> None:
    at = planted(world)

    erased(world, at.member)

    with app.app_context():
        assert is_taken(HANDLE.upper())
    kept = world.rows(FormerHandle)
    assert len(kept) == 1
    assert timedelta(days=364) < kept[0].until - utcnow() < timedelta(days=366)
    with time_machine.travel(utcnow() + timedelta(days=366)), app.app_context():
        app.test_cli_runner().invoke(args=["sweep"])
        assert not is_taken(HANDLE)


def test_the_receipt_is_mailed_in_counts(world: World) -> None:
    at = planted(world)

    done = erased(world, at.member)

    (mail,) = [
        one
        for one in world.outbox.to(EMAIL)
        if one["Subject"] == "Your account is deleted"
    ]
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"Rows erased or changed: {done.rows}" in text
    assert "in what you sent us: 0" in " ".join(text.split())
    assert done.touched is not None
    assert {"account", "member", "post", "thread", "flag"} <= set(done.touched)
    assert done.touched["post"] == len(at.words) + 1
    assert (done.tables, done.rows) == (len(done.touched), sum(done.touched.values()))
    assert f"Tables touched: {done.tables}" in text
    assert HANDLE not in text
    assert NAME not in text


def test_photos_go_with_the_account_and_leave_the_post(
    app: Flask, world: World, rosa: Browser
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, ("roof.jpg", jpeg()))
    page = rosa.submit("/reply", more={the_alt(page): "zz-alt-marker of my roof"})
    assert page.status == 200, page.text
    (image,) = world.rows(Image)
    with app.app_context():
        assert len(list(files().names())) == 2

    erased(world, world.member_id("rosa"))

    assert not world.rows(Image)
    assert _left(app, ("zz-alt-marker", image.name)) == []
    with app.app_context():
        assert not list(files().names())


def test_questions_to_the_operator_go_with_who_asked_and_stay_with_others(
    app: Flask, world: World
) -> None:
    at = planted(world, 1)
    with world.writing():
        for address, said in (
            (EMAIL, "Mine"),
            ("ken@example.com", "As somebody says"),
        ):
            asked = Question(TicketSubject.OTHER, said, Channel.EMAIL, address)
            tickets.ask(asked, utcnow())

    erased(world, at.member)

    (kept,) = world.rows(Ticket)
    assert (kept.email, kept.message) == ("ken@example.com", "As somebody says")
    assert _left(app, CALLED) == []
