"""Caddy and nginx on loopback, with the configuration that operators get."""

import datetime as dt
import shutil
import socket
import ssl
import subprocess
from abc import ABC, abstractmethod
from contextlib import suppress
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.members.provider.real import free_port
from tests.scaling.programs import wait_until
from tests.structure.sources import ROOT

HOST = "forum.example.com"
SHIPPED = ROOT / "docs" / "operating"
FORUM = "127.0.0.1:8000"
PLACES = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
AROUND_NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log {folder}/access.log;
  client_body_temp_path {folder}/bodies;
  proxy_temp_path {folder}/answers;
  fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  include {folder}/site.conf;
}}
"""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """Its words."""
        return self.body.decode()


class Proxy(ABC):
    """A proxy in front of a forum at some port; `secure` and `plain` are its own."""

    program = ""
    package = ""

    def __init__(self, folder: Path, forum: int) -> None:
        self.folder = folder
        self.forum = forum
        self.plain, self.secure = free_port(), free_port()
        self.certificate, self.key = certificate(folder)
        self._running: subprocess.Popen[bytes] | None = None

    @classmethod
    def found(cls) -> str | None:
        """Return where the program is, if it is installed."""
        return shutil.which(cls.program, path=PLACES)

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        words = self._words(str(self.found()))
        places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
        with (self.folder / "said.log").open("wb") as log:
            self._running = subprocess.Popen(  # noqa: S603 - our own words
                words,
                stdout=log,
                stderr=log,
                env=dict.fromkeys(places, str(self.folder)),
            )
        wait_until(lambda: self._listens(self.secure), f"{self.program} runs", 20)

    def stop(self) -> None:
        """Stop it."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(20)

    def logged(self) -> str:
        """Return all it wrote anywhere."""
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        network: str = "127.0.0.1",
        host: str = HOST,
    ) -> Answer:
        """Ask by https, from an address of this machine."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        raw = socket.create_connection(
            ("127.0.0.1", self.secure), timeout=60, source_address=(network, 0)
        )
        connection = HTTPConnection(host)
        with trust.wrap_socket(raw, server_hostname=HOST) as connection.sock:
            with suppress(OSError):  # answered before all of it was sent
                connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read())

    @abstractmethod
    def _words(self, program: str) -> list[str]:
        """Write the configuration; return the command."""

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0


class Nginx(Proxy):
    """The configuration of nginx, in one that logs as Debian's does."""

    program = "nginx"
    package = "nginx-light"

    def _words(self, program: str) -> list[str]:
        live = f"/etc/letsencrypt/live/{HOST}"
        site = replaced(
            (SHIPPED / "nginx.conf").read_text(),
            {
                "listen 80 ": f"listen 127.0.0.1:{self.plain} ",
                "listen 443 ": f"listen 127.0.0.1:{self.secure} ",
                "    listen [::]:80 default_server;\n": "",
                "    listen [::]:443 ssl http2 default_server;\n": "",
                f"{live}/fullchain.pem": str(self.certificate),
                f"{live}/privkey.pem": str(self.key),
                FORUM: f"127.0.0.1:{self.forum}",
            },
        )
        (self.folder / "site.conf").write_text(site)
        whole = self.folder / "nginx.conf"
        whole.write_text(AROUND_NGINX.format(folder=self.folder))
        return [program, "-e", str(self.folder / "begun.log"), "-c", str(whole)]


class Caddy(Proxy):
    """The configuration of Caddy, with a certificate of our own."""

    program = "caddy"
    package = "caddy"

    def _words(self, program: str) -> list[str]:
        ports = f"http_port {self.plain}\n\thttps_port {self.secure}\n"
        own = f"tls {self.certificate} {self.key}"
        site = replaced(
            (SHIPPED / "Caddyfile").read_text(),
            {
                "\n{\n": f"\n{{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\t{ports}",
                "# tls /etc/ssl/forum.pem /etc/ssl/forum.key": own,
                FORUM: f"127.0.0.1:{self.forum}",
            },
        )
        path = self.folder / "Caddyfile"
        path.write_text(site)
        return [program, "run", "--config", str(path), "--adapter", "caddyfile"]


def replaced(text: str, instead: dict[str, str]) -> str:
    """Return a configuration with other ports and paths; each must have been there."""
    for before, after in instead.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for the forum's name; return it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=9))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    paths = folder / "forum.pem", folder / "forum.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
