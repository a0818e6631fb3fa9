"""What scripts help with on a thread: by keys alone, and asking little."""

import pytest
from playwright.sync_api import Page, expect

from tests.boards.acts import statements
from tests.browser import Browser as Asker
from tests.journey.people import People
from tests.journey.planting import LONG
from tests.journey.test_a_member_writes import text_of
from tests.journey.test_everybody_can_use_every_page import faults_of, tab_to
from tests.world import World

MINUTE = 60_000
FIRST = 31_000
LEFT_ALONE = 25
HIDE = """hidden => {
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""
IDLE_MAX = 6
"""After half a minute, then ever later, until five minutes without a sign of life."""


@pytest.mark.timeout(300)
def test_a_reply_with_a_name_in_it_is_sent_by_keyboard_alone(people: People) -> None:
    if not people.has_scripts:
        pytest.skip("Names are completed by a script.")
    with people.somebody("tab_scripts") as member:
        page, keys = member.page, member.page.keyboard
        page.goto("/t/1?page=2")
        tab_to(page, "Reply")
        keys.press("Enter")
        tab_to(page, "Write your reply")
        keys.type("Ask @ivy_sc")
        page.get_by_role("option", name="ivy_scripts").wait_for()
        assert faults_of(page, "names") == []
        keys.press("ArrowDown")
        expect(page.get_by_role("option", selected=True)).to_have_count(1)
        keys.press("Enter")
        keys.type("about the lamp.")
        expect(text_of(page)).to_have_value("Ask @ivy_scripts about the lamp.")
        page.get_by_role("button", name="Post", exact=True).wait_for()
        tab_to(page, "Post")
        keys.press("Enter")
        mine = page.get_by_role("article").filter(has_text="about the lamp.")
        expect(mine).to_contain_text("ivy_scripts")


@pytest.mark.timeout(300)
def test_nothing_is_asked_while_nobody_is_at_the_page(people: People) -> None:
    if not people.has_scripts:
        pytest.skip("Without scripts nothing is ever asked.")
    with people.somebody() as guest:
        page = guest.page
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.clock.install()
        page.goto("/t/1?page=2")
        expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
        page.clock.run_for(FIRST)
        assert passed(page, asked, 0) == 1
        for _ in range(LEFT_ALONE):
            passed(page, asked, MINUTE)
        idle = passed(page, asked, 0)
        assert 1 < idle <= IDLE_MAX
        page.mouse.move(40, 40)
        assert passed(page, asked, 1000) == idle + 1
        page.evaluate(HIDE, True)
        page.mouse.move(50, 50)
        assert passed(page, asked, 10 * MINUTE) == idle + 1
        page.evaluate(HIDE, False)
        assert passed(page, asked, 1000) == idle + 2


def passed(page: Page, asked: list[str], time: int) -> int:
    """Let some time pass; return how often newer posts were looked for so far."""
    page.clock.run_for(time)
    page.wait_for_timeout(150)
    return sum("/newer?" in url for url in asked)


def test_a_look_for_newer_posts_is_one_question(
    guest: Asker, ken: Asker, world: World
) -> None:
    thread = world.thread("ivy")
    path = f"/t/{thread}/newer?after=1"
    with statements() as of_guest:
        answer = guest.visit(path)
    with statements() as of_member:
        ken.visit(path)
    with statements() as of_session:
        ken.visit("/robots.txt")

    assert (answer.status, answer.html) == (204, "")
    assert len([one for one in of_guest if one.startswith("SELECT")]) == 1
    reads = [one for one in of_member if one.startswith("SELECT")]
    assert len(reads) <= len([one for one in of_session if "SELECT" in one]) + 2
    assert not [one for one in of_guest + of_member if one.startswith("UPDATE")]
