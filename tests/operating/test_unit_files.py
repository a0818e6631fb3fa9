"""The unit files, the settings and the container file that operators get."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from forum.settings import Settings, env_name, load_settings
from forum.site.cli.web import GRACE
from tests.operating.proxies import SHIPPED
from tests.structure.sources import ROOT

UNITS = (
    "soltrex-forum.service",
    "soltrex-forum-backup.service",
    "soltrex-forum-backup.timer",
)
PROGRAM = "/opt/soltrex-forum/current/bin/soltrex-forum"
LOOSE_MAX = 2.0
"""What systemd calls well guarded; a service that says nothing has 9.6."""


def analysed(*words: str) -> "subprocess.CompletedProcess[str]":
    """Ask systemd-analyze, where there is one."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed (Debian: apt-get install systemd)")
    return subprocess.run(  # noqa: S603 - our own words
        [program, *words], capture_output=True, text=True, check=False, timeout=60
    )


def words_of(unit: str) -> dict[str, list[str]]:
    """Return what a unit file sets, each name with all its values."""
    told: dict[str, list[str]] = {}
    for line in (SHIPPED / unit).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            told.setdefault(name, []).append(value)
    return told


def given() -> dict[str, str]:
    """Return what the file of settings sets, as a shell and systemd read it."""
    lines = (SHIPPED / "environment").read_text().splitlines()
    matches = [re.fullmatch(r'#?(FORUM_\w+)="([^"$`\\]*)"', line) for line in lines]
    return {match[1]: match[2] for match in matches if match}


def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = (SHIPPED / unit).read_text().replace(PROGRAM, "/bin/true")
        (tmp_path / unit).write_text(text)

    done = analysed("verify", *(str(tmp_path / unit) for unit in UNITS))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS[:2])
def test_what_a_service_may_do_is_little(unit: str) -> None:
    done = analysed("security", "--offline=true", str(SHIPPED / unit))

    (level,) = re.findall(r"exposure level for .+: ([\d.]+)", done.stdout)
    assert float(level) < LOOSE_MAX


def test_the_forum_has_time_to_end_by_itself() -> None:
    told = words_of("soltrex-forum.service")

    assert told["KillMode"] == ["mixed"]
    assert int(told["TimeoutStopSec"][0]) >= 2 * (GRACE + 10)
    assert told["ExecStart"][0].startswith(f"{PROGRAM} serve ")


def test_all_name_the_same_user_settings_and_places() -> None:
    script = (SHIPPED / "soltrex-forum").read_text()
    settings = "/etc/soltrex-forum/environment"

    for unit in UNITS[:2]:
        told = words_of(unit)
        assert told["User"] == told["Group"] == ["soltrex-forum"]
        assert told["EnvironmentFile"] == [settings]
        assert given()["FORUM_HOME"] in told["ReadWritePaths"][0]
        assert f"/var/lib/{told['StateDirectory'][0]}" == given()["FORUM_HOME"]
    assert f". {settings}\n" in script
    assert f'exec {PROGRAM} "$@"' in script


def test_a_forum_takes_the_settings(tmp_path: Path) -> None:
    known = {env_name(field) for field in Settings.model_fields}
    assert {name.removesuffix("_FILE") for name in given()} <= known
    left = {"FORUM_HOME", "FORUM_BACKUP_KEY", "FORUM_DATABASE_URL"}
    named = {
        name.removeprefix("FORUM_").lower(): value
        for name, value in given().items()
        if name not in left and not name.endswith("_FILE")
    }

    settings = load_settings(home=tmp_path, **named)

    assert not settings.is_local
    assert not settings.takes_granian


def test_a_backup_goes_where_those_that_are_too_old_are_looked_for() -> None:
    told = words_of("soltrex-forum-backup.service")
    folder = "/var/backups/soltrex-forum"

    made, *cleared = told["ExecStart"]
    assert f'{PROGRAM} backup "{folder}/' in made
    assert f"find {folder} -name *.backup -mtime +33 -delete" in cleared[0]
    assert folder in told["ReadWritePaths"][0]


def test_the_container_file_takes_all_that_the_package_is_made_of() -> None:
    text = (SHIPPED / "Containerfile").read_text()
    copied = set(re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE))

    needed = {"forum", "moderation", "templates", "static", "migrations"}
    assert needed <= copied
    assert "pyproject.toml README.md LICENSE wsgi.py" in copied
    assert all((ROOT / name).exists() for said in copied for name in said.split())
    for word in (
        "--require-hashes",
        "--only-binary :all:",
        "USER 10001",
        "HEALTHCHECK",
    ):
        assert word in text
