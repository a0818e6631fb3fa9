"""What was changed about the settings."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.admin.models import SettingChange
from forum.core.db import db

SHOWN_MAX = 20


def newest_changes() -> Sequence[SettingChange]:
    """Return the newest changes of all settings. One query."""
    newest = select(SettingChange).order_by(SettingChange.id.desc()).limit(SHOWN_MAX)
    return db.session.scalars(newest).all()


def changes_of(name: str) -> Sequence[SettingChange]:
    """Return the newest changes of a setting. One query."""
    return db.session.scalars(
        select(SettingChange)
        .where(SettingChange.name == name)
        .order_by(SettingChange.id.desc())
        .limit(SHOWN_MAX)
    ).all()
