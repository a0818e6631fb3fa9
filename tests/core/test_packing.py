"""What is text travels packed, to whoever unpacks it, and stays what it is."""

import gzip

import pytest

from tests.browser import Browser

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PATHS = ("/", "/static/site.css?v=0123456789", "/static/js/times.js", "/privacy")


@pytest.mark.parametrize("path", PATHS)
def test_text_travels_packed_and_is_the_same(guest: Browser, path: str) -> None:
    with guest.client.get(path) as plain:
        whole, said = plain.data, plain.headers
    with guest.client.get(path, headers=TAKES_GZIP) as packed:
        content, headers = packed.data, packed.headers

    assert "Content-Encoding" not in said
    assert headers["Content-Encoding"] == "gzip"
    assert int(headers["Content-Length"]) == len(content) < len(whole) * 0.7
    assert gzip.decompress(content) == whole
    assert "Accept-Encoding" in said["Vary"]
    assert "Accept-Encoding" in headers["Vary"]


def test_a_guest_who_has_the_page_gets_no_body(guest: Browser) -> None:
    mark = guest.client.get("/", headers=TAKES_GZIP).headers["ETag"]

    known = guest.client.get("/", headers={**TAKES_GZIP, "If-None-Match": mark})

    assert known.status_code == 304
    assert known.data == b""
    assert known.headers["ETag"] == mark
    assert "Content-Encoding" not in known.headers


def test_a_file_that_the_browser_has_is_not_sent_again(guest: Browser) -> None:
    path = "/static/icons.svg"
    with guest.client.get(path, headers=TAKES_GZIP) as packed:
        mark = packed.headers["ETag"]

    asked = {**TAKES_GZIP, "If-None-Match": mark}
    with guest.client.get(path, headers=asked) as known:
        assert known.status_code == 304


def test_part_of_a_file_is_sent_as_it_is(guest: Browser) -> None:
    asked = {**TAKES_GZIP, "Range": "bytes=0-99"}
    with guest.client.get("/static/icons.svg", headers=asked) as part:
        assert part.status_code == 206
        assert "Content-Encoding" not in part.headers
        assert len(part.data) == 100


def test_a_picture_is_packed_already(guest: Browser) -> None:
    with guest.client.get("/static/share.png", headers=TAKES_GZIP) as picture:
        assert "Content-Encoding" not in picture.headers


def test_the_length_of_a_members_page_gives_nothing_away(
    rosa: Browser, guest: Browser
) -> None:
    lengths = {
        len(rosa.client.get("/formatting", headers=TAKES_GZIP).data) for _ in range(20)
    }
    same = {
        len(guest.client.get("/formatting", headers=TAKES_GZIP).data) for _ in range(3)
    }

    assert len(lengths) > 10
    assert len(same) == 1
