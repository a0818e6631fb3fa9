"""C21: while we work on the forum everybody reads, and what is sent is handed back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, enqueue, run_due
from forum.core.read_only import ReadOnly
from forum.members.models import Member, MemberSession
from forum.rights import actions as rights
from forum.site.pausing import GOES_ON
from moderation.models import AuditEvent
from tests.browser import Browser
from tests.site.commands import Run
from tests.world import BODY, World

HEADING = "The forum can only be read just now"
PAGE = "/admin/read-only"


@pytest.fixture(autouse=True)
def fresh_look(app: Flask) -> Iterator[None]:
    """Let no test remember what another one switched."""
    app.extensions["read only"].forget()
    yield
    app.extensions["read only"].forget()


def begun(browser: Browser, until: str = "") -> None:
    """Let nobody write from now on, by the page of administrators."""
    browser.visit(PAGE)
    assert browser.submit(PAGE, until=until).status == 200


def test_everybody_reads_and_nobody_writes(
    world: World, ada: Browser, rosa: Browser, guest: Browser
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    begun(ada)

    answer = rosa.submit("/reply", body=BODY)

    assert (answer.status, answer.heading) == (503, HEADING)
    assert int(answer.headers["Retry-After"]) > 0
    assert len(world.rows(Post)) == 1
    for browser in (guest, rosa, ada):
        for path in ("/", world.url(thread), "/feed.atom", "/my/mail"):
            assert browser.visit(path).status in {200, 401}, path
    assert guest.visit("/").status == 200


def test_the_text_is_handed_back_and_can_be_sent_later(
    world: World, ada: Browser, rosa: Browser
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    begun(ada)
    answer = rosa.submit("/reply", body=BODY)
    assert answer.values("/reply")["body"] == BODY
    assert "Your text is safe" in answer.text

    ada.visit(PAGE)
    ada.submit(PAGE, more={"end": "y"})
    again = rosa.submit("/reply")

    assert again.status == 200
    assert len(world.rows(Post)) == 2


def test_a_guest_gets_the_text_back_too(ada: Browser, guest: Browser) -> None:
    guest.visit("/contact")
    begun(ada)

    page = guest.submit("/contact", message="How do I change my user name?")

    assert page.status == 503
    assert "How do I change my user name?" in page.html


def test_signing_in_and_out_goes_on(world: World, ada: Browser, guest: Browser) -> None:
    world.member("ken")
    begun(ada)

    guest.sign_in("ken")
    assert guest.visit("/my").status == 200
    guest.submit("/sign-out")

    assert guest.visit("/my").status == 401
    assert len(world.rows(MemberSession)) == 1


def test_every_page_says_when_it_ends_in_utc_and_for_scripts(
    ada: Browser, guest: Browser, rosa: Browser, run: Run
) -> None:
    moment = (utcnow() + timedelta(hours=2)).replace(second=0, microsecond=0)
    zone = ada.client.application.extensions["settings"].zone
    local = f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}"
    assert run("read-only", "on", "--until", local).exit_code == 0

    for browser in (guest, rosa):
        for path in ("/", "/about", "/b/performance"):
            (time,) = browser.visit(path).soup.select("time[data-local]")
            assert time["datetime"] == moment.isoformat()
            assert f"{moment:%H:%M} UTC" in time.get_text()


def test_it_ends_by_itself_at_its_time(
    world: World, rosa: Browser, run: Run, guest: Browser
) -> None:
    thread = world.thread()
    zone = world.app.extensions["settings"].zone
    until = utcnow() + timedelta(minutes=30)
    run("read-only", "on", "--until", f"{until.astimezone(zone):%Y-%m-%dT%H:%M}")
    rosa.visit(f"/t/{thread}/reply")
    answer = rosa.submit("/reply", body=BODY)
    assert 1 <= int(answer.headers["Retry-After"]) <= 1800

    with time_machine.travel(until + timedelta(minutes=1)):
        assert not guest.visit("/").soup.select("time[data-local]")
        assert rosa.submit("/reply").status == 200


def test_another_process_that_has_not_looked_refuses_too(
    app: Flask, world: World, rosa: Browser, run: Run
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    run("read-only", "on")
    # As if this process had just seen that everybody can write.
    app.extensions["read only"].pause, app.extensions["read only"].at = None, utcnow()

    assert rosa.submit("/reply", body=BODY).status == 503


def test_the_switch_is_for_administrators_who_proved_it_lately(
    world: World, ada: Browser, mo: Browser, guest: Browser
) -> None:
    assert guest.visit(PAGE).status == 401
    assert mo.visit(PAGE).status == 403
    ada.visit(PAGE)
    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = ada.submit(PAGE)

    assert (page.status, page.heading) == (403, "Please confirm it is you")
    assert not world.rows(ReadOnly)


def test_a_time_that_is_over_is_refused_in_a_sentence(
    world: World, ada: Browser, run: Run
) -> None:
    ada.visit(PAGE)

    page = ada.submit(PAGE, until="2020-01-01T12:00")
    done = run("read-only", "on", "--until", "2020-01-01T12:00")

    assert page.status == 422
    assert "Choose a time that is still to come" in page.text
    assert done.exit_code == 1
    assert "This time is over" in done.stderr
    assert not world.rows(ReadOnly)


def test_the_commands_switch_it_and_say_how_it_stands(world: World, run: Run) -> None:
    said = [
        run("read-only", one).output.strip() for one in ("show", "on", "show", "off")
    ]

    assert said == [
        "Everybody can write.",
        "Nobody can write, until you run `soltrex-forum read-only off`.",
        "Nobody can write, until you run `soltrex-forum read-only off`.",
        "Everybody can write.",
    ]
    assert not world.rows(ReadOnly)


def test_who_switched_it_stands_in_the_log(world: World, ada: Browser) -> None:
    begun(ada)
    ada.visit(PAGE)
    ada.submit(PAGE, more={"end": "y"})

    noted = [(row.action, row.actor_id) for row in world.rows(AuditEvent)]
    operator = world.member_id("ada_op")
    assert noted == [("read_only_begun", operator), ("read_only_ended", operator)]


def test_jobs_that_change_what_everybody_reads_wait(world: World, run: Run) -> None:
    member = world.member("rosa")
    world.thread("rosa")
    run("read-only", "on")
    with world.writing():
        rights.erase_now(member, rights.Wish(), utcnow())
        enqueue("mail", {"letter": "reset", "member": member}, utcnow())

    with world.reading():
        run_due(utcnow())
    assert not world.row(Member, member).is_former
    assert [job.kind for job in world.rows(Job)] == ["erase member"]
    assert world.outbox.mails

    run("read-only", "off")
    world.run_jobs()
    assert world.row(Member, member).is_former


def test_what_goes_on_is_there_to_go_on(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    missing = {one for one in GOES_ON if not one.startswith("oidc.")} - known

    assert not missing


def test_an_error_page_needs_no_database_to_say_so(
    world: World, guest: Browser
) -> None:
    with world.writing():
        db.session.execute(text("DROP TABLE read_only"))

    page = guest.visit("/nowhere")

    assert (page.status, page.heading) == (404, "We cannot find this page")
