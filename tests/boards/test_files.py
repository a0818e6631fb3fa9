"""Files in posts: checked like words, kept sealed until posted, saved by readers."""

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader

from forum.boards.models import Audience, Post, PostState
from forum.boards.views.papers import LIMIT
from forum.core.clock import utcnow
from forum.core.limits import count
from forum.images import rules
from forum.images.models import Image
from forum.rights.packing import pack
from forum.rights.queries.copies import copy_of
from moderation.models import FlagReason
from tests.boards.acts import PHONE, become, body_of, composing, counted, open_to
from tests.browser import Browser, Page
from tests.images.pdfs import SECRET, bomb, locked_file, packed_page, page_file
from tests.moderation.cases import flagged
from tests.world import World

SAID = "The log of the inverter since May."
PLAIN = ("inverter log.csv", b"day,kWh\n2026-05-01,21.4\n2026-05-02,18.9\n")
CALL = ("Notes.txt", f"first line\nsecond line\ncall {PHONE} at noon\n".encode())
CARD = "4111 1111 1111 1111"


def added(browser: Browser, thread: int, *given: tuple[str, bytes]) -> Page:
    """Write a reply and add files to it, as the button beside the field does."""
    composing(browser, thread)
    return browser.submit("/reply", body=SAID, files=given, add__files="1")


def refusal(browser: Browser, thread: int, name: str, content: bytes) -> str:
    """Return what is said beside the field about a file that is not taken."""
    page = added(browser, thread, (name, content))
    assert page.status == 422
    assert body_of(page) == SAID
    return page.text


def linked(page: Page) -> list[str]:
    """Return the addresses of the files in the posts of a page."""
    return [str(one["href"]) for one in page.soup.select(".post .papers a")]


def posted(browser: Browser, world: World, *given: tuple[str, bytes]) -> str:
    """Post a reply with a file; return where the file is."""
    added(browser, world.thread("ken"), *given)
    page = browser.submit("/reply")
    assert page.path.startswith("/t/"), page.text
    return linked(page)[-1]


def on_disk(home: Path) -> dict[str, bytes]:
    """Return every file that was added, by its ending."""
    found = (home / "images").glob("*.*")
    return {one.suffix[1:]: one.read_bytes() for one in found}


def readings(minutes: int, days: int = 2) -> bytes:
    """Return a table with a value in each step."""
    at = datetime(2026, 5, 1)  # noqa: DTZ001 - as a meter says it
    rows = [
        f"{at + timedelta(minutes=step):%Y-%m-%d %H:%M},10,0.5"
        for step in range(0, days * 24 * 60, minutes)
    ]
    return "\n".join(["Time,=Energy (Wh),Peak", *rows, ""]).encode()


def test_a_file_is_posted_and_saved_by_readers(
    rosa: Browser, guest: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)
    assert page.status == 200
    assert body_of(page) == SAID
    assert counted(world, Post) == 1

    page = rosa.submit("/reply")

    seen = guest.visit(page.path)
    (address,) = linked(seen)
    assert "inverter log CSV, 1 KB" in seen.text
    answer = guest.client.get(address)
    assert answer.data == PLAIN[1]
    headers = answer.headers
    assert headers["Content-Disposition"] == 'attachment; filename="inverter-log.csv"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_file_lies_sealed_until_its_post_is_public(
    rosa: Browser, world: World, home: Path
) -> None:
    added(rosa, world.thread("ken"), PLAIN)

    before = on_disk(home)
    assert set(before) == {"sealed"}
    assert b"21.4" not in before["sealed"]
    (row,) = world.rows(Image)
    assert row.alt == ""
    assert rosa.client.get(f"/attachments/{row.name}.csv").data == PLAIN[1]
    assert rosa.client.get(f"/attachments/{row.name}.sealed").status_code == 404
    rosa.submit("/reply")
    world.run_jobs()

    assert on_disk(home) == {"csv": PLAIN[1]}
    (row,) = world.rows(Image)
    assert (row.found, row.removed_kinds, row.composition) == (None, "", "")


def test_what_is_found_is_shown_by_line_and_masked_in_the_file(
    rosa: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), CALL)

    page = rosa.submit("/reply")

    assert page.status == 422
    assert "In your file, line 3" in page.text
    assert counted(world, Post) == 1
    page = rosa.submit("/reply", choice__0="mask")
    content = guest.client.get(linked(page)[0]).get_data(as_text=True)
    assert content == "first line\nsecond line\ncall [phone number masked] at noon\n"


def test_what_its_author_keeps_stays_in_the_file(
    rosa: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), CALL)
    rosa.submit("/reply")

    page = rosa.submit("/reply", choice__0="keep")

    assert guest.client.get(linked(page)[0]).data == CALL[1]


def test_a_file_sent_with_the_post_gets_one_page_before_it(
    rosa: Browser, world: World
) -> None:
    composing(rosa, world.thread("ken"))

    page = rosa.submit("/reply", body=f"{SAID} {PHONE}", files=[CALL])

    assert page.status == 422
    assert page.heading == "Check what will be public"
    page = rosa.submit("/reply", choice__0="mask", choice__1="mask")
    assert page.path.startswith("/t/")


def test_the_same_words_in_many_lines_are_asked_about_once(
    rosa: Browser, guest: Browser, world: World
) -> None:
    lines = "\n".join(f"{day} call {PHONE}" for day in range(300))
    added(rosa, world.thread("ken"), ("a.log", lines.encode()))

    page = rosa.submit("/reply")

    assert "In 300 places of your file, line 1 first" in page.text
    page = rosa.submit("/reply", choice__0="mask")
    assert PHONE not in guest.client.get(linked(page)[0]).get_data(as_text=True)


def test_a_card_number_in_a_file_is_never_stored(
    rosa: Browser, world: World, home: Path
) -> None:
    said = f"paid with {CARD} in May"

    page = added(rosa, world.thread("ken"), ("a.txt", said.encode()))

    assert "Card number masked" in page.text
    rosa.submit("/reply")
    world.run_jobs()
    assert on_disk(home) == {"txt": b"paid with [card number masked] in May"}


def test_a_card_number_in_the_name_of_a_file_is_not_taken_over(
    rosa: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), (f"{CARD}.csv", PLAIN[1]))

    assert CARD not in page.html
    page = rosa.submit("/reply", more={_alt(page): CARD})
    assert page.status == 422
    assert counted(world, Post) == 1


def test_the_name_of_a_file_is_checked_like_words(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", more={_alt(page): f"Call {PHONE}"})

    assert page.status == 422
    assert "a file is called" in page.text
    rosa.submit("/reply", choice__0="mask")
    (row,) = world.rows(Image)
    assert row.alt == "Call [phone number masked]"


def test_guests_get_no_email_address_out_of_a_file(
    rosa: Browser, guest: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), ("a.txt", b"Write to una@quarrymail.com"))
    rosa.submit("/reply")
    page = rosa.submit("/reply", choice__0="keep")
    (address,) = linked(page)

    assert b"una@quarrymail.com" not in guest.client.get(address).data
    assert b"una@quarrymail.com" in rosa.client.get(address).data


def test_fine_values_are_asked_about_and_become_daily_totals(
    rosa: Browser, guest: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), ("meter.csv", readings(15)))

    assert "A value every 15 minutes shows when somebody is at home." in page.text
    page = rosa.submit("/reply")
    assert page.status == 422
    assert "Choose what becomes of the values in “meter”" in page.text
    assert counted(world, Post) == 1
    page = rosa.submit("/reply", daily__totals=_value(page, "daily-totals"))
    assert body_of(page) == SAID
    page = rosa.submit("/reply")

    content = guest.client.get(linked(page)[0]).get_data(as_text=True)
    assert content.splitlines() == [
        'day,"Energy (Wh), sum of the day","Peak, sum of the day",values',
        "2026-05-01,960,48,96",
        "2026-05-02,960,48,96",
    ]
    assert "meter, daily totals" in page.text
    assert counted(world, Image) == 1


def test_fine_values_can_be_kept(rosa: Browser, guest: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), ("meter.csv", readings(15)))

    page = rosa.submit("/reply", keep__values=_value(page, "keep-values"))
    page = rosa.submit("/reply")

    assert guest.client.get(linked(page)[0]).data == readings(15)


@pytest.mark.parametrize("minutes", [60, 24 * 60])
def test_hourly_and_daily_values_are_not_asked_about(
    rosa: Browser, world: World, minutes: int
) -> None:
    page = added(rosa, world.thread("ken"), ("m.csv", readings(minutes, days=20)))

    assert "somebody is at home" not in page.text
    assert rosa.submit("/reply").path.startswith("/t/")


def test_choosing_for_files_of_others_does_nothing(
    rosa: Browser, ken: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), ("meter.csv", readings(15)))
    key = _value(page, "keep-values")
    composing(ken, world.thread("una"))

    for button in ("keep-values", "daily-totals", "remove-photo"):
        page = ken.submit("/reply", body=SAID, more={button: key})
        assert page.status == 200

    (row,) = world.rows(Image)
    assert row.found is not None
    assert '"keeps": false' in row.found


def test_a_pdf_goes_out_with_its_pages_alone(
    rosa: Browser, guest: Browser, world: World
) -> None:
    assert page_file().count(SECRET) == 7
    page = added(rosa, world.thread("ken"), ("Tilt table.pdf", page_file()))
    assert "We cannot read what a PDF says." in page.text

    page = rosa.submit("/reply")

    answer = guest.client.get(linked(page)[0])
    assert answer.headers["Content-Type"] == "application/pdf"
    assert SECRET not in answer.data
    (shown,) = PdfReader(io.BytesIO(answer.data)).pages
    assert shown.extract_text() == "Tilt table"
    assert len(shown.images) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "This file is empty"),
        ("a.html", b"<script>alert(1)</script>", "end in .csv, .txt, .log or .pdf"),
        ("a", b"1,2", "end in .csv, .txt, .log or .pdf"),
        ("a.csv.exe", b"1,2", "end in .csv, .txt, .log or .pdf"),
        ("a.csv", b"a,b\0c\n", "more than text"),
        ("a.csv", "a,b\n".encode("utf-16-le"), "more than text"),
        ("a.log", bytes(range(256)), "more than text"),
        ("a.csv", b"1," * 3000, "more than 5,000 characters"),
        ("a.csv", b"1\n" * 100_001, "more than 100,000 lines"),
        ("a.csv", page_file(), "This file is a PDF"),
        ("a.pdf", b"day,kWh", "damaged"),
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("a.pdf", page_file()[:600], "damaged"),
        ("a.pdf", locked_file(), "locked with a password"),
    ],
)
def test_what_is_not_taken_is_said_and_the_text_stays(
    rosa: Browser, world: World, name: str, content: bytes, said: str
) -> None:
    assert said in refusal(rosa, world.thread("ken"), name, content)

    assert counted(world, Image) == 0


def test_a_file_is_not_larger_than_2_mb(
    rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FILE_BYTES_MAX", 20)

    assert "larger than 2 MB" in refusal(rosa, world.thread("ken"), *PLAIN)


def test_a_pdf_that_unpacks_without_end_is_given_up(
    rosa: Browser, world: World
) -> None:
    assert "This PDF" in refusal(rosa, world.thread("ken"), "a.pdf", bomb())


def test_a_page_that_unpacks_without_end_is_not_unpacked_here(
    rosa: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), ("a.pdf", packed_page()))

    assert page.status == 200
    (row,) = world.rows(Image)
    assert row.size_bytes < 1_000_000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_text_in_other_encodings_is_stored_as_utf_8(
    rosa: Browser, guest: Browser, world: World, encoding: str
) -> None:
    said = "Jahr;Größe\r\n2026;5,2\r\n".encode(encoding)

    address = posted(rosa, world, ("a.csv", said))

    assert guest.client.get(address).data == "Jahr;Größe\n2026;5,2\n".encode()


def test_a_page_in_disguise_is_only_ever_saved(
    rosa: Browser, guest: Browser, world: World
) -> None:
    disguised = page_file() + b"<html><script>alert(1)</script></html>"
    formula = b"=HYPERLINK(1),<script>alert(1)</script>\n"

    address = posted(rosa, world, ("a.pdf", disguised), ("a.csv", formula))

    for one in (address, address):
        answer = guest.client.get(one)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    (page, table) = world.rows(Image)
    assert b"<script>" not in guest.client.get(f"/attachments/{page.name}.pdf").data
    assert guest.client.get(f"/attachments/{table.name}.csv").data == formula
    for wrong in ("pdf", "html", "txt", "jpg"):
        path = f"/attachments/{table.name}.{wrong}"
        assert guest.client.get(path).status_code == 404


def test_a_post_has_five_files_at_most(rosa: Browser, world: World) -> None:
    six = [(f"{number}.csv", b"day,kWh\n%d,2" % number) for number in range(6)]

    page = added(rosa, world.thread("ken"), *six)

    assert page.status == 422
    assert "A post can have 5 files." in page.text
    assert counted(world, Image) == 5


def test_very_many_files_have_to_wait(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    with world.reading():
        for _ in range(40):
            count(LIMIT, f"files of {world.member_id('rosa')}")

    assert "very many files" in refusal(rosa, thread, *PLAIN)


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.REMOVED, PostState.HELD])
def test_a_file_is_seen_by_whoever_sees_its_post(
    rosa: Browser, ken: Browser, mo: Browser, world: World, state: PostState
) -> None:
    address = posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)
    assert row.post_id is not None
    become(world, row.post_id, state)

    assert ken.client.get(address).status_code == 404
    assert mo.client.get(address).status_code == 200
    assert rosa.client.get(address).status_code == 200


def test_a_file_of_a_board_for_members_is_not_for_guests(
    rosa: Browser, guest: Browser, world: World
) -> None:
    address = posted(rosa, world, PLAIN)

    open_to(world, "performance", Audience.MEMBERS)

    assert guest.client.get(address).status_code == 404
    assert rosa.client.get(address).status_code == 200


def test_a_file_that_is_not_posted_is_for_its_owner_alone_and_for_a_day(
    app: Flask, rosa: Browser, mo: Browser, world: World, home: Path
) -> None:
    added(rosa, world.thread("ken"), PLAIN)
    (row,) = world.rows(Image)
    address = f"/attachments/{row.name}.csv"

    assert rosa.client.get(address).status_code == 200
    assert mo.client.get(address).status_code == 404
    with time_machine.travel(utcnow() + timedelta(hours=25)):
        app.test_cli_runner().invoke(args=["sweep"])
        world.run_jobs()
    assert world.rows(Image) == []
    assert on_disk(home) == {}


def test_a_file_can_be_taken_out_before_posting(
    rosa: Browser, world: World, home: Path
) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", remove__photo=_value(page, "remove-photo"))
    world.run_jobs()

    assert body_of(page) == SAID
    assert world.rows(Image) == []
    assert on_disk(home) == {}


def test_a_file_is_taken_back_with_what_it_holds(
    rosa: Browser, guest: Browser, world: World, home: Path
) -> None:
    address = posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)
    page = rosa.visit(f"/p/{row.post_id}/take-back")
    assert "File 1: inverter log" in page.text

    rosa.submit("/take-back", more={"pictures": str(row.id)})
    rosa.submit("/take-back", is_done="y", more={"pictures": str(row.id)})

    assert guest.client.get(address).status_code == 404
    assert world.rows(Image) == []
    assert on_disk(home) == {}
    assert row.post_id is not None
    assert "papers" not in world.row(Post, row.post_id).html


def test_a_file_goes_with_its_post(
    rosa: Browser, guest: Browser, world: World, home: Path
) -> None:
    address = posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)
    rosa.visit(f"/p/{row.post_id}/withdraw")

    rosa.submit("/withdraw")
    world.run_jobs()

    assert guest.client.get(address).status_code == 404
    assert on_disk(home) == {}


def test_moderators_see_a_file_and_can_destroy_it(
    rosa: Browser, mo: Browser, guest: Browser, world: World, home: Path
) -> None:
    address = posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)
    assert row.post_id is not None
    case = flagged(world, row.post_id, reason=FlagReason.PERSONAL_INFORMATION)
    page = mo.visit(f"/moderation/items/{case}")
    assert "inverter log" in page.text

    page = mo.submit(
        "/decide",
        measure="mask",
        rule="R1",
        reason="The file names a person.",
        more={"pictures": str(row.id)},
    )
    world.run_jobs()

    assert guest.client.get(address).status_code == 404
    assert world.rows(Image) == []
    assert on_disk(home) == {}


def test_a_corrected_post_keeps_its_files_and_takes_more(
    rosa: Browser, guest: Browser, world: World
) -> None:
    posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)
    rosa.visit(f"/p/{row.post_id}/edit")

    rosa.submit("/edit", files=[CALL], add__files="1")
    page = rosa.submit("/edit", more={f"alt-{row.id}": "A better name"})
    page = rosa.submit("/edit", choice__0="mask")

    assert len(linked(page)) == 2
    assert "A better name" in page.text
    assert PHONE.encode() not in guest.client.get(linked(page)[1]).data


def test_a_file_is_in_the_copy_of_its_members_data(rosa: Browser, world: World) -> None:
    posted(rosa, world, PLAIN)
    (row,) = world.rows(Image)

    with world.reading():
        copy = copy_of(world.member_id("rosa"))
        out = io.BytesIO()
        pack(copy, utcnow(), out)

    with zipfile.ZipFile(out) as archive:
        assert archive.read(f"attachments/{row.name}.csv") == PLAIN[1]


def test_the_preview_names_files_as_the_post_will(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", to="/preview", more={_alt(page): "Meter in May"})

    (shown,) = page.soup.select(".preview .papers")
    assert "Meter in May" in shown.get_text()


def test_a_post_that_is_not_made_leaves_nothing_to_read_on_the_disk(
    rosa: Browser, world: World, home: Path
) -> None:
    added(rosa, world.thread("ken"), PLAIN)
    (row,) = world.rows(Image)
    world.reply(world.thread("una"), "rosa", "Something sent a moment ago.", utcnow())

    page = rosa.submit("/reply")

    assert page.status == 429
    assert set(on_disk(home)) == {"sealed"}
    assert world.row(Image, row.id).found is not None


def _alt(page: Page) -> str:
    (field,) = page.soup.select("[name^=alt-]")
    return str(field["name"])


def _value(page: Page, button: str) -> str:
    return str(page.soup.select(f"[name={button}]")[0]["value"])
