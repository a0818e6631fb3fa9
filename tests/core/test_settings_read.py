"""Settings come from the environment and are checked before anything starts."""

from pathlib import Path

import pytest

from forum.settings import BadSettings, Settings, load_settings

CONTACTS = {
    "FORUM_OPERATOR_NAME": "SolTrex",
    "FORUM_POSTAL_ADDRESS": "100 Example Street, Sampletown",
    "FORUM_PRIVACY_CONTACT": "privacy@example.com",
    "FORUM_SECURITY_CONTACT": "security@example.com",
}


def _refusal(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        load_settings()
    return str(refused.value)


def test_without_any_setting_a_local_forum_is_set_up() -> None:
    settings = load_settings()

    assert settings.is_local
    assert settings.home == Path("instance")
    assert settings.mail == "console:"
    assert settings.contact("privacy_contact") == "privacy@example.com"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_TIME_ZONE", "America/Denver")
    monkeypatch.setenv("FORUM_TRUSTED_PROXIES", "2")

    settings = load_settings()

    assert str(settings.zone) == "America/Denver"
    assert settings.trusted_proxies == 2


def test_an_empty_setting_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_MAIL", "")

    assert load_settings().mail == "console:"


def test_a_secret_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("a secret of at least 32 characters\n")
    monkeypatch.setenv("FORUM_SECRET_KEY_FILE", str(tmp_path / "secret"))

    assert load_settings().secret_key == "a secret of at least 32 characters"


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_may_stand_in_a_file(
    field: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = f"FORUM_{field.upper()}"

    said = _refusal({f"{name}_FILE": str(tmp_path / "missing")}, monkeypatch)

    assert said.startswith(f"{name}_FILE: ")
    assert "cannot be read (No such file or directory)." in said


def test_the_environment_wins_over_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "zone").write_text("America/Denver")
    monkeypatch.setenv("FORUM_TIME_ZONE_FILE", str(tmp_path / "zone"))
    monkeypatch.setenv("FORUM_TIME_ZONE", "America/Chicago")

    assert load_settings().time_zone == "America/Chicago"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("FORUM_DATABASE_ULR", "Did you mean FORUM_DATABASE_URL?"),
        ("FORUM_DATA_KEY", "Did you mean FORUM_DATA_KEYS?"),
        ("FORUM_SECRET_KEYS_FILE", "Did you mean FORUM_SECRET_KEY?"),
    ],
)
def test_a_misspelt_name_is_refused_with_a_hint(
    name: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _refusal({name: "x"}, monkeypatch)

    assert said == f"{name} is not a setting. {hint}"


def test_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _refusal({"FORUM_XYZZY": "x"}, monkeypatch)

    assert said == "FORUM_XYZZY is not a setting."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FORUM_BASE_URL", "forum.example"),
        ("FORUM_BASE_URL", "https://forum.example/"),
        ("FORUM_MAIL", "sendmail:"),
        ("FORUM_REGISTRY", "ldap"),
        ("FORUM_SECRET_KEY", "short"),
        ("FORUM_TRUSTED_PROXIES", "many"),
        ("FORUM_TRUSTED_PROXIES", "-1"),
        ("FORUM_TIME_ZONE", "Vermont"),
        ("FORUM_SITE_URL", "javascript:alert(1)"),
        ("FORUM_NAV_LEARN", "/learn"),
    ],
)
def test_a_bad_value_is_a_sentence_that_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _refusal({name: value}, monkeypatch)

    assert said.startswith(f"{name}: ")
    assert said.endswith(".")
    assert "\n" not in said
    assert "pydantic" not in said


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {"FORUM_TIME_ZONE": "Vermont", "FORUM_SECRET_KEY": "short"}

    said = _refusal(bad, monkeypatch)

    assert all(f"{name}: " in said for name in bad)


@pytest.mark.parametrize("missing", CONTACTS)
def test_a_public_forum_without_one_of_its_contacts_is_refused(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {name: said for name, said in CONTACTS.items() if name != missing}

    said = _refusal({"FORUM_BASE_URL": "https://forum.example", **given}, monkeypatch)

    assert missing in said
    assert not [name for name in given if name in said]


def test_a_public_forum_without_https_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = _refusal({"FORUM_BASE_URL": "http://forum.example", **CONTACTS}, monkeypatch)

    assert said == "FORUM_BASE_URL must begin with https://."


def test_a_public_forum_with_all_of_them_is_set_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in CONTACTS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FORUM_BASE_URL", "https://forum.example")

    settings = load_settings()

    assert settings.is_secure
    assert not settings.is_local
    assert settings.contact("postal_address") == CONTACTS["FORUM_POSTAL_ADDRESS"]
