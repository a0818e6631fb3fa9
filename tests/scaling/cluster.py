"""All of a forum that is scaled out, on loopback: every part a real program."""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography.fernet import Fernet

from forum.settings import Settings
from tests.bucket import SECRET, S3Server
from tests.journey.forum import Mailbox
from tests.members.provider.real import free_port
from tests.postgres import Postgres, Standby, binaries
from tests.scaling.balancer import NO_BALANCER, PROGRAM, Balancer
from tests.scaling.line import Line
from tests.scaling.programs import Node, Program, wait_until
from tests.valkey import NO_VALKEY, ValkeyServer
from tests.valkey import PROGRAM as VALKEY

REPLICA = "database_replica_url"
"""The setting that has guests read from a standby, where the forum has it."""
NO_DATABASE = "PostgreSQL is not installed (Debian: apt-get install postgresql)"


def missing() -> str:
    """Say what a cluster lacks here; nothing if it can run."""
    lacks = {NO_BALANCER: PROGRAM, NO_VALKEY: VALKEY, NO_DATABASE: binaries()}
    return next((said for said, found in lacks.items() if found is None), "")


@dataclass
class Cluster:
    """A forum on several nodes, with all they lean on."""

    primary: Postgres
    standby: Standby
    valkey: ValkeyServer
    mailbox: Mailbox
    balancer: Balancer
    folder: Path
    environment: dict[str, str]
    line: Line
    nodes: list[Node] = field(default_factory=list)
    workers: list[Program] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where people ask the forum."""
        return self.balancer.url

    @property
    def may_leave_again(self) -> int:
        """So many mails may have been in hand when somebody died who sent them."""
        return sum(worker.kills for worker in self.workers)

    @property
    def addresses(self) -> list[str]:
        """Where the forum can be asked: at the balancer, and at each node."""
        return [self.balancer.url, *(one.url for one in self.nodes)]

    def environment_in(self, home: str) -> dict[str, str]:
        """Return the settings for one more program, with a home of its own."""
        return self.environment | {"FORUM_HOME": str(self.folder / home)}

    def await_nodes(self) -> None:
        """Wait until all nodes answer, and the balancer knows."""
        for node in self.nodes:
            wait_until(partial(self._has, node), f"{node.name} answers and is seen")

    def _has(self, node: Node) -> bool:
        return node.is_ready and self.balancer.sees(node)


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Run a cluster; everything ends and is gone afterwards."""
    with ExitStack() as parts:
        cluster = _made(folder, parts)
        for program in (*cluster.nodes, *cluster.workers):
            parts.callback(program.kill)
        for node in cluster.nodes:  # at once: one of them makes the tables
            node.start()
        parts.callback(cluster.balancer.stop)
        cluster.balancer.start(cluster.nodes)
        cluster.await_nodes()
        for worker in cluster.workers:
            worker.start()
        yield cluster


def _made(folder: Path, parts: ExitStack) -> Cluster:
    programs = binaries()
    assert programs is not None
    assert VALKEY is not None
    primary = Postgres(programs, "-c fsync=off")
    primary.start()
    parts.callback(primary.stop)
    primary.asked("CREATE DATABASE forum")
    standby = primary.standby()
    standby.start()
    parts.callback(standby.stop)
    valkey = ValkeyServer(VALKEY)
    parts.callback(valkey.close)
    valkey.start()
    store = S3Server()
    parts.callback(store.close)
    mailbox = Mailbox(free_port())
    mailbox.start()
    parts.callback(mailbox.stop)
    balancer = Balancer(folder, free_port())
    environment = {
        **{name: it for name, it in os.environ.items() if "FORUM_" not in name},
        **_shared_settings(store),
        "FORUM_BASE_URL": balancer.url,
        "FORUM_DATABASE_URL": f"{primary.url}/forum",
        "FORUM_VALKEY_URL": valkey.url,
        "FORUM_MAIL": f"smtp://127.0.0.1:{mailbox.port}",
    }
    if REPLICA in Settings.model_fields:
        environment[f"FORUM_{REPLICA.upper()}"] = f"{standby.url}/forum"
    line = Line(environment["FORUM_DATABASE_URL"])
    parts.callback(line.close)
    servers = (primary, standby, valkey, mailbox, balancer)
    cluster = Cluster(*servers, folder, environment, line)
    for name in ("node1", "node2"):
        cluster.nodes.append(Node(name, folder, environment, free_port()))
    for name in ("worker1", "worker2"):
        cluster.workers.append(Program(name, folder, environment, "work"))
    return cluster


def _shared_settings(store: S3Server) -> dict[str, str]:
    """Return what is the same on all machines and names none of them."""
    bucket = store.place()
    return {
        "FORUM_TRUSTED_PROXIES": "1",
        "FORUM_REQUIRE_TOTP": "none",
        "FORUM_SECRET_KEY": secrets.token_urlsafe(48),
        "FORUM_DATA_KEYS": Fernet.generate_key().decode(),
        "FORUM_STORAGE": f"s3://{bucket.bucket}/forum",
        "FORUM_S3_ENDPOINT": store.endpoint,
        "FORUM_S3_KEY_ID": "test",
        "FORUM_S3_SECRET": SECRET,
    }
