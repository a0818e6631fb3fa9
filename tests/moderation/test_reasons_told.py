"""The reasons for a decision: a page, a mark, a mail, for one member only."""

import re
from datetime import timedelta

import pytest

from forum.core.clock import utcnow
from moderation.models import Statement
from moderation.rules import APPEAL_WINDOW, CLICK_WITHIN
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import World, words_of

REASON = "Your post shows a telephone number. Take it out, please."
BASE = "http://127.0.0.1:8000"


def told(world: World, mo: Browser, measure: str = "remove", **fields: str) -> int:
    """Decide about a post of Rosa's; return the key of the statement."""
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    decided(mo, flagged(world, post, "whistle"), measure, reason=REASON, **fields)
    (statement,) = world.rows(Statement)
    return statement.id


def test_the_author_reads_what_was_done_and_why(
    mo: Browser, rosa: Browser, world: World
) -> None:
    key = told(world, mo)

    page = rosa.visit(f"/my/decisions/{key}")

    assert page.heading == "We removed your post"
    for said in (
        REASON,
        "It rests on rule 3 : No personal details or device identifiers.",
        "A person decided.",
        "appeal until",
        "Readers reported it.",
        "This is version 1 of it.",
        "Signed: Moderation team",
    ):
        assert said in page.text
    objection = utcnow() + APPEAL_WINDOW
    assert f"until {objection:%B} {objection.day}, {objection.year}" in page.text


def test_the_author_sees_which_words_of_theirs_it_was_about(
    mo: Browser, rosa: Browser, world: World
) -> None:
    key = told(world, mo)

    page = rosa.visit(f"/my/decisions/{key}")

    assert CALL_ME[:20] in page.text
    assert CALL_ME[:20] not in world.row(Statement, key).body


def test_no_mail_leaves_while_the_decision_can_be_undone(
    mo: Browser, rosa: Browser, world: World
) -> None:
    told(world, mo)

    world.run_jobs(CLICK_WITHIN - timedelta(minutes=1))
    before = world.outbox.to("rosa@example.com")
    world.run_jobs(CLICK_WITHIN)

    assert rosa is not mo
    assert not before
    assert len(world.outbox.to("rosa@example.com")) == 1


def test_the_reasons_name_neither_flagger_nor_moderator(
    mo: Browser, rosa: Browser, world: World
) -> None:
    key = told(world, mo, note="Seen with max_mod.")
    world.run_jobs(CLICK_WITHIN)

    page = rosa.visit(f"/my/decisions/{key}")
    (mail,) = world.outbox.to("rosa@example.com")

    for private in ("whistle", "mo_mod", "max_mod"):
        assert private not in page.text
        assert private not in mail.as_string()


@pytest.mark.parametrize("handle", ["", "ivy", "ken", "mo_mod"])
def test_nobody_else_opens_the_reasons(mo: Browser, world: World, handle: str) -> None:
    key = told(world, mo)
    reader = Browser(world.app)
    if handle:
        if handle == "ivy":
            world.member("ivy")
        reader.sign_in(handle)

    page = reader.visit(f"/my/decisions/{key}")

    assert page.status == (404 if handle else 401)
    assert REASON not in page.text
    assert world.row(Statement, key).read_at is None


def test_reading_the_reasons_is_noted_once(
    mo: Browser, rosa: Browser, world: World
) -> None:
    key = told(world, mo)
    header = rosa.visit("/").text
    assert "Decisions about you 1" in header
    assert "New" in rosa.visit("/my/decisions").text

    rosa.visit(f"/my/decisions/{key}")
    assert world.row(Statement, key).read_at is None
    rosa.submit("/read")
    first = world.row(Statement, key).read_at
    rosa.post(f"/my/decisions/{key}/read", rosa.page.values("/sign-out"))

    assert first is not None
    assert world.row(Statement, key).read_at == first
    assert "Decisions about you 1" not in rosa.visit("/").text
    assert not rosa.visit("/my/decisions").soup.select(".new")


@pytest.mark.usefixtures("rosa")
def test_the_reasons_are_mailed_with_whole_addresses(mo: Browser, world: World) -> None:
    key = told(world, mo)

    world.run_jobs(CLICK_WITHIN)

    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == "[Service] We removed your post"
    words = words_of(mail)
    assert REASON in words
    assert f"{BASE}/my/decisions/{key}" in words
    assert "](/" not in words
    html = mail.get_body(("html",))
    assert html is not None
    links = re.findall(r'href="([^"]*)"', html.get_content())
    assert links
    assert all(link.startswith((BASE, "mailto:")) for link in links)


@pytest.mark.usefixtures("rosa")
def test_the_mail_does_not_repeat_what_was_masked(mo: Browser, world: World) -> None:
    told(world, mo, "mask", words=PHONE, note=f"It said {PHONE}.")

    world.run_jobs(CLICK_WITHIN)

    (mail,) = world.outbox.to("rosa@example.com")
    assert PHONE not in mail.as_string()
    assert "destroyed and cannot be brought back" in words_of(mail)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"warn": "y"}, "This is a warning. It expires on"),
        ({"suspend": "7"}, "Your account is suspended until"),
    ],
)
def test_the_reasons_say_what_happens_to_the_account(
    mo: Browser, rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    key = told(world, mo, **fields)
    rosa.sign_in("rosa")

    page = rosa.visit(f"/my/decisions/{key}")

    assert said in page.text


def test_links_in_the_reasons_lead_to_the_post_and_the_rule(
    mo: Browser, rosa: Browser, world: World
) -> None:
    key = told(world, mo)

    page = rosa.visit(f"/my/decisions/{key}")

    assert page.link("rule 3") == "/rules#R3"
    assert rosa.visit(page.link("your post")).status == 200
    assert 'id="R3"' in rosa.visit("/rules").html
