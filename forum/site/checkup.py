"""What `doctor` looks at: each thing with how it stands and how to mend it."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from forum.backup.note import last_in
from forum.core import valkey
from forum.core.db import db
from forum.core.files import UNFINISHED, files, new_name
from forum.core.finished.copy import Copy, copy_of
from forum.core.jobs import backlog
from forum.core.valkey import Valkey
from forum.members.registry import registry
from forum.privacy.documents import edited
from forum.settings import Settings, env_name
from forum.site import queries, security

GIGABYTE = 10**9
FREE_BYTES, FREE_SHARE = 2 * GIGABYTE, 0.1


class DiskUsage(NamedTuple):
    """Bytes of a disk."""

    total: int
    used: int
    free: int


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at."""

    what: str
    is_well: bool
    says: str


def findings(now: datetime) -> list[Checked]:
    """Look at everything; what cannot be asked counts as not well."""
    settings: Settings = current_app.extensions["settings"]
    database = _database()
    found = [_settings(settings), database, _storage(), _disk(settings.home)]
    found += [_mail(settings, queries.letters_retried(now) if database.is_well else 0)]
    found += [_backups(settings, now)]
    found += [_registry(settings), _documents(), _security_txt(settings, now)]
    if (shared := valkey.of(current_app)) is not None:
        found.append(_valkey(shared))
    if (copy := copy_of(current_app)) is not None:
        found.append(_copy(copy))
    if database.is_well:
        found += [migrations(), _jobs(now)]
    return found


def _settings(settings: Settings) -> Checked:
    given = [env_name(name) for name in sorted(settings.model_fields_set)]
    return Checked("settings", True, ", ".join(given) or "none, all as built in")


def _database() -> Checked:
    try:
        head = queries.migration_head()
    except SQLAlchemyError as error:
        said = f"cannot be asked ({type(error).__name__}). Check FORUM_DATABASE_URL."
        return Checked("database", False, said)
    kind = db.engine.dialect.name
    if head is None:
        return Checked("database", False, f"{kind}, empty. Run `soltrex-forum serve`.")
    return Checked("database", True, kind)


def _copy(copy: Copy) -> Checked:
    trouble = copy.trouble()
    said = f"does not answer ({trouble}); the forum goes on. "
    said += "Check FORUM_DATABASE_REPLICA_URL."
    return Checked("copy", not trouble, said if trouble else "answers")


def _storage() -> Checked:
    """Write a file and remove it: the only way to know that it can be done."""
    name = new_name(UNFINISHED)
    try:
        files().put(name, b"")
        files().remove(name)
    except OSError as error:
        said = f"{files().where} cannot be written ({error.strerror or error})"
        return Checked("storage", False, f"{said}. Check FORUM_STORAGE.")
    return Checked("storage", True, files().where)


def _disk(home: Path) -> Checked:
    """Say how much room is left; both a small share and few bytes are too little."""
    room = room_at(home)
    share = room.free / room.total if room.total else 0
    said = f"{room.free / GIGABYTE:,.1f} GB free, {share:.0%} of the disk"
    if room.free >= FREE_BYTES or share >= FREE_SHARE:
        return Checked("disk", True, said)
    return Checked("disk", False, f"{said}. Make room, or nothing can be posted.")


def room_at(home: Path) -> DiskUsage:
    """Return how large a disk is and what is free, also before there is a home."""
    there = next(one for one in (home, *home.resolve().parents) if one.exists())
    return DiskUsage(*shutil.disk_usage(there))


def _valkey(shared: Valkey) -> Checked:
    trouble = shared.trouble()
    said = f"does not answer ({trouble}); the forum goes on. Check FORUM_VALKEY_URL."
    return Checked("valkey", not trouble, said if trouble else "answers")


def _backups(settings: Settings, now: datetime) -> Checked:
    """Say when the last one was made and tried out; a forum on trial needs none."""
    last = last_in(settings.home)
    if last.is_late(now):
        made = f"the last one was made {last.made_at}" if last.made_at else "none yet"
        said = f"{made}. "
        said += "Run `soltrex-forum backup FILE` every night."
        return Checked("backups", settings.is_local, said)
    tried = last.verified_at or "never: run `soltrex-forum verify FILE`"
    return Checked("backups", True, f"made {last.made_at}, tried out {tried}")


def _registry(settings: Settings) -> Checked:
    trouble = registry().trouble()
    return Checked("registry", not trouble, trouble or settings.registry)


def _documents() -> Checked:
    names = edited()
    said = f"{', '.join(names)} changed after release. Put the released text back."
    return Checked("documents", not names, said if names else "as released")


def _security_txt(settings: Settings, now: datetime) -> Checked:
    trouble = security.trouble(settings, now.date())
    until = security.expires_on(settings, now.date())
    return Checked("security.txt", not trouble, trouble or f"holds until {until}")


def migrations() -> Checked:
    """Say whether the tables are of this version of the program."""
    newest, head = _migrations().get_current_head(), queries.migration_head()
    if head == newest:
        return Checked("migrations", True, f"at {head}")
    if trouble := tables_too_new():
        return Checked("migrations", False, trouble)
    said = f"at {head}, the newest is {newest}. Run `soltrex-forum db upgrade`."
    return Checked("migrations", False, said)


def tables_too_new() -> str:
    """Say what to do if a newer version of the program changed the tables."""
    script, head = _migrations(), queries.migration_head()
    if head is None or head in {one.revision for one in script.walk_revisions()}:
        return ""
    return (
        f"The tables are of a newer version ({head}) than this program. Start that "
        "version again, or have it run "
        f"`soltrex-forum db downgrade {script.get_current_head()}` first."
    )


def _migrations() -> ScriptDirectory:
    folder: Path = current_app.extensions["migrations"]
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)


def _jobs(now: datetime) -> Checked:
    late, failed = backlog(now)
    if failed:
        said = f"{failed} failed for good. The log says which kind."
        return Checked("jobs", False, said)
    if late:
        said = f"{late} are late. Is `soltrex-forum work` running?"
        return Checked("jobs", False, said)
    return Checked("jobs", True, "none is late")


def _mail(settings: Settings, retried: int) -> Checked:
    if settings.mail == "console:" and not settings.is_local:
        said = "is printed, not sent. Set FORUM_MAIL to smtp://..."
        return Checked("mail", False, said)
    if retried:
        said = f"not handed over yet, and tried again: {retried:,}. Check FORUM_MAIL."
        return Checked("mail", False, said)
    printed = "printed and kept at /admin/outbox"
    return Checked("mail", True, printed if settings.mail == "console:" else "smtp")
