"""Details in files: whatever their author masks is gone from what readers get."""

from pathlib import Path

import pytest

from forum.boards.models import Post
from forum.images.models import Image
from moderation.models import ReviewableKind
from tests.boards.acts import PHONE, body_of, counted
from tests.boards.test_files import CALL, CARD, SAID, added, linked, on_disk
from tests.browser import Browser, Page
from tests.members.test_own_details import changed
from tests.moderation.cases import decided
from tests.moderation.notices.filling import TAKE_DOWN, asked, case_of
from tests.world import World

ZIP = "62704"
HOUSE = f"12 Oak Street, Springfield, IL {ZIP}"
EMAIL = "una@quarrymail.com"
SSN = "123-45-6789"


def all_masked(browser: Browser, world: World, said: str) -> Page:
    """Send a text file in which everything that is found is masked."""
    added(browser, world.thread("ken"), ("a.txt", said.encode()))
    browser.submit("/reply")
    return browser.submit("/reply", more={f"choice-{at}": "mask" for at in range(4)})


def read_by(guest: Browser, page: Page) -> str:
    """Return what a reader gets of the file of a post."""
    assert page.path.startswith("/t/"), page.text
    return guest.client.get(linked(page)[0]).get_data(as_text=True)


def test_a_zip_code_of_ones_own_leaves_nothing_of_the_address(
    rosa: Browser, guest: Browser, world: World
) -> None:
    changed(rosa, zip=ZIP)

    page = all_masked(rosa, world, f"the meter\n{HOUSE}\n")

    content = read_by(guest, page)
    assert "Oak" not in content
    assert ZIP not in content
    assert content.startswith("the meter\n[street address masked], Springfield, IL")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            f"Zip: {ZIP}\nWe live at {HOUSE} now",
            (
                "Zip: [ZIP code masked]\nWe live at [street address masked], "
                "Springfield, IL now"
            ),
        ),
        (f"to \u5199{EMAIL}", "to \u5199[email address masked]"),
        (
            f"write {EMAIL}\nor \u5199{EMAIL}.",
            "write [email address masked]\nor \u5199[email address masked].",
        ),
    ],
)
def test_no_other_place_keeps_the_words_of_one_from_being_masked(
    rosa: Browser, guest: Browser, world: World, said: str, left: str
) -> None:
    assert read_by(guest, all_masked(rosa, world, said)) == left


def test_a_file_in_which_masked_words_would_stand_is_not_published(
    rosa: Browser, world: World, home: Path
) -> None:
    call = "802-555-0123"
    said = f"zip {ZIP}\ncall {call}\nid {ZIP}{call}"

    page = all_masked(rosa, world, said)

    assert page.status == 422
    assert "would still stand in your file. Take it out on your device" in page.text
    assert body_of(page) == SAID
    assert counted(world, Post) == 1
    assert counted(world, Image) == 1
    assert set(on_disk(home)) == {"sealed"}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            f"paid with {CARD}\n\u5361{CARD}\u53f7",
            "paid with [card number masked]\n\u5361[card number masked]\u53f7",
        ),
        (
            f"ssn: {SSN}\nbank account number 99{SSN}",
            "ssn: [number masked]\nbank account number 99[number masked]",
        ),
    ],
)
def test_what_is_never_kept_is_gone_from_every_place(
    rosa: Browser, world: World, home: Path, said: str, left: str
) -> None:
    added(rosa, world.thread("ken"), ("a.txt", said.encode()))

    rosa.submit("/reply")
    world.run_jobs()

    assert on_disk(home) == {"txt": left.encode()}


def test_a_card_number_does_not_stand_beside_what_is_shown_of_a_file(
    rosa: Browser, world: World
) -> None:
    said = f"paid with {CARD}, call {PHONE}"
    added(rosa, world.thread("ken"), ("a.txt", said.encode()))

    page = rosa.submit("/reply")

    assert PHONE in page.text
    assert CARD not in page.html
    (row,) = world.rows(Image)
    assert CARD not in str(row.found)


def test_a_masked_file_that_was_taken_down_does_not_come_back(
    rosa: Browser, ivy: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), CALL)
    rosa.submit("/reply")
    rosa.submit("/reply", choice__0="mask")
    (row,) = world.rows(Image)
    assert row.post_id is not None
    asked(guest, "/take-it-down", row.post_id, TAKE_DOWN)
    case = case_of(world, row.post_id, ReviewableKind.TAKE_IT_DOWN)
    decided(mo, case.id, "remove", rule="R6")

    page = added(ivy, world.thread("una"), CALL)

    assert page.status == 422
    assert "was taken down here. It cannot be added again" in page.text


def test_what_looks_like_a_form_in_a_text_hides_no_address(
    rosa: Browser, guest: Browser, world: World
) -> None:
    said = f"<form> write to {EMAIL}"
    added(rosa, world.thread("ken"), ("a.txt", said.encode()))
    rosa.submit("/reply")
    page = rosa.submit("/reply", choice__0="keep")

    assert EMAIL not in read_by(guest, page)
    assert EMAIL in rosa.client.get(linked(page)[0]).get_data(as_text=True)
