"""One mail about a thread until its member comes back, and none that is not wanted."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP, strict
from urllib.parse import urlsplit

import pytest

from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, run_due
from forum.mail.choices import Way
from forum.mail.models import MailChoice
from forum.notifications import actions
from forum.notifications.jobs import mail_post
from forum.notifications.models import QuietThread
from tests.boards.acts import become, open_to
from tests.browser import Browser
from tests.notifications.following import (
    ago,
    html_of,
    mails,
    mutes,
    reads,
    told,
    wants,
    watches,
    watches_board,
)
from tests.world import TITLE, World, words_of

SAID = "Ours was 1,201 in the first year, says the logger."
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def thread(world: World) -> int:
    """Return a thread of Ken's that Rosa watches."""
    thread = world.thread("ken", at=ago(9))
    watches(world, "rosa", thread)
    return thread


def link_in(words: str, before: str) -> str:
    """Return the path that stands on the line after some words."""
    found = re.search(rf"{before}[^\n]*\n(\S+)", words)
    assert found, words
    return urlsplit(found[1]).path


def test_a_reply_is_mailed_after_ten_minutes(world: World, thread: int) -> None:
    world.reply(thread, "ivy", SAID, utcnow())

    world.run_jobs(later=timedelta(minutes=9))
    assert not world.outbox.to("rosa@example.com")
    (mail,) = mails(world, "rosa")

    assert mail["Subject"] == f"ivy replied in “{TITLE}”"
    assert SAID in words_of(mail).replace("\n> ", " ")
    assert SAID in html_of(mail)


def test_a_mail_is_put_in_line_once_though_its_worker_dies_right_after(
    world: World, thread: int
) -> None:
    world.reply(thread, "ivy", SAID, ago(1))
    (job,) = (one for one in world.rows(Job) if one.kind == actions.MAIL_POST)

    for _ in range(2):  # the worker that died, and the next one
        with world.reading():
            mail_post({**job.payload, "job": job.id}, utcnow())

    assert len(mails(world, "rosa")) == 1


def test_there_is_one_mail_about_a_thread_until_its_member_was_there(
    world: World, thread: int
) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    world.reply(thread, "una", f"{SAID} Mine too.", ago(5))
    assert len(mails(world, "rosa")) == 1

    world.reply(thread, "ivy", "Snow fell until noon.", ago(4))
    assert len(mails(world, "rosa")) == 1

    newest = world.reply(thread, "una", "And it thawed by the evening.", ago(3))
    reads(world, "rosa", newest)
    world.reply(thread, "ivy", "No more snow since then.", ago(2))

    assert len(mails(world, "rosa")) == 2


def test_a_removed_post_does_not_let_a_second_mail_through(
    world: World, thread: int
) -> None:
    post = world.reply(thread, "ivy", SAID, ago(6))
    assert len(mails(world, "rosa")) == 1
    become(world, post, PostState.REMOVED, "Rule 1: Be kind.")

    world.reply(thread, "una", "Snow fell until noon.", ago(4))

    assert len(mails(world, "rosa")) == 1


@pytest.mark.parametrize("kind", ["read", "removed", "muted", "closed", "off"])
def test_what_changed_within_the_ten_minutes_stops_the_mail(
    world: World, thread: int, kind: str
) -> None:
    post = world.reply(thread, "ivy", SAID, utcnow())
    if kind == "read":
        reads(world, "rosa", post)
    elif kind == "removed":
        become(world, post, PostState.REMOVED, "Rule 1: Be kind.")
    elif kind == "muted":
        mutes(world, "rosa", thread)
    elif kind == "closed":
        open_to(world, "performance", Audience.STAFF)
    else:
        wants(world, "rosa", replies=Way.OFF)

    assert not mails(world, "rosa")


def test_what_changes_after_a_mail_stands_in_line_still_stops_it(
    world: World, thread: int
) -> None:
    post = world.reply(thread, "ivy", SAID, ago(5))
    with world.app.app_context():
        run_due(utcnow(), actions.MAIL_POST)
    become(world, post, PostState.HIDDEN, "Rule 1: Be kind.")

    assert not mails(world, "rosa")


@pytest.mark.parametrize("way", [Way.OFF, Way.DIGEST])
def test_a_kind_that_is_off_or_for_the_digest_is_not_mailed(
    world: World, thread: int, way: Way
) -> None:
    wants(world, "rosa", replies=way)

    world.reply(thread, "ivy", SAID, ago(5))

    assert not mails(world, "rosa")
    assert told(world, "rosa") == ["reply"]


def test_each_kind_has_its_words_and_its_list(world: World, thread: int) -> None:
    for handle in ("una", "eva"):
        watches_board(world, handle)
    post = world.reply(thread, "una", SAID, ago(8))
    quote = f"> [una wrote in #2](/p/{post})\n>\n> Ours was 1,201\n\n"
    world.reply(thread, "ivy", f"{quote}Ask @eva.", ago(7))
    world.thread("ken", title="Snow guards above an inverter", at=ago(6))

    subjects = {str(one["Subject"]) for one in mails(world, "una")}
    assert f"ivy quoted you in “{TITLE}”" in subjects
    assert any(
        "ken opened “Snow guards above an inverter” on " in one for one in subjects
    )
    lists = {str(one["List-Id"]) for one in mails(world, "una")}
    assert {one.partition("<")[2] for one in lists} == {
        "quotes.127.0.0.1>",
        "threads.127.0.0.1>",
    }
    assert f"ivy mentioned you in “{TITLE}”" in {
        str(one["Subject"]) for one in mails(world, "eva")
    }


def test_an_excerpt_is_short_and_leaves_out_quotations_and_addresses(
    world: World, thread: int
) -> None:
    long = f"> An old quotation\n\nAsk zz@quarrymail.com. {'Snow again today. ' * 40}"
    world.reply(thread, "ivy", long, ago(5))

    (mail,) = mails(world, "rosa")
    words = words_of(mail)

    assert "old quotation" not in words
    assert "quarrymail" not in words + html_of(mail)
    shown = " ".join(re.findall(r"^> (.*)$", words.replace("\r", ""), re.MULTILINE))
    assert 250 < len(shown) <= 300


def test_links_only_shows_nothing_that_was_written(world: World, thread: int) -> None:
    rosa = world.known("rosa")
    with world.writing():
        actions.keep_wish(rosa, links_only=True, weekday=0, hour=7, now=utcnow())
    world.reply(thread, "ivy", SAID, ago(5))

    (mail,) = mails(world, "rosa")

    assert "logger" not in words_of(mail) + html_of(mail)
    assert "/p/" in words_of(mail)


def test_a_mail_parses_and_says_how_it_ends(world: World, thread: int) -> None:
    world.reply(thread, "ivy", f"{SAID} ☀", ago(5))
    (mail,) = mails(world, "rosa")

    parsed = message_from_bytes(mail.as_bytes(policy=SMTP), policy=strict + SMTP)

    assert not parsed.defects
    for part in parsed.walk():
        assert not part.defects
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        assert len(parsed.get_all(name) or ()) == 1
        assert not parsed[name].defects
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://\S+/mail/end/\S+>", parsed["List-Unsubscribe"])
    assert re.fullmatch(r"[^<>]+ <replies\.127\.0\.0\.1>", parsed["List-Id"])
    assert [one.get_content_type() for one in parsed.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert max(map(len, mail.as_bytes(policy=SMTP).split(b"\r\n"))) <= 998


def test_nothing_in_a_mail_counts_its_readers(world: World, thread: int) -> None:
    world.reply(thread, "ivy", SAID, ago(5))
    (mail,) = mails(world, "rosa")

    html = html_of(mail)

    for tag in ("<img", "<link", "<script", "<iframe", "url(", "utm_"):
        assert tag not in html
    for url in re.findall(r'href="([^"]+)"', html):
        assert urlsplit(url).hostname == "127.0.0.1"
        assert not urlsplit(url).query


def test_the_link_that_stops_a_thread_needs_a_press_and_no_sign_in(
    world: World, thread: int, guest: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    (mail,) = mails(world, "rosa")
    path = link_in(words_of(mail), "Stop mail about this thread")

    page = guest.visit(path)
    assert page.status == 200
    assert TITLE not in page.text
    assert not world.rows(QuietThread)

    page = guest.submit(path)
    assert page.heading == "Mail about this thread has ended"
    _come_back(world, thread)
    assert len(mails(world, "rosa")) == 1

    page = guest.submit(path, more={"again": "y"})
    assert page.heading == "You get mail about this thread again"
    assert not world.rows(QuietThread)


def test_a_forged_link_stops_nothing(world: World, thread: int, guest: Browser) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    (mail,) = mails(world, "rosa")
    path = link_in(words_of(mail), "Stop mail about this thread")

    assert guest.visit("/mail/thread/x").status == 400
    assert guest.post(path[:-3] + "AAA", {}, follow=False).status == 400
    assert not world.rows(QuietThread)


def test_one_link_stops_all_activity_mail_and_no_other(
    world: World, thread: int, guest: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    (mail,) = mails(world, "rosa")
    path = link_in(words_of(mail), "Stop all activity mail")
    before = len(world.rows(MailChoice))

    assert guest.visit(path).status == 200
    assert len(world.rows(MailChoice)) == before
    assert guest.submit(path).heading == "This mail has ended"

    said = {one.purpose for one in world.rows(MailChoice) if one.said == "link"}
    assert said == {"replies", "threads", "mentions", "quotes", "thanks"}
    _come_back(world, thread)
    assert len(mails(world, "rosa")) == 1


def test_a_mail_program_ends_one_kind_by_one_click(
    world: World, thread: int, guest: Browser
) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    (mail,) = mails(world, "rosa")
    path = urlsplit(str(mail["List-Unsubscribe"]).strip("<>")).path

    page = guest.post(path, ONE_CLICK, follow=False, headers={"User-Agent": "x"})

    assert page.status == 200
    assert [(one.purpose, one.wanted) for one in world.rows(MailChoice)][-1] == (
        "replies",
        False,
    )
    _come_back(world, thread)
    assert len(mails(world, "rosa")) == 1


def test_a_mail_is_sent_once_though_its_job_runs_again(
    world: World, thread: int
) -> None:
    world.reply(thread, "ivy", SAID, ago(6))
    with world.app.app_context():
        run_due(utcnow(), actions.MAIL_POST)
    again = _rows_in_line(world)
    assert len(mails(world, "rosa")) == 1

    _put_back(world, again)

    assert len(mails(world, "rosa")) == 1


def test_the_ways_are_chosen_on_a_page_and_kept(world: World, rosa: Browser) -> None:
    rosa.visit("/my/mail")
    values = rosa.page.values("/my/mail")
    assert "replies:first" in values.getlist("ways")
    assert "digest:off" in values.getlist("ways")

    ways = ["replies:digest", "mentions:off", "digest:weekly"]
    values.setlist("ways", ways)
    page = rosa.post("/my/mail", values)

    assert "Saved. It holds at once." in page.text
    shown = rosa.visit("/my/mail").values("/my/mail").getlist("ways")
    assert {*ways, "quotes:first"} <= set(shown)
    assert len([one for one in world.rows(MailChoice) if one.said == "page"]) == 3


def test_how_mail_looks_is_chosen_on_a_page(rosa: Browser) -> None:
    page = rosa.visit("/my/mail")
    rosa.visit(page.link("How this mail looks"))
    page = rosa.submit("/my/mail/activity", links_only="y", weekday="4", hour="18")
    assert "Saved." in page.text

    values = rosa.visit("/my/mail/activity").values("/my/mail/activity")

    assert (values["links_only"], values["weekday"], values["hour"]) == ("y", "4", "18")
    bad = {**values.to_dict(), "hour": "99"}
    assert rosa.post("/my/mail/activity", bad).status == 422


def _come_back(world: World, thread: int) -> None:
    """Let Rosa read, and somebody answer after that."""
    newest = world.reply(thread, "una", "Snow fell until noon.", ago(4))
    reads(world, "rosa", newest)
    world.reply(thread, "ivy", "No more snow since then.", ago(2))


def _rows_in_line(world: World) -> list[dict[str, object]]:
    return [
        {"id": one.id, "kind": one.kind, "payload": one.payload, "run_at": one.run_at}
        for one in world.rows(Job)
        if one.kind == "mail"
    ]


def _put_back(world: World, rows: list[dict[str, object]]) -> None:
    with world.writing():
        db.session.add_all(Job(**row) for row in rows)
