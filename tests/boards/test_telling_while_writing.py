"""What scripts tell while somebody writes: what was put back, what is quoted."""

from typing import Any

from forum.boards.models import DisclosureCount
from tests.boards.acts import CALL_ME, OTHER_PHONE, composing
from tests.browser import Browser
from tests.world import World


def asked(browser: Browser, **fields: str) -> dict[str, Any]:
    """Ask about a reply as scripts do, from the composer that is open."""
    said = dict(browser.page.values("/reply")) | fields
    answer = browser.client.post("/check", data=said)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def test_what_is_masked_and_put_back_while_writing_is_not_counted(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    composing(rosa, thread)
    said = asked(rosa, body="Call me at [phone number masked].", mask="phone")

    more = {"seal": said["seal"], "once": said["once"]}
    said = asked(rosa, body=CALL_ME, unmask="phone", **more)
    more = {"seal": said["seal"], "once": said["once"]}
    said = asked(rosa, body=CALL_ME, unmask="phone", keep="0", **more)
    page = rosa.submit("/reply", body=CALL_ME, seal=said["seal"], once=said["once"])

    assert page.status == 200
    assert "masked" not in page.soup.select("[role=status]")[0].get_text()
    (row,) = world.rows(DisclosureCount)
    assert (row.kind, row.masked, row.kept) == ("phone", 0, 1)


def test_what_somebody_else_wrote_is_said_to_be_quoted(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    composing(rosa, thread)
    quoting = f"> {CALL_ME}\n\nMy number is {OTHER_PHONE}."

    said = asked(rosa, body=quoting)
    page = rosa.submit("/reply", body=quoting)

    assert [one["is_quoted"] for one in said["findings"]] == [True, False]
    assert page.text.count("You quote it from somebody else") == 1
