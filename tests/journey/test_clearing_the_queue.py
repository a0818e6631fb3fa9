"""Twenty cases of several kinds, decided by keys alone, and by forms alone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journey.conftest import running, taking_mail
from tests.journey.forum import Forum, Mailbox
from tests.journey.people import People
from tests.journey.seeding import seed_queue
from tests.journey.test_everybody_can_use_every_page import faults_of

CASES = 20
POST = re.compile("Report.*snow guards", re.DOTALL)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a forum whose queue holds cases of several kinds.

    It is on a file database: what is tried out here is the page.
    """
    home = tmp_path_factory.mktemp("queue") / "the home"
    with taking_mail() as mailbox, running(home, mailbox, "") as forum:
        forum.make_member("mo_mod", "moderator")
        forum.make_member("max_mod", "moderator")
        seed_queue(forum, CASES)
    return home


@pytest.fixture
def seeded(filled: Path, tmp_path: Path, mailbox: Mailbox) -> Iterator[Forum]:
    """Start a forum as it was when its queue was filled."""
    home = tmp_path / "the home"
    shutil.copytree(filled, home)
    with running(home, mailbox, "") as forum:
        yield forum


def waiting(page: Page) -> int:
    """Return how many cases the tab of the queue counts."""
    count = page.get_by_role("navigation", name="Queue").locator(".count")
    return int(count.first.inner_text()) if count.count() else 0


@pytest.mark.timeout(600)
def test_the_queue_is_cleared_by_keys_alone(seeded: Forum, chromium: Browser) -> None:
    people = People(chromium, seeded.url, has_scripts=True)
    with people.somebody("mo_mod") as mo:
        page, keys = mo.page, mo.page.keyboard
        page.goto("/moderation/queue")
        assert waiting(page) == CASES
        assert faults_of(page, "queue") == []
        keys.press("j")
        keys.press("j")
        keys.press("k")
        keys.press("Enter")
        expect(page.locator("#case-h")).to_be_focused()
        expect(page.get_by_role("button", name="Release it")).to_be_visible()
        assert faults_of(page, "item") == []
        for left in range(CASES, 0, -1):
            decide_by_keys(page, take_away=left == CASES)

        page.goto("/moderation/queue")
        expect(page.get_by_text("The queue is empty.")).to_be_visible()
    assert people.errors == []
    assert people.foreign == []


def decide_by_keys(page: Page, *, take_away: bool) -> None:
    """Decide the case on the page by its first harmless choice, or a grave one."""
    here, keys = page.url, page.keyboard
    expect(page.locator("#case-h")).to_be_focused()
    radios = page.locator("input[type=radio][name=measure]")
    values = [str(one.get_attribute("value")) for one in radios.all()]
    wanted = "remove" if take_away and "remove" in values else None
    wanted = wanted or next(one for one in values if one in {"leave", "approve"})
    keys.press(str(values.index(wanted) + 1))
    expect(page.locator("[data-said]")).to_contain_text("Chosen:")
    keys.press("Control+Enter")
    if wanted == "remove":
        expect(page.get_by_role("heading", name="Are you sure?")).to_be_visible()
        keys.press("Enter")
    page.wait_for_url(lambda url: url != here)
    if page.url.endswith("/moderation/queue"):
        return
    expect(page.locator("#case-h")).to_be_visible()


@pytest.mark.timeout(600)
def test_the_queue_is_cleared_by_forms_alone(seeded: Forum, chromium: Browser) -> None:
    people = People(chromium, seeded.url, has_scripts=False)
    with people.somebody("mo_mod") as mo:
        page = mo.page
        page.goto("/moderation/queue")
        reports = page.locator(".q-row", has_text=POST).locator("input")
        for box in reports.all()[:5]:
            box.check()
        page.get_by_role("button", name="Decide about the selected cases").click()
        page.get_by_label("Leave it").check()
        page.get_by_role("button", name="Decide about all of them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("5 cases decided")
        page.goto("/moderation/queue")
        page.locator(".q-row .qi").first.click()
        page.get_by_role("button", name="Claim it").click()
        for _ in range(CASES - 5):
            choice = page.get_by_label(re.compile("^(Leave it|Approve it)"))
            choice.first.check()
            page.get_by_role("button", name="Decide, then the next").click()

        expect(page.get_by_text("The queue is empty.")).to_be_visible()
    assert people.foreign == []


@pytest.mark.timeout(300)
def test_keys_do_nothing_while_somebody_writes(
    seeded: Forum, chromium: Browser
) -> None:
    people = People(chromium, seeded.url, has_scripts=True)
    with people.somebody("mo_mod") as mo:
        page, keys = mo.page, mo.page.keyboard
        page.goto("/moderation/queue")
        page.locator(".q-row .qi").first.click()
        expect(page.locator("#case-h")).to_be_focused()
        here = page.url
        page.get_by_label("Reasons for").fill("")
        page.get_by_label("Reasons for").focus()
        keys.type("jko1c?")
        assert page.url == here
        expect(page.get_by_label("Reasons for")).to_have_value("jko1c?")
        expect(page.get_by_role("heading", name="Keys")).to_be_hidden()
        page.locator("#case-h").focus()
        keys.press("?")
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        keys.press("Escape")
        keys.press("n")
        expect(page.get_by_label("Note about this case")).to_be_focused()
    assert people.errors == []


@pytest.mark.timeout(300)
def test_who_writes_before_the_keys_work_keeps_writing(
    seeded: Forum, chromium: Browser
) -> None:
    people = People(chromium, seeded.url, has_scripts=True)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with people.somebody("mo_mod") as mo:
        page, keys = mo.page, mo.page.keyboard
        page.goto("/moderation/queue")
        case = page.locator(".q-row .qi").first.get_attribute("href") or ""
        page.route("**/js/queue/keys.js*", hold)
        page.goto(case, wait_until="commit")
        page.get_by_label("Reasons for").fill("")
        page.get_by_label("Reasons for").focus()
        keys.type("jo")
        assert len(held) == 1
        held[0].continue_()
        page.wait_for_load_state("load")
        keys.type("1c?")

        expect(page.get_by_label("Reasons for")).to_be_focused()
        expect(page.get_by_label("Reasons for")).to_have_value("jo1c?")
        page.locator("#case-h").focus()
        keys.press("?")
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    assert people.errors == []


@pytest.mark.timeout(300)
def test_hiding_is_asked_about_and_editing_is_reached_by_keys(
    seeded: Forum, chromium: Browser
) -> None:
    people = People(chromium, seeded.url, has_scripts=True)
    with people.somebody("mo_mod") as mo:
        page, keys = mo.page, mo.page.keyboard
        page.goto("/moderation/queue")
        page.locator(".q-row .qi", has_text=POST).first.click()
        expect(page.locator("#case-h")).to_be_focused()
        case = page.url
        keys.press("e")
        expect(page.get_by_role("heading", level=1)).to_have_text("Edit as a moderator")
        page.goto(case)
        expect(page.locator("#case-h")).to_be_focused()
        keys.press("h")
        sure = page.get_by_role("dialog", name="Are you sure?")
        expect(sure).to_contain_text("Ask for an edit")
        assert faults_of(page, "sure") == []
        page.get_by_role("button", name="No, go back").click()
        expect(page.get_by_label("Ask for an edit")).to_be_checked()
        assert page.url == case
        keys.press("h")
        page.get_by_role("button", name="Yes, decide").click()
        page.wait_for_url(lambda url: url != case)
        page.goto(case)
        expect(page.get_by_text("Hid it until it is edited")).to_be_visible()
    assert people.errors == []


@pytest.mark.timeout(300)
def test_who_loses_a_case_is_told_on_the_page(seeded: Forum, chromium: Browser) -> None:
    people = People(chromium, seeded.url, has_scripts=True)
    with people.somebody("mo_mod") as mo, people.somebody("max_mod") as other:
        mo.page.goto("/moderation/queue")
        mo.page.locator(".q-row .qi").first.click()
        expect(mo.page.get_by_role("button", name="Release it")).to_be_visible()
        other.page.goto(mo.page.url)
        other.page.get_by_role("button", name="Take it over").click()
        expect(other.page.get_by_role("button", name="Release it")).to_be_visible()

        note = mo.page.locator("[data-news]")
        expect(note).to_contain_text("max_mod took this case over.", timeout=50_000)
    assert people.errors == []
