"""Authors destroy words and photos of their own, everywhere, and get a receipt."""

import re
from datetime import datetime, timedelta

import pytest

from forum.boards.models import Post, PostState, Redaction, Revision
from forum.core.clock import utcnow
from forum.core.files import files
from forum.images.models import Image
from forum.members import actions as members
from moderation.models import Evidence, Flag
from tests.boards.acts import CALL_ME, PHONE, become, lock, long_ago
from tests.boards.test_photos import PLAIN, added
from tests.browser import Browser, Page
from tests.moderation.cases import left
from tests.world import World

AGAIN = "Come and see it on the Quincebury lane any day."


def earlier(minutes: int) -> datetime:
    """Return a time that is long enough after other posts of the same member."""
    return utcnow() - timedelta(hours=2, minutes=10 * minutes)


def current(world: World) -> list[Revision]:
    """Return the wording of each post as it stands."""
    posts = {post.id: post.revision for post in world.rows(Post)}
    return [one for one in world.rows(Revision) if posts[one.post_id] == one.number]


def taken_back(browser: Browser, post: int, **fields: str) -> Page:
    """Choose what is to go, look at what would be left, and take it back."""
    browser.visit(f"/p/{post}/take-back")
    browser.submit("/take-back", more=fields)
    return browser.submit("/take-back", is_done="y")


def test_words_go_from_every_version_and_from_quotes(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", CALL_ME)
    world.reply(
        thread, "ivy", f"> [rosa wrote in #2](/p/{post})\n>\n> {CALL_ME}\n\nOk."
    )

    page = taken_back(rosa, post, words=PHONE)

    assert "Nothing of it is left" in page.text
    assert left(world, PHONE) == {}
    shown = guest.visit(world.url(thread))
    assert PHONE not in shown.html
    (main,) = shown.soup.select("main")
    assert main.get_text().count("taken back by its author") == 2
    (receipt,) = world.rows(Redaction)
    assert (receipt.passages, receipt.copies, receipt.found_after) == (1, 1, 0)


def test_the_check_offers_what_it_finds(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    page = rosa.visit(f"/p/{post}/take-back")
    (box,) = page.soup.select("[name=found]")
    assert box["value"] == PHONE

    page = taken_back(rosa, post, found=PHONE)

    assert left(world, PHONE) == {}


@pytest.mark.parametrize(
    "state", [PostState.PUBLISHED, PostState.HIDDEN, PostState.REMOVED]
)
def test_neither_age_nor_lock_nor_state_stands_in_the_way(
    rosa: Browser, world: World, state: PostState
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", AGAIN)
    become(world, post, state)
    lock(world, thread)
    long_ago(world, days=4000)

    page = taken_back(rosa, post, words="quincebury LANE")

    assert "Nothing of it is left" in page.text
    assert left(world, "Quincebury lane") == {}


def test_a_suspended_member_takes_back_too(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    with world.writing():
        members.limit(world.member_id("rosa"), utcnow() + timedelta(days=9))

    page = taken_back(rosa, post, words="Quincebury lane")

    assert "Nothing of it is left" in page.text


def test_nothing_is_destroyed_before_the_last_button(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    rosa.visit(f"/p/{post}/take-back")

    page = rosa.submit("/take-back", words="Quincebury lane")

    assert "This is what will be left" in page.text
    assert "Come and see it on the [taken back by its author] any day." in page.text
    assert world.rows(Redaction) == []
    assert left(world, "Quincebury lane") != {}


def test_a_word_of_an_earlier_version_alone_goes_too(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Come and see it any day.")

    page = taken_back(rosa, post, words="Quincebury lane")

    assert "Nothing of it is left" in page.text
    rows = [one for one in world.rows(Revision) if one.post_id == post]
    bodies = [one.body for one in sorted(rows, key=lambda one: one.number)]
    assert bodies == [
        "Come and see it on the [taken back by its author] any day.",
        "Come and see it any day.",
    ]


def test_words_that_are_not_there_are_named(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    rosa.visit(f"/p/{post}/take-back")

    page = rosa.submit("/take-back", words="Pinewood lane")

    assert page.status == 422
    assert "“Pinewood lane” does not stand in your post" in page.text
    assert page.values("/take-back")["words"] == "Pinewood lane"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Choose what you want to take back"),
        ("a", "Write 2 letters or digits at least"),
        ("\n".join(f"word {n}" for n in range(51)), "Use 50 passages at most"),
    ],
)
def test_a_choice_that_is_none_is_asked_for_again(
    rosa: Browser, world: World, words: str, said: str
) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    rosa.visit(f"/p/{post}/take-back")

    page = rosa.submit("/take-back", words=words)

    assert page.status == 422
    assert said in page.text


def test_a_photo_is_destroyed_with_its_files(
    rosa: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), PLAIN)
    page = rosa.submit("/reply")
    (image,) = world.rows(Image)
    assert image.post_id is not None

    page = taken_back(rosa, image.post_id, pictures=str(image.id))

    assert "Photos destroyed" in page.text
    assert world.rows(Image) == []
    with world.reading():
        assert list(files().names()) == []
    assert ".jpg" not in world.row(Post, image.post_id).html
    address = f"/attachments/{image.name}.jpg"
    assert guest.client.get(address).status_code == 404


def test_words_go_from_what_a_photo_shows(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)
    (field,) = page.soup.select("[name^=alt-]")
    rosa.submit("/reply", more={str(field["name"]): "Our Quincebury house"})
    (image,) = world.rows(Image)
    assert image.post_id is not None

    page = taken_back(rosa, image.post_id, words="Quincebury")

    assert "Nothing of it is left" in page.text
    assert left(world, "Quincebury") == {}


def test_a_photo_of_another_post_stays(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("ken")
    added(ivy, thread, PLAIN)
    ivy.submit("/reply")
    (image,) = world.rows(Image)
    post = world.reply(thread, "rosa", AGAIN)

    page = taken_back(rosa, post, words="Quincebury", pictures=str(image.id))

    assert "Taken back" in page.text
    assert len(world.rows(Image)) == 1


def test_only_its_author_takes_a_post_back(
    ivy: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)

    assert ivy.visit(f"/p/{post}/take-back").status == 404
    assert mo.visit(f"/p/{post}/take-back").status == 404
    assert guest.visit(f"/p/{post}/take-back").status == 401


def test_a_receipt_is_for_who_took_back_and_for_staff(
    rosa: Browser, ivy: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    page = taken_back(rosa, post, words="Quincebury lane")

    assert mo.visit(page.path).status == 200
    assert ivy.visit(page.path).status == 404


def test_a_report_keeps_its_evidence_until_the_decision(
    rosa: Browser, ivy: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", AGAIN)
    ivy.visit(f"/p/{post}/flag")
    ivy.submit("/flag", reason="other", note="This is somebody else's address.")

    page = taken_back(rosa, post, words="Quincebury lane")

    assert "Nothing of it is left" in page.text
    assert "moderators keep what the report rests on" in page.text
    assert left(world, "Quincebury lane") == {"evidence": 1}
    mo.visit("/moderation/queue")
    mo.visit(mo.page.link("First full year"))
    mo.submit("/decide", measure="leave")
    assert left(world, "Quincebury lane") == {}


def test_what_others_wrote_themselves_is_not_an_authors_to_destroy(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", AGAIN)
    own_words = "I have seen it, come and see it too."
    quoting = world.reply(
        thread,
        "ivy",
        f"> [rosa wrote in #2](/p/{post})\n>\n> {AGAIN}\n\n{own_words}\n\n> come and",
    )
    beside = world.reply(thread, "mel", "> come and see\n\nCome and see.", earlier(1))

    taken_back(rosa, post, words="come and")

    bodies = {one.post_id: one.body for one in current(world)}
    assert own_words in bodies[quoting]
    assert bodies[quoting].endswith("> come and")
    assert "> [taken back by its author] see it on" in bodies[quoting]
    assert bodies[beside] == "> come and see\n\nCome and see."


def test_the_evidence_of_another_report_is_out_of_an_authors_reach(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("ken")
    reported = world.reply(thread, "rosa", AGAIN)
    ivy.visit(f"/p/{reported}/flag")
    ivy.submit("/flag", reason="other", note="Look at what it says of Quincebury lane.")
    other = world.reply(thread, "rosa", f"Once more: {AGAIN}", earlier(1))

    taken_back(rosa, other, words="Quincebury lane")

    (evidence,) = world.rows(Evidence)
    (flag,) = world.rows(Flag)
    assert "Quincebury lane" in evidence.content
    assert "Quincebury lane" in flag.note


def test_a_receipt_does_not_tell_whether_somebody_reported(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("ken")
    posts = [world.reply(thread, "rosa", f"{AGAIN} {n}", earlier(n)) for n in (1, 2)]
    ivy.visit(f"/p/{posts[0]}/flag")
    ivy.submit("/flag", reason="other", note="It says Quincebury lane 1.")

    told = [
        taken_back(rosa, one, words=f"lane any day. {n}")
        for one, n in zip(posts, (1, 2), strict=True)
    ]

    first, second = (re.sub(r"[0-9:]+ [AP]M", "", one.text) for one in told)
    assert first == second


def test_a_photo_that_is_reported_stays_for_moderators_until_they_decide(
    rosa: Browser, ivy: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), PLAIN)
    rosa.submit("/reply")
    (image,) = world.rows(Image)
    assert image.post_id is not None
    ivy.visit(f"/p/{image.post_id}/flag")
    ivy.submit("/flag", reason="other", note="This is our house, not theirs.")
    address = f"/attachments/{image.name}.jpg"

    taken_back(rosa, image.post_id, pictures=str(image.id))

    assert guest.client.get(address).status_code == 404
    assert rosa.client.get(address).status_code == 404
    assert mo.client.get(address).status_code == 200
    mo.visit("/moderation/queue")
    page = mo.visit(mo.page.link("First full year"))
    assert address in page.html
    mo.submit("/decide", measure="leave")
    world.run_jobs()
    assert world.rows(Image) == []
    with world.reading():
        assert list(files().names()) == []


def test_a_second_press_leads_to_the_receipt(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)
    rosa.visit(f"/p/{post}/take-back")
    shown = rosa.submit("/take-back", words="Quincebury lane")
    fields = shown.values("/take-back") | {"is_done": "y", "words": "Quincebury lane"}
    first = rosa.post(f"/p/{post}/take-back", dict(fields))

    second = rosa.post(f"/p/{post}/take-back", dict(fields))

    assert second.path == first.path
    assert len(world.rows(Redaction)) == 1


def test_taking_a_photo_back_is_an_edit_that_moderators_asked_for(
    rosa: Browser, mo: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), PLAIN)
    rosa.submit("/reply")
    (image,) = world.rows(Image)
    post = image.post_id
    assert post is not None
    mo.post(
        f"/moderation/posts/{post}/review",
        mo.visit("/moderation/queue").values("/sign-out"),
    )
    mo.submit("/decide", measure="hide_until_edited")

    taken_back(rosa, post, pictures=str(image.id))

    assert "Held" in mo.visit("/moderation/queue").text


def test_the_receipt_names_none_of_the_words(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", AGAIN)

    page = taken_back(rosa, post, words="Quincebury lane")

    assert "Quincebury" not in page.html
    assert "Mail that was already sent." in page.text
