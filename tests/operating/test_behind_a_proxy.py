"""A served forum behind Caddy and nginx, configured as operators are told to."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from bs4 import BeautifulSoup
from urllib3 import encode_multipart_formdata
from werkzeug.datastructures import Headers

from forum.members.models import Role
from tests.browser import Page
from tests.journey import loaded
from tests.members.provider.real import free_port
from tests.operating.proxies import HOST, Answer, Caddy, Nginx, Proxy
from tests.scaling.programs import wait_until
from tests.world import BODY, Outbox, World
from wsgi import make_app

MB = 1_000_000
ELSEWHERE = "127.0.0.9"
"""Another address of this machine: it stands for that of a visitor."""
INVENTED = "203.0.113.99"
NEW = "/b/performance/new"
ONCE = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cache-Control",
    "Content-Type",
    "Date",
    "ETag",
    "Server",
)


class Served:
    """A forum that runs behind one proxy, and somebody who is signed in."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.port = free_port()
        self._log = folder / "forum.txt"
        self._environment = {
            "FORUM_HOME": str(self.home),
            "FORUM_BASE_URL": f"https://{HOST}",
            "FORUM_TRUSTED_PROXIES": "1",
            "FORUM_OPERATOR_NAME": "Example Solar",
            "FORUM_POSTAL_ADDRESS": "1 Example Street, Sampletown",
            "FORUM_PRIVACY_CONTACT": "privacy@example.com",
            "FORUM_SECURITY_CONTACT": "security@example.com",
        }

    def start(self) -> None:
        """Fill the forum and start it."""
        words = ("serve", "--no-worker", "--workers", "1", "--port", str(self.port))
        self._running = loaded.begun(self._environment, self._log, *words)
        wait_until(self._is_ready, "the forum runs")
        token = self.home / "token"
        loaded.run(self._environment, _write, str(token))
        self.cookie = f"__Host-session={token.read_text()}"

    def stop(self) -> None:
        """Stop it."""
        self._running.terminate()
        self._running.join(60)

    def asked(self) -> list[dict[str, Any]]:
        """Return the lines of the forum's own access log."""
        lines = (self.home / "access.log").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def _is_ready(self) -> bool:
        address = f"http://127.0.0.1:{self.port}/readyz"
        try:
            return requests.get(address, headers={"Host": HOST}, timeout=5).ok
        except requests.RequestException:
            return False


def _write(token: str) -> None:
    world = World(make_app(), Outbox())
    world.thread("ken")
    member = world.member("olga_staff", Role.MODERATOR)
    Path(token).write_text(world.session_of(member))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a forum that runs."""
    served = Served(tmp_path_factory.mktemp("served"))
    served.start()
    yield served
    served.stop()


def begun(kind: type[Proxy], folder: Path, forum: int) -> Proxy:
    """Start a proxy, if it is installed."""
    if kind.found() is None:
        pytest.skip(
            f"{kind.program} is not installed (Debian: apt-get install {kind.package})"
        )
    proxy = kind(folder, forum)
    proxy.start()
    return proxy


@pytest.fixture(scope="module", params=[Nginx, Caddy], ids=["nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest,
    served: Served,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxy]:
    """Return each proxy in turn, in front of the forum."""
    folder = tmp_path_factory.mktemp("proxy")
    proxy = begun(request.param, folder, served.port)
    yield proxy
    proxy.stop()


@pytest.fixture(params=[Nginx, Caddy], ids=["nginx", "caddy"])
def lonely(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Proxy]:
    """Return each proxy in turn, in front of nothing."""
    proxy = begun(request.param, tmp_path, free_port())
    yield proxy
    proxy.stop()


def test_the_page_comes_and_each_header_once(proxy: Proxy) -> None:
    answer = proxy.ask("/")

    assert answer.status == 200
    assert "/b/performance" in answer.text
    for name in ONCE:
        assert len(answer.headers.get_all(name) or [""]) == 1, name
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "gunicorn" not in str(answer.headers)


def test_links_lead_to_the_name_of_the_forum_by_https(proxy: Proxy) -> None:
    answer = proxy.ask("/sitemap.xml", headers={"X-Forwarded-Host": "evil.example"})

    assert f"https://{HOST}/" in answer.text
    assert "evil.example" not in answer.text
    assert "http://forum" not in answer.text


def test_http_leads_to_https(proxy: Proxy) -> None:
    answer = requests.get(
        f"http://127.0.0.1:{proxy.plain}/b/performance?page=2",
        headers={"Host": HOST},
        allow_redirects=False,
        timeout=20,
    )

    leads_to = urlsplit(answer.headers["Location"])
    assert answer.status_code in {301, 308}
    assert (leads_to.scheme, leads_to.hostname) == ("https", HOST)
    assert f"{leads_to.path}?{leads_to.query}" == "/b/performance?page=2"


@pytest.mark.parametrize(
    "invented",
    [
        {},
        {"X-Forwarded-For": INVENTED},
        {"X_Forwarded_For": INVENTED},
        {"X-Forwarded-For": f"{INVENTED}, {INVENTED}", "Forwarded": f"for={INVENTED}"},
        {"X-Real-IP": INVENTED},
    ],
    ids=["nothing", "dashes", "underscores", "two", "real"],
)
def test_the_forum_sees_where_a_visitor_comes_from_whatever_they_say(
    proxy: Proxy, served: Served, invented: dict[str, str]
) -> None:
    before = len(served.asked())

    answer = proxy.ask("/about", headers=invented, network=ELSEWHERE)

    assert answer.status == 200
    (line,) = served.asked()[before:]
    assert (line["route"], line["ip"]) == ("/about", ELSEWHERE)


def test_another_name_is_not_answered(proxy: Proxy) -> None:
    answer = proxy.ask("/", host="evil.example")

    assert "/b/performance" not in answer.text
    assert "evil.example" not in answer.text


def sent(proxy: Proxy, served: Served, *sizes: int) -> Answer:
    """Send a form with files of some bytes that are no photos."""
    cookie = {"Cookie": served.cookie}
    form = proxy.ask(NEW, headers=cookie, network=ELSEWHERE)
    assert form.status == 200
    page = Page(form.status, NEW, form.text, Headers())
    words = {"title": "What our lamps say", "body": BODY, "tags": "snow"}
    fields = list((page.values(NEW).to_dict() | words).items())
    photos = [("photos", ("a.jpg", bytes(size), "image/jpeg")) for size in sizes]
    body, kind = encode_multipart_formdata([*fields, *photos])
    headers = {**cookie, "Content-Type": kind, "Sec-Fetch-Site": "same-origin"}
    return proxy.ask(NEW, "POST", headers=headers, body=body, network=ELSEWHERE)


def test_a_form_with_30_mb_of_photos_gets_through(proxy: Proxy, served: Served) -> None:
    answer = sent(proxy, served, 10 * MB, 10 * MB, 10 * MB)

    assert answer.status == 422
    assert "This is not a photo" in answer.text


@pytest.mark.parametrize("size", [600_000, 5 * MB, 31 * MB])
def test_a_form_without_photos_that_is_too_large_is_answered_by_the_forum(
    proxy: Proxy, size: int
) -> None:
    body = b"login=" + b"x" * size
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = proxy.ask("/sign-in", "POST", headers=headers, body=body)

    assert answer.status == 413
    assert "<h1" in answer.text
    assert "A form holds 500 kB of text" in answer.text


@pytest.mark.parametrize("size", [33_700_000, 34_400_000, 40 * MB])
def test_a_larger_one_is_answered_by_a_clear_sentence(
    proxy: Proxy, served: Served, size: int
) -> None:
    answer = sent(proxy, served, size)

    assert answer.status == 413
    assert "This is too large" in answer.text
    assert "30 MB of photos" in answer.text
    assert proxy.ask("/about").status == 200


def test_photos_on_their_way_touch_no_disk(proxy: Proxy, served: Served) -> None:
    for name in ("bodies", "answers"):
        folder = proxy.folder / name
        if folder.exists():  # without it, nothing can be put there
            folder.rmdir()

    assert sent(proxy, served, 20 * MB).status == 422


def test_a_page_that_did_not_change_is_not_sent_again(proxy: Proxy) -> None:
    first = proxy.ask("/about")

    again = proxy.ask("/about", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status, again.body) == (304, b"")


def test_files_of_the_forum_come_packed_and_are_kept_for_good(proxy: Proxy) -> None:
    page = BeautifulSoup(proxy.ask("/").text, "html.parser")
    (sheet,) = page.select("link[rel=stylesheet]")

    answer = proxy.ask(str(sheet["href"]), headers={"Accept-Encoding": "gzip"})

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.headers.get_all("Content-Encoding") == ["gzip"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_proxy_keeps_no_log_of_who_asked(proxy: Proxy, served: Served) -> None:
    proxy.ask("/about?zz-marker", network=ELSEWHERE)
    proxy.ask("/zz-marker", network=ELSEWHERE)
    sent(proxy, served, 40 * MB)
    proxy.ask("/", host="evil.example", network=ELSEWHERE)
    proxy.stop()

    said = proxy.logged()
    proxy.start()

    assert ELSEWHERE not in said
    assert "zz-marker" not in said


def test_while_the_forum_is_away_a_sentence_says_so(lonely: Proxy) -> None:
    answer = lonely.ask("/zz-marker", network=ELSEWHERE)
    lonely.stop()

    assert answer.status == 503
    assert "The forum cannot be reached right now" in answer.text
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ELSEWHERE not in lonely.logged()
    assert "zz-marker" not in lonely.logged()
