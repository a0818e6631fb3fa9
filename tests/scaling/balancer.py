"""The balancer of a cluster: HAProxy on loopback, with the settings of the docs."""

import csv
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.scaling.programs import Node, wait_until

PROGRAM = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin")
NO_BALANCER = "HAProxy is not installed (Debian: apt-get install haproxy)"
SETTINGS = """
global
  stats socket {admin} level admin
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  timeout http-request 10s
  option http-server-close
frontend everybody
  bind 127.0.0.1:{port}
  http-request del-header _ -m sub
  http-request del-header X-Forwarded-Host
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Forwarded-Proto http
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk
  http-check send meth GET uri /readyz hdr Host {host}
  retries 3
  option redispatch 1
  retry-on conn-failure empty-response 502 503 504
  http-request disable-l7-retry unless METH_GET
  default-server check inter 500ms fall 2 rise 1
{servers}
"""


class Balancer:
    """One address in front of some nodes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._port = port
        self._admin = folder / "admin"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, nodes: Sequence[Node]) -> None:
        """Start it in front of these nodes."""
        assert PROGRAM is not None
        servers = [f"  server {one.name} 127.0.0.1:{one.port}" for one in nodes]
        settings = self._folder / "haproxy.cfg"
        settings.write_text(
            SETTINGS.format(
                admin=self._admin,
                port=self._port,
                host=self.url.removeprefix("http://"),
                servers="\n".join(servers),
            )
        )
        with (self._folder / "balancer.log").open("wb") as log:
            self._running = subprocess.Popen(  # noqa: S603 - the program found above
                [PROGRAM, "-db", "-f", str(settings)], stdout=log, stderr=log
            )
        wait_until(self._admin.exists, "the balancer runs")

    def stop(self) -> None:
        """Stop it."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def sees(self, node: Node) -> bool:
        """Say whether it sends requests to a node."""
        states = {row["svname"]: row["status"] for row in self._told()}
        return states.get(node.name) == "UP"

    def _told(self) -> list[dict[str, str]]:
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(str(self._admin))
            admin.sendall(b"show stat nodes 4 -1\n")
            said = b""
            while part := admin.recv(65536):
                said += part
        lines = said.decode().removeprefix("# ").splitlines()
        return list(csv.DictReader(lines))
