"""Processes of a forum die again and again while people write, who send again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.alone import REPLACED, Alone, running
from tests.scaling import proof
from tests.scaling.planting import plant
from tests.scaling.programs import wait_until
from tests.scaling.story import Told
from tests.scaling.traffic import Story, Writer, going_on

EVERYTHING = "everything at once"
DYING = (
    "the first process",
    REPLACED,
    "the job worker",
    EVERYTHING,
    "the web server",
)
SPAN = (0.05, 1.2)
"""Seconds in which people write before the next one dies, the mail in hand too."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens."""

    kills: int = 5
    writers: int = 8
    fans: int = 8
    """So many members each writer mentions, one in each of the first replies."""
    seed: int = 1


def tell(folder: Path, kind: str, size: Size, say: Callable[[str], None]) -> Told:
    """Let it happen on a database of a kind; return what was wrong, and figures."""
    # Chance decides when, not what: the seed is for whoever wants it again.
    chance = random.Random(size.seed)  # noqa: S311 - no secret
    begun = time.monotonic()
    with running(folder, kind) as forum:
        plant(forum.environment, size.writers, size.fans)
        story = Story()
        writers = [
            Writer(story, [forum.url], number, size.fans)
            for number in range(size.writers)
        ]
        with going_on(writers):
            wait_until(lambda: all(one.sentences for one in writers), "all write")
            for number in range(size.kills):
                story.chapter = DYING[number % len(DYING)]
                _kill(forum, story.chapter, chance)
                say(f"{time.monotonic() - begun:6.1f} s  {story.chapter} was killed")
                _wait_for_more(writers)
        proof.finish_work(forum)
        return _told(forum, writers)


def _kill(forum: Alone, who: str, chance: random.Random) -> None:
    forum.line.let_mail_leave()
    time.sleep(chance.uniform(*SPAN))
    if who == EVERYTHING:
        forum.serve.kill()
    else:
        forum.serve.kill_one(who)
    forum.serve.start_again()


def _wait_for_more(writers: list[Writer]) -> None:
    """Wait until everybody was told again that their words are there."""
    before = {one: len(one.sentences) for one in writers}
    wait_until(
        lambda: all(
            len(one.sentences) > before[one] or not one.is_alive() for one in writers
        ),
        "everybody writes again",
    )


def _told(forum: Alone, writers: list[Writer]) -> Told:
    wrong = [f"{when}: {what}" for one in writers for when, what in one.wrong]
    replies = sum(len(one.sentences) for one in writers)
    again = sum(one.sent_again for one in writers)
    figures = [
        f"{forum.serve.kills} killed",
        f"{replies} replies acknowledged, {again} times sent again",
        f"{sum(one.looks for one in writers)} looks right after a reply",
        proof.mails_sent(forum),
    ]
    return Told(wrong + proof.faults(forum, writers), figures)
