"""Which other sites' pages may read from a browser: those that the operator names."""

from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.settings import BadSettings, load_settings
from tests.browser import Browser

SITE = "https://www.example.com"


def header(app: Flask, origin: str) -> str | None:
    sent = Browser(app).client.get("/api/v1/boards", headers={"Origin": origin})
    return sent.headers.get("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    ("origins", "allowed"),
    [("", None), ("*", "*"), (SITE, SITE), ("https://other.example.com", None)],
)
def test_only_named_sites_may_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch, origins: str, allowed: str | None
) -> None:
    given = app.extensions["settings"].model_copy(update={"api_origins": origins})
    monkeypatch.setitem(app.extensions, "settings", given)

    assert header(app, SITE) == allowed


@pytest.mark.parametrize("wrong", ["www.example.com", "https://www.example.com/a"])
def test_what_is_no_origin_stops_the_start(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(BadSettings, match="FORUM_API_ORIGINS"):
        create_app(load_settings(home=tmp_path, api_origins=wrong))
