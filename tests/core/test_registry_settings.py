"""A forum whose accounts live at SolTrex starts only with sound settings."""

from pathlib import Path

import pytest

from forum.elsewhere import filled
from forum.settings import BadSettings, Settings, load_settings

SOUND = {
    "registry": "oidc",
    "oidc_issuer": "https://accounts.example.com",
    "oidc_client_id": "forum",
    "oidc_client_secret": "secret",
}


def settings(tmp_path: Path, **given: str) -> Settings:
    """Read settings that differ a little from sound ones."""
    return load_settings(home=tmp_path, **(SOUND | given))


def test_sound_settings_are_taken(tmp_path: Path) -> None:
    kept = settings(
        tmp_path,
        registry_system_url="https://my.example.com/{sub}/{username}/{system_id}",
        oidc_roles="board-team=moderator chief=administrator",
    )

    assert {"accounts.example.com", "my.example.com"} <= kept.own_hosts


@pytest.mark.parametrize("missing", sorted(set(SOUND) - {"registry"}))
def test_the_start_names_what_is_missing(tmp_path: Path, missing: str) -> None:
    with pytest.raises(BadSettings, match=f"also needs FORUM_{missing.upper()}"):
        settings(tmp_path, **{missing: ""})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("oidc_issuer", "http://accounts.example.com", "must begin with https://"),
        ("oidc_issuer", "https://accounts.example.com?x", "no query"),
        ("registry_profile_url", "http://my.example.com/{sub}", "https://"),
        ("registry_profile_url", "https://my.example.com/{name}", "knows only"),
        ("registry_profile_url", "https://my.example.com/{system_id}", "knows only"),
        ("registry_profile_url", "https://my.example.com/{sub!r}", "knows only"),
        ("registry_profile_url", "https://my.example.com/{sub.__class__}", "knows"),
        ("registry_profile_url", "https://my.example.com/{}", "knows only"),
        ("registry_profile_url", "https://my.example.com/{sub", "brace"),
        ("registry_profile_url", "https://{sub}.example.com/", "vary the host"),
        ("registry_password_url", "javascript:alert(1)", "https://"),
        ("registry_password_url", "https://a@my.example.com/", "plain web address"),
        ("registry_deactivate_url", "//my.example.com", "https://"),
        ("oidc_roles", "team=owner", "THEIRS=moderator"),
        ("oidc_roles", "moderator", "THEIRS=moderator"),
    ],
)
def test_the_start_refuses(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said) as refused:
        settings(tmp_path, **{name: value})

    assert f"FORUM_{name.upper()}" in str(refused.value)


def test_a_service_on_this_machine_may_do_without_https(tmp_path: Path) -> None:
    kept = settings(tmp_path, oidc_issuer="http://127.0.0.1:9000")

    assert kept.oidc_issuer == "http://127.0.0.1:9000"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_no_address_is_made_that_climbs_the_path(value: str) -> None:
    assert filled("https://my.example.com/{sub}/x", sub=value) == ""


def test_what_is_filled_in_stays_one_part_of_the_path() -> None:
    address = filled("https://my.example.com/{sub}", sub="a/../b?c#d%é")

    assert address == "https://my.example.com/a%2F..%2Fb%3Fc%23d%25%C3%A9"
