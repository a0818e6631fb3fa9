"""What administrators chose while the forum runs: kept in the database, for everybody.

Each package declares its options beside what they steer. The rows are read together,
by one query, when a request first asks for one of them.
"""

from datetime import datetime, timedelta

from flask import current_app, g
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped

from forum.core.clock import utcnow
from forum.core.db import Base, db, insert_once
from forum.core.options import Option
from forum.core.personal import technical
from forum.settings import Settings

NAME_MAX = 40
VALUE_MAX = 40
READ_EVERY = timedelta(seconds=5)
"""How long a worker goes by what it read; a request is shorter than that."""
_options: dict[str, Option] = {}


class ChosenSetting(Base):
    """What was chosen for an option; without a row its default holds."""

    __tablename__ = "chosen_setting"

    name: Mapped[str] = technical(
        String(NAME_MAX), why="which option", primary_key=True
    )
    value: Mapped[str] = technical(String(VALUE_MAX), why="what was chosen")
    set_at: Mapped[datetime]


def declare(option: Option) -> Option:
    """Let an option be changed while the forum runs."""
    _options[option.name] = option
    return option


def options() -> tuple[Option, ...]:
    """Return everything that can be changed, in the order of its names."""
    return tuple(sorted(_options.values(), key=lambda one: one.label))


def option_named(name: str) -> Option | None:
    """Return an option by its name."""
    return _options.get(name)


def fixed(option: Option) -> str | None:
    """Return what the environment says of an option; None if it says nothing."""
    settings: Settings = current_app.extensions["settings"]
    if option.setting in settings.model_fields_set:
        return option.plain(str(getattr(settings, option.setting)))
    return None


def chosen(option: Option) -> str:
    """Return what holds: the environment, then what was chosen, then the default.

    One query for all options of a request, none where the environment speaks. What
    was chosen under an older version and is no longer allowed does not count.
    """
    said = fixed(option)
    if said is None:
        said = _rows(utcnow()).get(option.name, option.default)
    return option.default if option.trouble(said) else said


def number(option: Option) -> float:
    """Return what holds for an option that is a number."""
    return float(chosen(option))


def choose(option: Option, value: str, now: datetime) -> None:
    """Let something else hold from now on; the default needs no row."""
    old = delete(ChosenSetting).where(ChosenSetting.name == option.name)
    db.session.execute(old)
    if value != option.default:
        said = {"name": option.name, "value": value, "set_at": now}
        insert_once(ChosenSetting, said)
    g.pop("chosen", None)


def _rows(now: datetime) -> dict[str, str]:
    read: tuple[datetime, dict[str, str]] | None = g.get("chosen")
    if read is None or abs(now - read[0]) > READ_EVERY:
        rows = db.session.execute(select(ChosenSetting.name, ChosenSetting.value))
        read = g.chosen = (now, dict(rows.all()))
    return read[1]
