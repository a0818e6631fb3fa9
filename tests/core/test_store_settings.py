"""Addresses of other stores are checked at the start, and quoted in no sentence."""

import sys

import pytest

from forum.settings import BadSettings, load_settings

SECRET = "the-secret-word"


def refusal(**given: str) -> str:
    """Return the sentence with which settings are refused."""
    with pytest.raises(BadSettings) as refused:
        load_settings(**given)
    return str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "redis://localhost",
        f"rediss://forum:{SECRET}@counts.example.net:6380/3",
        "valkey://127.0.0.1:6379/0",
        "valkeys://[::1]:6379/0?ssl_ca_certs=/etc/ca.pem",
        "unix:///run/valkey/valkey.sock?db=2",
    ],
)
def test_a_valkey_may_be_named(address: str) -> None:
    assert load_settings(valkey_url=address).valkey_url == address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"http://:{SECRET}@localhost", "must be valkey://HOST:PORT"),
        (f"valkey://:{SECRET}@", "must be valkey://HOST:PORT"),
        (f"valkey://:{SECRET}@localhost:many", "is no address of a Valkey"),
        (f"valkey://:{SECRET}@localhost:0", "must be valkey://HOST:PORT"),
        (f"valkey://:{SECRET}@localhost/?retry=9", "must be valkey://HOST:PORT"),
        (f"valkey://:{SECRET}@localhost/forum", "must name its database by a number"),
        (f"unix://{SECRET}/run/valkey.sock", "must be valkey://HOST:PORT"),
        ("unix://", "must be valkey://HOST:PORT"),
        ("localhost:6379", "must be valkey://HOST:PORT"),
    ],
)
def test_what_cannot_be_a_valkey_is_refused(address: str, said: str) -> None:
    sentence = refusal(valkey_url=address)

    assert sentence.startswith(f"FORUM_VALKEY_URL: {said}")
    assert SECRET not in sentence


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)

    assert refusal(valkey_url="valkey://localhost") == (
        "FORUM_VALKEY_URL: needs the package redis. "
        "Install the forum with -e '.[valkey]'."
    )
