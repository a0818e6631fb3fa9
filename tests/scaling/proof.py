"""In the end: nothing is lost, nothing is there twice, every check is content."""

from collections import Counter
from collections.abc import Iterable

from tests.journey import loaded
from tests.scaling.cluster import Cluster
from tests.scaling.planting import THREAD
from tests.scaling.programs import wait_until
from tests.scaling.traffic import Guest, Writer

CHECKS = (
    ("counters", "check"),
    ("audit", "verify"),
    ("search", "check"),
    ("doctor",),
)
DUE = "SELECT count(*) FROM job WHERE run_at <= now() AND failed_at IS NULL"
FAILED = "SELECT count(*) FROM job WHERE failed_at IS NOT NULL"
NUMBERS = """
SELECT count(*) = max(number) AND count(*) = count(DISTINCT number)
FROM post WHERE thread_id = {} AND number IS NOT NULL
"""


def finish_work(cluster: Cluster) -> None:
    """Let the workers do all that stands in line, also what waited for its time."""
    cluster.let_leases_end()

    def is_done() -> bool:
        cluster.let_mail_leave()
        cluster.let_retries_come()
        return cluster.asked(DUE) == 0

    wait_until(is_done, "all jobs are done")


def mails_sent(cluster: Cluster) -> str:
    """Say how many mails left, and how many of them more than once."""
    keys = {mail["Message-ID"] for mail in cluster.mailbox.mails}
    sent = len(cluster.mailbox.mails)
    return f"{sent} mails, {sent - len(keys)} of them again"


def faults(cluster: Cluster, writers: Iterable[Writer]) -> list[str]:
    """Return all that is not as it should be."""
    writers = list(writers)
    said = _sentences(cluster)
    found = [
        f"“{sentence}” is there {said.count(sentence)} times"
        for writer in writers
        for sentence in writer.sentences
        if said.count(sentence) != 1
    ]
    found += _faults_of_mail(cluster, writers)
    if failed := cluster.asked(FAILED):
        found.append(f"{failed} jobs failed for good")
    if not cluster.asked(NUMBERS.format(THREAD)):
        found.append("posts of the thread are not numbered without gaps")
    return found + _faults_of_checks(cluster)


def _sentences(cluster: Cluster) -> str:
    """Return all words of the thread, as a guest reads them page by page."""
    guest = Guest(cluster.balancer.url, cluster.balancer.url)
    words, number, path = "", 1, guest.visit(f"/t/{THREAD}").path
    while (page := guest.visit(f"{path}?page={number}")).status == 200:
        words += " ".join(one.get_text(" ") for one in page.soup.select(".post__b"))
        number += 1
    guest.close()
    return words


def _faults_of_mail(cluster: Cluster, writers: Iterable[Writer]) -> list[str]:
    """Everybody got the one mail about them, and each left once.

    A worker that is killed between a mail server's answer and its own note sends
    that one mail again, under the same Message-ID.
    """
    keys = Counter(mail["Message-ID"] for mail in cluster.mailbox.mails)
    again = sum(keys.values()) - len(keys)
    may = sum(worker.kills for worker in cluster.workers)
    found = [f"{again} mails left again"] if again > may else []
    letters = {mail["Message-ID"]: mail["To"] for mail in cluster.mailbox.mails}
    got = Counter(map(str, letters.values()))
    return found + [
        f"{handle} got {got[f'{handle}@example.com']} mails"
        for writer in writers
        for handle in writer.mentioned
        if got[f"{handle}@example.com"] != 1
    ]


def _faults_of_checks(cluster: Cluster) -> list[str]:
    environment, found = cluster.environment_in("shell"), []
    for words in CHECKS:
        try:
            loaded.run(environment, loaded.command, "", *words)
        except AssertionError:
            found.append(f"`{' '.join(words)}` is not content")
    return found
