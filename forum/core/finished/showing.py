"""What views say of the page they make: on what it depends, and until when it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import g, has_request_context

from forum.core.finished.store import Key
from forum.core.finished.versions import ANY, EVERY, MOST, of_thread

View = TypeVar("View", bound=Callable[..., object])


@dataclass(slots=True)
class Making:
    """A page that is being made for a guest and may be kept."""

    marks: dict[str, int]
    """The marks of any and every before anything was read."""
    since: datetime
    key: Key
    scopes: frozenset[str] = frozenset({ANY})
    until: datetime | None = None


def never_kept(view: View) -> View:
    """Have the page of a view made anew each time: it shows what no mark tells of."""
    view.never_kept = True  # type: ignore[attr-defined]
    return view


def making() -> Making | None:
    """Return the page that is being made; none for members, forms, jobs."""
    page: Making | None = g.get("making") if has_request_context() else None
    return page


def shows_threads(*keys: int) -> None:
    """Say that this page shows these threads and nothing of other ones."""
    if page := making():
        page.scopes = frozenset({MOST, *map(of_thread, keys)})


def only_until(moment: datetime | None) -> None:
    """Say that this page shows something else from then on."""
    page = making()
    if page and moment and (page.until is None or moment < page.until):
        page.until = moment


def state_shown() -> int | None:
    """Return a number that is another one as soon as what every page says changed.

    What a process remembers of the database has to be read anew then, or a page
    would be kept with it. None where nothing is kept.
    """
    page = making()
    return page.marks[EVERY] if page else None
