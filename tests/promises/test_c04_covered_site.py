"""C4: the statement names the site it covers; the forum answers under no other name."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser
from tests.promises.conftest import NAVIGATION

HOST = re.compile(r"https?://([\w.-]+)")


def test_the_statement_names_the_address_of_the_forum(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum()).visit("/privacy")

    assert "This statement covers https://forum.example.com" in page.text
    assert set(HOST.findall(page.text)) == {"forum.example.com"}


def test_the_page_names_only_hosts_of_the_settings(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum(**NAVIGATION)).visit("/privacy")

    assert set(HOST.findall(page.html)) == {"forum.example.com", "www.example.com"}


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms", "/sign-in", "/nowhere"])
def test_under_another_name_the_forum_does_not_answer(
    public_forum: Callable[..., Flask], path: str
) -> None:
    client = public_forum().test_client()

    other = client.get(path, headers={"Host": "forum.example.net"})

    assert other.status_code == 400
    assert other.get_data(as_text=True).startswith("This forum does not answer under")
