"""The pages of the site itself: learn, retention, outbox and their neighbours."""

import pytest

from forum.core.retention import retention_table
from forum.disclosure import KINDS_EXPLAINED, Kind
from forum.mail.sending import Console
from tests.browser import Browser
from tests.mail.test_console import message
from tests.world import World


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/about", "About SolTrex"),
        ("/contact", "Contact Us"),
        ("/learn", "Learn"),
        ("/support", "Support"),
        ("/systems", "Explore Systems"),
        ("/privacy/retention", "How long we keep things"),
    ],
)
def test_a_page_of_the_site_is_there(guest: Browser, path: str, heading: str) -> None:
    page = guest.visit(path)

    assert (page.status, page.heading) == (200, heading)


def test_learn_lists_every_kind_that_is_looked_for(guest: Browser) -> None:
    page = guest.visit("/learn")

    rows = [
        row.get_text(" ", strip=True) for row in page.soup.select("#kinds tbody tr")
    ]
    assert len(rows) == len(KINDS_EXPLAINED) == len(Kind)
    for row, kind in zip(rows, KINDS_EXPLAINED, strict=True):
        assert row.startswith(kind.title)
        assert kind.why in row
        assert kind.example in row
        assert kind.remains in row


def test_the_retention_page_is_the_table_of_the_code(guest: Browser) -> None:
    page = guest.visit("/privacy/retention")

    rows = [
        tuple(cell.get_text(strip=True) for cell in row.select("th, td"))
        for row in page.soup.select("tbody")[0].select("tr")
    ]
    table = [
        (row.what[:1].upper() + row.what[1:], row.how_long) for row in retention_table()
    ]
    assert len(table) >= 5
    assert rows == table


@pytest.mark.parametrize("contact", ["privacy@example.com", "security@example.com"])
def test_contact_names_whom_to_write_to(guest: Browser, contact: str) -> None:
    page = guest.visit("/contact")

    assert page.soup.select(f"a[href='mailto:{contact}']")
    assert "100 Example Street, Sampletown" in page.text


@pytest.mark.usefixtures("capsys")
def test_administrators_read_what_was_printed(ada: Browser, world: World) -> None:
    empty = ada.visit("/admin/outbox")
    with world.app.app_context():
        for number in (1, 2):
            Console().send(message(number))

    page = ada.visit("/admin/outbox")

    assert "The outbox is empty" in empty.text
    assert page.text.count("Zz-words") == 2
    assert "zz-marker@example.com" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("capsys")
def test_nobody_else_reads_it(
    guest: Browser, rosa: Browser, mo: Browser, world: World
) -> None:
    with world.app.app_context():
        Console().send(message())

    answers = [one.visit("/admin/outbox") for one in (guest, rosa, mo)]

    assert [page.status for page in answers] == [401, 403, 403]
    assert not [page for page in answers if "Zz-" in page.html]


def test_a_mistake_on_the_contact_page_is_explained_with_an_example(
    guest: Browser,
) -> None:
    guest.visit("/contact")

    page = guest.submit("/contact", body="Where is the digest?", email="nobody")

    assert page.status == 422
    assert "such as name@example.com" in page.soup.select("[role=alert]")[0].text
