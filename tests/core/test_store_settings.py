"""Addresses of other stores are checked at the start, and quoted in no sentence."""

import sys
from pathlib import Path

import pytest

from forum.settings import BadSettings, env_name, load_settings

SECRET = "the-secret-word"
OPENS = {"s3_region": "eu-central-1", "s3_key_id": "forum", "s3_secret": SECRET}


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


@pytest.mark.parametrize(
    ("storage", "bucket"),
    [
        ("s3://forum-files", ("forum-files", "")),
        ("s3://forum-files/", ("forum-files", "")),
        ("s3://forum.files/of/the_forum", ("forum.files", "of/the_forum/")),
        ("folder:/some/path", None),
    ],
)
def test_a_bucket_may_be_named(
    storage: str, bucket: tuple[str, str] | None, tmp_path: Path
) -> None:
    settings = load_settings(storage=storage, home=tmp_path, **OPENS)

    assert settings.bucket == bucket
    assert settings.bucket_endpoint == "https://s3.eu-central-1.amazonaws.com"


@pytest.mark.parametrize(
    "storage", ["s3://", "s3://Forum", "s3://forum/../x?y", "s3://forum//x", "s3:forum"]
)
def test_what_cannot_be_a_bucket_is_refused(storage: str) -> None:
    assert refusal(storage=storage, **OPENS) == (
        "FORUM_STORAGE: must be folder:, folder:/SOME/PATH or s3://BUCKET/PREFIX."
    )


def test_a_bucket_needs_what_opens_it() -> None:
    assert refusal(storage="s3://forum-files", s3_secret=SECRET) == (
        "FORUM_STORAGE=s3: also needs FORUM_S3_KEY_ID."
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://s3.example.net", "must begin with https://"),
        ("https://key:secret@s3.example.net", "must be a plain web address"),
        ("https://s3.example.net/?x=y", "must have no query and no fragment"),
    ],
)
def test_a_store_is_reached_safely(address: str, said: str) -> None:
    sentence = refusal(storage="s3://forum-files", s3_endpoint=address, **OPENS)

    assert sentence == f"FORUM_S3_ENDPOINT: {said}."


@pytest.mark.parametrize(
    ("package", "given", "extra"),
    [
        ("redis", {"valkey_url": "valkey://localhost"}, "valkey"),
        ("boto3", {"storage": "s3://forum-files"}, "s3"),
    ],
)
def test_a_missing_package_is_named(
    package: str, given: dict[str, str], extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (name,) = given

    assert refusal(**given, **OPENS) == (
        f"{env_name(name)}: needs the package {package}. "
        f"Install the forum with -e '.[{extra}]'."
    )
