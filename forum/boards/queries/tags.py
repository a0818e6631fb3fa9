"""The list of tags as moderators left it, and how often each is used."""

from flask import g, has_request_context
from sqlalchemy import ScalarSelect, func, select

from forum.boards.models import ChangedTag, ThreadTag
from forum.core.db import db
from forum.solar.tags import BUILT_IN, TagList

TO = ">"


def tag_list() -> TagList:
    """Return the tags that can be chosen. One query, once in a request."""
    if has_request_context() and (known := g.get("tag_list")):
        assert isinstance(known, TagList)  # noqa: S101 - narrows for the types
        return known
    rows = db.session.execute(select(ChangedTag.name, ChangedTag.leads_to))
    found = BUILT_IN.changed(dict(rows.all()))
    if has_request_context():
        g.tag_list = found
    return found


def forget_tag_list() -> None:
    """Let the list be read anew after it was changed."""
    if has_request_context():
        g.pop("tag_list", None)


def tags_for(typed: str) -> TagList:
    """Return the tags that words of a search may name. One query, if any is named."""
    return tag_list() if "tag:" in typed.casefold() else BUILT_IN


def changed_tags() -> ScalarSelect[str | None]:
    """Return what became of the list as one column of another query."""
    row = ChangedTag.name + TO + func.coalesce(ChangedTag.leads_to, "")
    return select(func.aggregate_strings(row, " ")).scalar_subquery()


def as_list(column: str | None) -> TagList:
    """Read that column."""
    rows = (one.partition(TO) for one in (column or "").split())
    return BUILT_IN.changed({name: leads_to or None for name, _, leads_to in rows})


def tag_uses() -> dict[str, int]:
    """Return how many threads have each tag. One query."""
    rows = db.session.execute(
        select(ThreadTag.tag, func.count()).group_by(ThreadTag.tag)
    )
    return dict(rows.all())
