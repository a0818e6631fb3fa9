"""C7: whatever is kept about a person is on the list, with why and who sees it."""

from forum.core.access.lines import FIELDS
from forum.core.db import Base
from forum.core.personal import KEY, Privacy
from forum.privacy.inventory import ERASED, FORMS, SEEN, inventory, read_forms
from tests.browser import Browser, Page


def declared() -> list[tuple[str, Privacy]]:
    """Return every personal column with what is declared about it."""
    return [
        (column.name, column.info[KEY])
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if KEY in column.info and column.info[KEY].personal
    ]


def rows(page: Page) -> list[tuple[str, ...]]:
    """Return the cells of every line of the page's tables."""
    return [
        tuple(cell.get_text(strip=True) for cell in row.select("th, td"))
        for row in page.soup.select("tbody tr")
    ]


def test_every_personal_column_is_on_the_page(guest: Browser) -> None:
    shown = rows(guest.visit("/privacy/data"))

    wanted = [
        (one.why, SEEN[one.seen_by], ERASED[one.on_erase]) for _, one in declared()
    ]
    assert len(wanted) > 50
    for line in set(wanted):
        lines = [row[1:] for row in shown]
        assert lines.count(line) == wanted.count(line), line


def test_the_page_groups_them_by_what_they_are_kept_in(guest: Browser) -> None:
    page = guest.visit("/privacy/data")

    headings = [one.get_text(strip=True) for one in page.soup.select("main h2")]
    assert headings == [*(part.title for part in inventory()), "Asked, and not kept"]
    assert {"Account", "Member", "Post", "Consent", "Access log"} <= set(headings)


def test_the_fields_of_the_log_are_on_the_page(guest: Browser) -> None:
    shown = {row[1] for row in rows(guest.visit("/privacy/data"))}

    assert set(FIELDS.values()) <= shown


def test_what_is_asked_and_not_kept_is_on_the_page(guest: Browser) -> None:
    shown = {row[-1] for row in rows(guest.visit("/privacy/data"))}

    reasons = {
        why for form in read_forms(FORMS)["not_kept"].values() for why in form.values()
    }
    assert "to see that you are old enough" in reasons
    assert reasons <= shown
