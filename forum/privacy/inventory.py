"""What is kept about people: read from the tables themselves, in plain words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forum.core import program_log
from forum.core.access.lines import FIELDS
from forum.core.db import Base
from forum.core.hooks import Hook
from forum.core.personal import KEY, OnErase, Privacy, SeenBy

FORMS = Path(__file__).with_name("forms.toml")
form_lists: Hook[Path] = Hook("form_lists")
"""Lists like `FORMS` of packages that have forms of their own."""

SEEN = {
    SeenBy.EVERYBODY: "everybody",
    SeenBy.MEMBERS: "members",
    SeenBy.STAFF: "moderators or administrators",
    SeenBy.OWNER: "only you",
    SeenBy.NOBODY: "nobody; it is used, not shown",
}
OPERATOR = "whoever runs the machine"
ERASED = {
    OnErase.ERASE: "is erased",
    OnErase.KEEP: "stays, no longer under your name",
    OnErase.UNLINK: "stays, and no longer leads to you",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: what, why, who sees it, what erasure does."""

    what: str
    why: str
    seen_by: str
    on_erase: str


@dataclass(frozen=True, slots=True)
class Part:
    """Things that are kept together, and what they are about."""

    title: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a form whose answer is not kept, and why it is asked."""

    field: str
    why: str


def inventory() -> tuple[Part, ...]:
    """Return everything personal that is kept, from the declarations of columns."""
    parts = (_part(mapper.class_) for mapper in Base.registry.mappers)
    kept = sorted((part for part in parts if part.entries), key=lambda p: p.title)
    return (*kept, _access_log(), _program_log())


def asked_only(paths: tuple[Path, ...]) -> tuple[Asked, ...]:
    """Return the fields of forms that are asked and not kept."""
    found: dict[tuple[str, str], Asked] = {}
    for path in (FORMS, *paths):
        for form in read_forms(path).get("not_kept", {}).values():
            for field, why in form.items():
                found.setdefault((field, why), Asked(_words(field), why))
    return tuple(sorted(found.values(), key=lambda one: one.field))


@cache
def read_forms(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return a list of fields: `kept` names columns, `not_kept` says why it is asked.

    Both go by form, then by field.
    """
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _part(model: type[Base]) -> Part:
    said = (model.__doc__ or "").strip().partition("\n")[0].replace("`", "")
    columns = model.__table__.columns
    declared = ((column.name, column.info.get(KEY)) for column in columns)
    return Part(
        _words(model.__tablename__),
        said,
        tuple(
            _entry(name, privacy)
            for name, privacy in declared
            if isinstance(privacy, Privacy) and privacy.personal
        ),
    )


def _entry(name: str, privacy: Privacy) -> Entry:
    plain = _words(name.removesuffix("_id"))
    seen, erased = SEEN[privacy.seen_by], ERASED[privacy.on_erase]
    return Entry(plain, privacy.why, seen, erased)


def _access_log() -> Part:
    return Part(
        "Access log",
        "One line for each page that was asked for. No line names anybody.",
        tuple(
            Entry(name, why, SEEN[SeenBy.STAFF], "goes after 30 days at the latest")
            for name, why in FIELDS.items()
        ),
    )


def _program_log() -> Part:
    return Part(
        "Log of the program",
        "A line for each sign-in, refusal and request to wait. No line names anybody.",
        tuple(
            Entry(name, program_log.FIELDS[name], OPERATOR, "goes after 30 days")
            for name in program_log.TOLD
        ),
    )


def _words(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
