"""In the end: nothing is lost, nothing is there twice, every check is content."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from tests.journey import loaded
from tests.journey.forum import Mailbox
from tests.scaling.line import Line
from tests.scaling.planting import THREAD
from tests.scaling.programs import wait_until
from tests.scaling.traffic import Guest, Writer

CHECKS = (
    ("counters", "check"),
    ("audit", "verify"),
    ("search", "check"),
    ("doctor",),
)


class Place(Protocol):
    """A forum that went through something."""

    @property
    def url(self) -> str:
        """Where people ask it."""

    @property
    def line(self) -> Line:
        """Its line of jobs."""

    @property
    def mailbox(self) -> Mailbox:
        """Where its mail goes."""

    @property
    def may_leave_again(self) -> int:
        """So many mails may have been in hand when somebody died who sent them."""

    def environment_in(self, home: str) -> dict[str, str]:
        """Return the settings for a command."""


def finish_work(place: Place) -> None:
    """Let the workers do all that stands in line, also what waited for its time."""
    place.line.let_leases_end()

    def is_done() -> bool:
        place.line.let_mail_leave()
        place.line.let_retries_come()
        return place.line.due == 0

    wait_until(is_done, "all jobs are done")


def command(place: Place, *words: str) -> None:
    """Run a command of the forum, which has to end well."""
    loaded.run(place.environment_in("shell"), loaded.command, "", *words)


def mails_sent(place: Place) -> str:
    """Say how many mails left, and how many of them more than once."""
    keys = {mail["Message-ID"] for mail in place.mailbox.mails}
    sent = len(place.mailbox.mails)
    return f"{sent} mails, {sent - len(keys)} of them again"


def faults(place: Place, writers: Iterable[Writer]) -> list[str]:
    """Return all that is not as it should be."""
    writers = list(writers)
    said = _sentences(place)
    found = [
        f"“{sentence}” is there {said.count(sentence)} times"
        for writer in writers
        for sentence in writer.sentences
        if said.count(sentence) != 1
    ]
    found += _faults_of_mail(place, writers)
    if failed := place.line.failed:
        found.append(f"{failed} jobs failed for good")
    if place.line.has_gaps(THREAD):
        found.append("posts of the thread are not numbered without gaps")
    if place.line.is_damaged():
        found.append("the database is damaged")
    return found + _faults_of_checks(place)


def _sentences(place: Place) -> str:
    """Return all words of the thread, as a guest reads them page by page."""
    guest = Guest(place.url, place.url)
    words, number, path = "", 1, guest.visit(f"/t/{THREAD}").path
    while (page := guest.visit(f"{path}?page={number}")).status == 200:
        words += " ".join(one.get_text(" ") for one in page.soup.select(".post__b"))
        number += 1
    guest.close()
    return words


def _faults_of_mail(place: Place, writers: Iterable[Writer]) -> list[str]:
    """Everybody got the one mail about them, and each left once.

    A worker that is killed between a mail server's answer and its own note sends
    that one mail again, under the same Message-ID.
    """
    keys = Counter(mail["Message-ID"] for mail in place.mailbox.mails)
    again = sum(keys.values()) - len(keys)
    found = [f"{again} mails left again"] if again > place.may_leave_again else []
    letters = {mail["Message-ID"]: mail["To"] for mail in place.mailbox.mails}
    got = Counter(map(str, letters.values()))
    return found + [
        f"{handle} got {got[f'{handle}@example.com']} mails"
        for writer in writers
        for handle in writer.mentioned
        if got[f"{handle}@example.com"] != 1
    ]


def _faults_of_checks(place: Place) -> list[str]:
    found = []
    for words in CHECKS:
        try:
            command(place, *words)
        except AssertionError:
            found.append(f"`{' '.join(words)}` is not content")
    return found
