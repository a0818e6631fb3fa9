"""The check-up: one line for each thing, and the mend where it is not well."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from flask.cli import ScriptInfo
from sqlalchemy import text

from forum.app import create_app
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.jobs import Job, enqueue
from forum.settings import load_settings
from forum.site.cli.serving import serve
from forum.site.first_run import make_ready
from tests.bucket import SECRET, S3Server
from tests.members.provider.real import free_port
from tests.site.commands import Run
from tests.valkey import WORD, ValkeyServer
from tests.world import World

PUBLIC = {
    "base_url": "https://forum.example.com",
    "operator_name": "Example Solar Fund",
    "postal_address": "100 Example Street, Sampletown",
    "privacy_contact": "privacy@example.com",
    "security_contact": "security@example.com",
}


def examined(home: Path, **settings: str) -> Result:
    """Have a forum of other settings looked at."""
    app = create_app(load_settings(home=home, **settings))
    done = app.test_cli_runner().invoke(args=["doctor"])
    with app.app_context():
        db.engine.dispose()
    return done


def test_a_forum_that_is_well_says_so(run: Run) -> None:
    done = run("doctor", "--json")

    assert done.exit_code == 0
    found = json.loads(done.output)
    whats = {one["what"] for one in found}
    assert whats == {
        *("settings", "database", "migrations", "jobs", "mail"),
        *("storage", "disk", "backups", "registry", "documents", "security.txt"),
    }
    assert all(one["is_well"] for one in found)


def test_each_thing_has_a_line(run: Run) -> None:
    done = run("doctor")

    lines = done.output.splitlines()
    assert len(lines) == 11
    assert all(line.startswith("ok  ") for line in lines)


def test_a_home_that_is_not_there_yet_has_the_room_of_its_disk(
    tmp_path: Path,
) -> None:
    done = examined(
        tmp_path / "not" / "yet",
        database_url=f"sqlite:///{tmp_path}/forum.sqlite3",
        secret_key="k" * 40,
        data_keys=Fernet.generate_key().decode(),
        storage=f"folder:{tmp_path}",
    )

    assert " GB free" in done.output, done.output


def test_jobs_that_are_late_are_named(run: Run, world: World) -> None:
    with world.writing():
        enqueue("sweep", {}, utcnow() - timedelta(hours=1))

    done = run("doctor")

    assert done.exit_code == 1
    assert "MEND  jobs: 1 are late. Is `soltrex-forum work` running?" in done.output


def test_jobs_that_failed_for_good_are_named(run: Run, world: World) -> None:
    now = utcnow()
    with world.writing():
        db.session.add(Job(kind="mail", payload={}, run_at=now, failed_at=now))

    done = run("doctor")

    assert done.exit_code == 1
    assert "MEND  jobs: 1 failed for good." in done.output


def test_tables_of_another_version_are_named(run: Run, world: World) -> None:
    with world.writing():
        db.session.execute(
            text("UPDATE alembic_version SET version_num = '2026_12_02_page_versions'")
        )

    done = run("doctor")

    assert done.exit_code == 1
    assert "MEND  migrations: at 2026_12_02_page_versions" in done.output
    assert "soltrex-forum db upgrade" in done.output


def test_an_empty_database_is_named(tmp_path: Path) -> None:
    done = examined(tmp_path)

    assert done.exit_code == 1
    assert "MEND  database: sqlite, empty. Run `soltrex-forum serve`." in done.output


@pytest.mark.parametrize(
    "address",
    ["sqlite:////nowhere/at/all.sqlite3", "postgresql+psycopg://a@127.0.0.1:9/b"],
)
def test_a_database_that_cannot_be_reached_is_named(
    tmp_path: Path, address: str
) -> None:
    done = examined(tmp_path, database_url=address)

    assert done.exit_code == 1
    assert "MEND  database: cannot be asked (OperationalError)." in done.output
    assert "FORUM_DATABASE_URL" in done.output


def test_a_valkey_is_asked_and_named_once_it_is_away(
    tmp_path: Path, valkey_server: ValkeyServer
) -> None:
    well = examined(tmp_path, valkey_url=valkey_server.url)
    valkey_server.kill()

    done = examined(tmp_path, valkey_url=valkey_server.url)

    assert "ok    valkey: answers" in well.output
    assert done.exit_code == 1
    assert "MEND  valkey: does not answer (ConnectionError)" in done.output
    assert "Check FORUM_VALKEY_URL." in done.output
    assert WORD not in done.output


def test_a_bucket_is_tried_and_named_if_it_cannot_be_written(
    tmp_path: Path, s3_server: S3Server
) -> None:
    place = s3_server.place(with_versions=True)
    given = {"s3_endpoint": place.endpoint, "s3_key_id": "me", "s3_secret": SECRET}

    well = examined(tmp_path, storage=f"s3://{place.bucket}/forum", **given)
    done = examined(tmp_path, storage="s3://nobodys", **given)

    said = f"ok    storage: s3://{place.bucket}/forum/images/ at 127.0.0.1"
    assert said in well.output
    assert s3_server.everything(place.bucket) == {}
    assert done.exit_code == 1
    assert "cannot be written (NoSuchBucket). Check FORUM_STORAGE." in done.output
    assert SECRET not in well.output + done.output


def test_a_public_forum_that_prints_its_mail_is_named(tmp_path: Path) -> None:
    done = examined(tmp_path, **PUBLIC)

    assert done.exit_code == 1
    assert "MEND  mail: is printed, not sent." in done.output


def test_a_secret_in_a_setting_is_not_shown(tmp_path: Path) -> None:
    done = examined(tmp_path, mail="smtp://me:zz-secret@mail.example.com")

    assert "FORUM_MAIL" in done.output
    assert "zz-secret" not in done.output


def test_tables_of_a_newer_version_are_named_and_not_served(
    tmp_path: Path,
) -> None:
    app = create_app(load_settings(home=tmp_path))
    with app.app_context():
        make_ready(utcnow())
        with transaction():
            db.session.execute(text("UPDATE alembic_version SET version_num = 'later'"))
        db.session.remove()

    said = examined(tmp_path).output
    served = CliRunner().invoke(
        serve, ["--port", str(free_port())], obj=ScriptInfo(create_app=lambda: app)
    )

    for told in (said, served.stderr):
        assert "The tables are of a newer version (later) than this program" in told
        assert "soltrex-forum db downgrade 20" in told
    assert served.exit_code == 1
    with app.app_context():
        db.engine.dispose()
