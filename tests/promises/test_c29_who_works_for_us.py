"""C29: who works for us is listed with what it gets; no other machine is reached."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask

from forum.core.outside import NotListed, require_listed
from forum.mail.sending import Smtp
from forum.members.registry.oidc.client import Provider
from forum.members.registry.oidc.rules import Attempt
from forum.privacy.intermediaries import NO_SECONDARY_USE, WAYS_OUT, intermediaries
from forum.settings import load_settings
from tests.browser import Browser
from tests.mail.announcing import announced, tick
from tests.members.oidc.fake import CLIENT, ROSA, SECRET, Fake, serve
from tests.members.provider.real import free_port
from tests.promises.conftest import PUBLIC
from tests.structure.sources import OURS, ROOT, parsed, python, shown
from tests.world import World

ELSEWHERE = {
    "mail": "smtps://forum:word@mail.example.net:465",
    "registry": "oidc",
    "oidc_issuer": "https://accounts.example.org",
    "oidc_client_id": "forum",
    "oidc_client_secret": "a secret of the test",
    "database_url": "postgresql+psycopg://forum@db.example.net/forum",
    "database_replica_url": "postgresql://forum@copy.example.net/forum",
    "valkey_url": "valkeys://:a-word-of-ours@counts.example.net:6379/0",
    "storage": "s3://forum-files/pictures",
    "s3_endpoint": "https://files.example.net",
    "s3_key_id": "forum",
    "s3_secret": "a-word-of-ours",
}
NETWORK = {
    *("smtplib", "requests", "http.client", "urllib.request", "urllib3", "socket"),
    *("ssl", "ftplib", "httpx", "aiohttp", "boto3", "paramiko", "telnetlib"),
    *("authlib", "xmlrpc", "imaplib", "poplib", "asyncio", "redis", "botocore"),
}
OF_THIS_MACHINE = {
    f"forum/site/cli/{name}.py" for name in ("serving", "children", "bodies")
}
"""Find a free port here, ask the server that they started whether it lives, and hang
up on whoever called."""


@dataclass
class Mailbox:
    """Takes what a mail server is handed, and keeps it."""

    taken: list[bytes] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - named by the library
        self, server: object, session: object, envelope: Envelope
    ) -> str:
        """Take a message."""
        del server, session
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 Taken"


@dataclass
class Noting(Fake):
    """An account service that notes the names of what it is sent."""

    sent: set[str] = field(default_factory=set)

    def token(self, sent: dict[str, str], login: str) -> tuple[int, dict[str, Any]]:
        """Redeem a code."""
        self.sent |= set(sent)
        return super().token(sent, login)


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """Let the forum send its mail to a server of the test."""
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    app.extensions["mail"] = Smtp(f"smtp://127.0.0.1:{port}")
    yield box
    controller.stop()


def reaching(path: Path) -> set[str]:
    """Return the modules for talking to other machines that a file imports."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {node.module or ""}
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if any(_is_below(name, one) for one in NETWORK)}


def _is_below(name: str, top: str) -> bool:
    return name == top or name.startswith(f"{top}.")


def test_only_what_is_registered_can_talk_to_other_machines() -> None:
    registered = {f"{way.code.replace('.', '/')}.py" for way in WAYS_OUT}

    found = {shown(path) for path in python(*OURS, "wsgi.py") if reaching(path)}

    assert {"forum/mail/sending.py", "forum/members/registry/oidc/client.py"} <= found
    assert found <= registered | OF_THIS_MACHINE


def test_each_of_them_asks_before_it_connects() -> None:
    for way in WAYS_OUT:
        path = ROOT / f"{way.code.replace('.', '/')}.py"
        if reaching(path):
            assert "outside.require_listed(" in path.read_text(), way.code


def test_each_says_what_for_and_what_it_sends() -> None:
    for way in WAYS_OUT:
        assert way.does
        assert way.gets
        hosts = way.hosts(load_settings(**(PUBLIC | ELSEWHERE)))
        assert way.fields or not hosts, way.code


def test_every_service_of_the_settings_is_on_the_page(
    public_forum: Callable[..., Flask],
) -> None:
    settings = load_settings(**(PUBLIC | ELSEWHERE))
    without_database = {**ELSEWHERE, "database_url": "", "database_replica_url": ""}

    page = Browser(public_forum(**without_database)).visit("/privacy/intermediaries")

    listed = intermediaries(settings)
    assert [one.host for one in listed] == [
        "mail.example.net",
        "accounts.example.org",
        "db.example.net",
        "copy.example.net",
        "counts.example.net",
        "files.example.net",
    ]
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    stored = {"db.example.net", "copy.example.net"}
    shown_there = [one for one in listed if one.host not in stored]
    assert "a-word-of-ours" not in page.text
    assert "are kept where this list says" in page.text
    for one, row in zip(shown_there, rows, strict=True):
        assert row.startswith(f"{one.host} {one.does} {one.gets}")
        assert f"Fields: {', '.join(one.fields)}" in row
    assert NO_SECONDARY_USE in page.text
    assert "may keep what they receive" in NO_SECONDARY_USE


def test_a_host_that_is_not_listed_is_refused(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum(mail="smtp://mail.example.net")

    with app.app_context():
        require_listed("mail.example.net")
        require_listed("MAIL.example.net")
        require_listed("127.0.0.1")
        for host in ("mail.example.com", "net", "example.net", "192.0.2.7", "", None):
            with pytest.raises(NotListed):
                require_listed(host)


def test_mail_does_not_leave_to_another_server(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum(mail="smtp://mail.example.net")
    message = EmailMessage()
    message["To"] = "rosa@example.com"

    with app.app_context(), pytest.raises(NotListed, match=r"mail\.example\.com"):
        Smtp("smtp://mail.example.com").send(message)


def test_no_other_account_service_is_asked(app: Flask) -> None:
    other = Provider("https://accounts.example.net", "forum", "x", "https://x/back")

    with app.app_context(), pytest.raises(NotListed, match=r"accounts\.example\.net"):
        other.about()


@pytest.mark.usefixtures("with_postal_address")
def test_a_mail_carries_no_field_that_is_not_listed(
    world: World, ada: Browser, bea: Browser, rosa: Browser, mailbox: Mailbox
) -> None:
    tick(rosa, "newsletter")

    announced(ada, bea, world)
    announced(ada, bea, world, purpose="newsletter")
    world.run_jobs()

    parts = [part for one in mailbox.taken for part in message_from_bytes(one).walk()]
    sent = {name for part in parts for name in part}
    assert {"From", "To", "Subject", "List-Unsubscribe"} <= sent
    assert sent <= fields_of("forum.mail.sending")


def test_signing_in_elsewhere_sends_no_field_that_is_not_listed(app: Flask) -> None:
    fake = Noting(person=dict(ROSA))
    server = serve(fake)
    provider = Provider(fake.issuer, CLIENT, SECRET, "https://forum.example.com/back")
    attempt = Attempt("a state", "a nonce", "v" * 43, "sign in", "/", 0.0)

    with app.app_context():
        leads_to = provider.ask_url(attempt, afresh=True)
        code = parse_qs(urlsplit(fake.answer(leads_to)).query)["code"][0]
        claims = provider.claims(code, attempt, afresh=False)
        leaves_by = provider.sign_out_url("https://forum.example.com/")
    server.shutdown()
    server.server_close()

    sent = fake.sent | asked_in(leads_to) | asked_in(leaves_by)
    assert claims["sub"] == ROSA["sub"]
    assert {"code", "code_verifier", "nonce", "prompt"} <= sent
    assert sent <= fields_of("forum.members.registry.oidc.client")


def fields_of(code: str) -> set[str]:
    """Return the fields that a way out says it sends."""
    (way,) = [way for way in WAYS_OUT if way.code == code]
    return set(way.fields)


def asked_in(url: str) -> set[str]:
    """Return the names in an address's query."""
    return set(parse_qs(urlsplit(url).query))
