"""The documents as pages: each version, its date, and whom they name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from forum.privacy import documents
from forum.privacy.documents import in_force, versions
from tests.browser import Browser


@pytest.mark.parametrize(
    ("path", "title"), [("/privacy", "Privacy Policy"), ("/terms", "Terms of Use")]
)
def test_the_document_in_force_is_shown_with_its_version(
    guest: Browser, path: str, title: str
) -> None:
    page = guest.visit(path)

    assert page.heading == title
    newest = versions(path[1:])[-1]
    assert f"Version {newest.version}, in force since" in page.text
    assert newest.effective.isoformat() in page.html
    assert newest.summary in page.text


@pytest.mark.parametrize("name", ["privacy", "terms"])
def test_every_version_has_an_address_of_its_own(guest: Browser, name: str) -> None:
    for one in versions(name):
        page = guest.visit(f"/{name}/v/{one.version}")
        assert page.status == 200
        assert one.title in page.text
        assert f"Version {one.version}" in page.text


@pytest.mark.parametrize(
    "path",
    ["/privacy/v/99", "/terms/v/0", "/privacy/v/one", "/posting/v/1", "/privacy/v/"],
)
def test_a_version_that_never_was_is_not_found(guest: Browser, path: str) -> None:
    assert guest.visit(path).status == 404


@pytest.mark.parametrize("path", ["/privacy", "/terms"])
def test_every_placeholder_is_filled_in(guest: Browser, path: str) -> None:
    page = guest.visit(path)

    (document,) = page.soup.select(".prose")
    assert "{" not in document.get_text()
    assert "SolTrex" in document.get_text()
    assert "privacy@example.com" in document.get_text()


def test_the_statement_names_the_site_it_covers(guest: Browser) -> None:
    page = guest.visit("/privacy")

    assert "This statement covers http://127.0.0.1:8000" in page.text
    assert "100 Example Street, Sampletown" in page.text


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let there be two versions of the terms."""
    for number, day in ((1, "2026-11-01"), (2, "2026-11-20")):
        said = f"Title: Terms of Use\nEffective: {day}\nSummary: Number {number}.\n\n"
        (tmp_path / f"terms-{number}.md").write_text(f"{said}Wording {number}.")
    monkeypatch.setattr(documents, "FOLDER", tmp_path)
    versions.cache_clear()
    yield
    versions.cache_clear()


@pytest.mark.usefixtures("two_versions")
def test_an_older_version_points_to_the_newer_one(guest: Browser) -> None:
    now, before = guest.visit("/terms"), guest.visit("/terms/v/1")

    assert "Wording 2." in now.text
    assert "Wording 1." in before.text
    assert "There is another version" in before.text
    assert before.link("Read version 2") == "/terms/v/2"


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2026, 10, 31), 1),
        (date(2026, 11, 1), 1),
        (date(2026, 11, 19), 1),
        (date(2026, 11, 20), 2),
        (date(2030, 1, 1), 2),
    ],
)
def test_a_version_holds_from_its_day_on(on: date, version: int) -> None:
    assert in_force("terms", on).version == version


@pytest.mark.parametrize("name", ["privacy", "terms", "posting"])
def test_versions_are_numbered_from_one_in_the_order_of_their_days(name: str) -> None:
    numbers = [one.version for one in versions(name)]
    days = [one.effective for one in versions(name)]

    assert numbers == list(range(1, len(numbers) + 1))
    assert days == sorted(days)
