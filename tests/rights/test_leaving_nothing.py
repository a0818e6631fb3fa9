"""What erasing somebody must not forget, each found by a search of everything."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import String, UniqueConstraint

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.drafts import Draft
from forum.boards.models import Post
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.columns import EncryptedText
from forum.core.db import Base, db
from forum.core.files import files
from forum.core.personal import OnErase
from forum.core.wording import Wording
from forum.images.models import Image
from forum.mail.models import MailLog, PrintedMail, Result
from forum.mail.sending import Console
from forum.members.models import Member
from forum.members.registry.models import NewAddress
from forum.members.registry.oidc.actions import stand
from forum.members.registry.oidc.models import OidcIdentity
from forum.members.registry.oidc.rules import Standing
from forum.members.registry.queries import account_of
from forum.rights import actions, jobs
from forum.rights.actions import clearing, erasing
from forum.rights.actions.clearing import PROSE
from forum.rights.ledger import Entry, entries, write_down
from forum.rights.models import Erasure, ExportFile, Fate, LegalExport
from forum.rights.queries import keys_to_member
from moderation.models import Evidence
from tests.boards.test_photos import SAID, added, the_alt
from tests.browser import Browser
from tests.images.pictures import jpeg
from tests.moderation.cases import flagged
from tests.promises.places import dump, left, tables
from tests.rights.leaving import ask, erased
from tests.world import World, settled


def _held(world: World, member: int, post: int) -> int:
    """Let a law keep a post; return the key of the entry."""
    now = utcnow()
    with world.writing():
        entry = LegalExport(
            case_number="1",
            authority="A court",
            subject_id=member,
            fields=["posts"],
            since=now.date(),
            until=now.date(),
            prepared_at=now,
        )
        db.session.add(entry)
        db.session.flush()
        actions.hold(entry.id, [post])
        return entry.id


def test_an_address_of_before_goes_too(app: Flask, world: World) -> None:
    member = world.known("rosa")
    world.thread("ken", body="Write to old.rosa@example.net, she said.")
    with world.writing():
        account = account_of(member)
        assert account is not None
        before = NewAddress(
            account_id=account.id, email="old.rosa@example.net", asked_at=utcnow()
        )
        db.session.add(before)
    letter = EmailMessage()
    letter["To"], letter["Message-ID"] = "old.rosa@example.net", "<1@example.com>"
    letter["Subject"] = "Your address changed"
    letter.set_content("Hello")
    with app.app_context():
        Console().send(letter)

    erased(world, member)

    assert left(["old.rosa@example.net"], tables(app), dump(app)) == []


def test_links_to_the_profile_lead_nowhere_afterwards(world: World) -> None:
    member = world.known("rosa")
    thread = world.thread("ken", body="Ask [her](/m/rosa), not [him](/m/rosanna).")

    erased(world, member)

    html = world.row(Post, world.opening_post(thread)).html
    assert '/m/rosa"' not in html
    assert "/m/-" in html
    assert "/m/rosanna" in html


def test_a_reason_that_everybody_reads_loses_the_name(world: World) -> None:
    member = world.known("rosa")
    thread = world.thread("ken")
    with world.writing():
        boards.lock(thread, "Closed, @rosa answered it.", utcnow())

    erased(world, member)

    assert "@rosa" not in Browser(world.app).visit(world.url(thread)).text


def test_nothing_is_kept_of_the_receipt_once_it_went(app: Flask, world: World) -> None:
    member = world.known("rosa")
    app.extensions["mail"] = Console()
    with world.writing():
        theirs = {"member_id": member, "result": Result.SENT, "at": utcnow()}
        db.session.add(
            MailLog(
                message_key="1",
                mail_class="service",
                letter="x",
                recipient_key="y",
                **theirs,
            )
        )

    erased(world, member)

    assert not world.rows(PrintedMail)
    assert not world.rows(MailLog)


def test_an_address_that_no_receipt_reaches_is_forgotten_after_three_days(
    app: Flask, world: World
) -> None:
    class Down(Console):
        def send(self, message: EmailMessage) -> None:
            raise OSError(message["Subject"])

    app.extensions["mail"] = Down()
    done = erased(world, world.known("rosa"))
    assert done.contact == "rosa@example.com"

    with time_machine.travel(utcnow() + timedelta(days=3, minutes=1)):
        app.test_cli_runner().invoke(args=["sweep"])

    assert world.row(Erasure, done.id).contact is None


def test_pictures_kept_for_a_report_go_too(
    app: Flask, world: World, rosa: Browser
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, ("roof.jpg", jpeg()))
    rosa.submit("/reply", more={the_alt(page): "A roof"})
    (image,) = world.rows(Image)
    assert image.post_id is not None
    flagged(world, image.post_id)
    with world.writing():
        gone = Passages(Wording((), ""), (image.id,))
        boards.redact(image.post_id, gone, world.member_id("rosa"), utcnow())
    assert world.row(Image, image.id).withheld

    erased(world, world.member_id("rosa"))

    assert not world.rows(Image)
    with app.app_context():
        assert not list(files().names())


def test_pictures_of_forms_never_sent_go_at_once(
    app: Flask, world: World, rosa: Browser
) -> None:
    added(rosa, world.thread("ken"), ("roof.jpg", jpeg()))
    assert world.rows(Image)

    erased(world, world.member_id("rosa"))

    assert not world.rows(Image)
    with app.app_context():
        assert not list(files().names())


def test_what_an_open_report_rests_on_goes_with_the_words(world: World) -> None:
    thread = world.thread("rosa", body="short zzq")
    flagged(world, world.opening_post(thread), note="It says zzq.")
    assert "zzq" in world.rows(Evidence)[0].content

    erased(world, world.member_id("rosa"), Fate.REDACT)

    assert left(["short zzq"], tables(world.app)) == []


def test_a_held_post_loses_photos_and_details_once_the_law_lets_go(
    world: World, rosa: Browser
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, ("roof.jpg", jpeg()))
    rosa.submit("/reply", more={the_alt(page): "A roof"})
    (image,) = world.rows(Image)
    post, member = image.post_id, world.member_id("rosa")
    assert post is not None
    entry = _held(world, member, post)
    word = max(SAID.split(), key=len)
    erased(world, member, passages={post: [word]})
    assert world.rows(Image)
    assert word in world.row(Post, post).html

    with world.writing():
        actions.release(entry, utcnow())
    world.run_jobs()

    assert not world.rows(Image)
    assert word not in world.row(Post, post).html
    (done,) = world.rows(Erasure)
    assert done.passages is None


def test_a_copy_made_while_somebody_is_erased_is_removed(
    world: World, home: Path
) -> None:
    member = world.known("rosa")
    with world.writing():
        copy = actions.ask_copy(member, utcnow())
        asked = actions.erase_now(member, actions.Wish(), utcnow())
    before = set(home.glob("copies/*"))
    with world.writing():
        begun = actions.begin(asked.id, utcnow())
    assert begun is not None
    world.run_jobs()

    assert not world.rows(ExportFile)
    assert set(home.glob("copies/*")) == before
    assert copy.id


def test_two_workers_at_once_lose_no_receipt(app: Flask, world: World) -> None:
    member = world.known("rosa")
    with world.writing():
        asked = actions.erase_now(member, actions.Wish(), utcnow())
    with world.writing():
        begun = actions.begin(asked.id, utcnow())
    assert begun is not None
    with app.test_request_context():
        jobs.erase({"erasure": asked.id}, utcnow())
    with world.writing():
        actions.finish(begun, utcnow())

    assert world.row(Erasure, asked.id).contact == "rosa@example.com"
    world.run_jobs()
    assert len(world.outbox.to("rosa@example.com")) == 1


def test_a_post_sent_meanwhile_does_not_slip_through(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = world.known("rosa")
    thread = world.thread("ken")
    whole = clearing.destroy_unsent
    late: list[int] = []

    def with_a_post(*given: object) -> object:
        if not late:
            late.append(1)
            db.session.add(
                Post(
                    thread_id=thread,
                    author_id=member,
                    html="",
                    state="published",
                    posted_at=utcnow(),
                    statement_version=1,
                    terms_version=1,
                )
            )
        return whole(*given)  # type: ignore[arg-type]

    with world.writing():
        asked = actions.erase_now(member, actions.Wish(), utcnow())
    with monkeypatch.context() as broken:
        broken.setattr(erasing, "destroy_unsent", with_a_post)
        with app.test_request_context(), pytest.raises(erasing.StillWriting):
            jobs.erase({"erasure": asked.id}, utcnow())
    assert not world.row(Member, member).is_former

    with app.test_request_context():
        jobs.erase({"erasure": asked.id}, utcnow())
    assert world.row(Member, member).is_former


def test_who_is_erased_posts_nothing_more(world: World) -> None:
    member = world.known("rosa")
    thread = world.thread("ken")
    erased(world, member)

    with pytest.raises(Refused), world.writing():
        boards.reply(member, thread, settled(Draft("One more.")), utcnow())


def test_a_line_cut_off_by_a_crash_loses_only_itself(tmp_path: Path) -> None:
    ledger = tmp_path / "erasures.jsonl"
    first = Entry(1, utcnow(), "keep")
    second = Entry(2, utcnow(), "redact", ("a", "b"))
    write_down(ledger, first)
    with ledger.open("a") as file:
        file.write('{"member": 2, "at": "20')

    write_down(ledger, second)

    assert list(entries(ledger)) == [first, second]
    write_down(ledger, second)
    assert list(entries(ledger)) == [first, second]


def test_who_comes_back_as_the_work_begins_is_told_it_is_too_late(
    world: World,
) -> None:
    member = world.known("rosa")
    asked = ask(world, member)
    with time_machine.travel(utcnow() + timedelta(days=14, minutes=1)):
        with world.writing():
            assert actions.begin(asked.id, utcnow()) is not None
        with pytest.raises(Refused), world.writing():
            actions.cancel(db.session.get_one(Erasure, asked.id), utcnow())

    assert world.row(Erasure, asked.id).cancelled_at is None


@pytest.mark.parametrize("is_at_soltrex", [False, True])
def test_an_account_purged_at_soltrex_is_erased_as_any_other(
    app: Flask, world: World, *, is_at_soltrex: bool
) -> None:
    member = world.known("rosa")
    thread = world.thread("ken", body="Ask @rosa, or zz.rosa@example.net.")
    with world.writing():
        db.session.add(
            OidcIdentity(
                member_id=member,
                issuer="https://id.example.com",
                sub="zz-subject-of-rosa",
                email="zz.rosa@example.net",
                email_key="1",
                synced_at=utcnow(),
            )
        )
    if is_at_soltrex:
        with world.writing():
            identity = db.session.query(OidcIdentity).one()
            stand(identity, Standing.PURGED, utcnow())
        world.run_jobs()
    else:
        erased(world, member)

    words = ["zz.rosa@example.net", "zz-subject-of-rosa", "rosa@example.com", "@rosa"]
    assert left(words, tables(app), dump(app)) == []
    assert world.row(Member, member).is_former
    assert "former member" in world.row(Post, world.opening_post(thread)).html


def test_whoever_stands_for_all_is_never_one_of_a_kind() -> None:
    """Two erased members may meet in one column: it must bear that."""
    for meets in (OnErase.UNLINK, OnErase.KEEP):
        for column in keys_to_member(meets):
            alone = [
                one
                for one in column.table.constraints
                if isinstance(one, UniqueConstraint)
                and [key.name for key in one.columns] == [column.name]
            ]
            assert column.nullable or not (column.unique or alone), str(column)


def test_every_text_that_is_rewritten_is_there() -> None:
    for name, columns in PROSE.items():
        table = Base.metadata.tables[name]
        for column in columns:
            assert isinstance(table.columns[column].type, EncryptedText | String)
