"""What happens to a cluster while people use it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.scaling.cluster import Cluster
from tests.scaling.programs import wait_until


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that happens, and whether it may interrupt somebody who reads."""

    name: str
    happen: Callable[[Cluster, float], None]
    interrupts: bool = False


def node_dies(cluster: Cluster, pause: float) -> None:
    """A web node dies, and is started again."""
    node = cluster.nodes[0]
    node.kill()
    time.sleep(pause)
    node.start()
    cluster.await_nodes()


def worker_dies(cluster: Cluster, pause: float) -> None:
    """A worker dies while it sends mail; another one takes over what it held."""
    sent = len(cluster.mailbox.mails)
    cluster.line.let_mail_leave()
    wait_until(lambda: len(cluster.mailbox.mails) > sent, "mail leaves")
    cluster.workers[0].kill()
    time.sleep(pause)
    cluster.line.let_leases_end()
    cluster.workers[0].start()


def valkey_dies(cluster: Cluster, pause: float) -> None:
    """Valkey dies with all it held, and comes back empty."""
    cluster.valkey.kill()
    time.sleep(pause)
    cluster.valkey.start()


def standby_dies(cluster: Cluster, pause: float) -> None:
    """The standby dies, and is started again."""
    cluster.standby.kill()
    time.sleep(pause)
    cluster.standby.begin()
    cluster.standby.catch_up()


def standby_halts(cluster: Cluster, pause: float) -> None:
    """The standby answers, but with what was true some time ago."""
    cluster.standby.halt()
    time.sleep(2 * pause)
    cluster.standby.follow()
    cluster.standby.catch_up()


def nodes_are_renewed(cluster: Cluster, _pause: float) -> None:
    """One node after the other ends as it is asked to, and is started again."""
    for node in cluster.nodes:
        node.end()
        node.start()
        cluster.await_nodes()


def workers_are_renewed(cluster: Cluster, _pause: float) -> None:
    """One worker after the other ends as it is asked to, and is started again."""
    for worker in cluster.workers:
        cluster.line.let_mail_leave()
        worker.end()
        worker.start()


TROUBLES = (
    Trouble("a web node is killed", node_dies, interrupts=True),
    Trouble("a worker is killed", worker_dies),
    Trouble("Valkey is killed", valkey_dies),
    Trouble("the standby is killed", standby_dies),
    Trouble("the standby stands still", standby_halts),
    Trouble("nodes are renewed", nodes_are_renewed),
    Trouble("workers are renewed", workers_are_renewed),
)
