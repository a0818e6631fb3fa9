"""Cursors: where the next part of a list begins. What they say is nobody's business."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime

from forum.core.db import KEY_MAX
from forum.core.paging import Page

CURSOR_MAX = 120


class BadCursor(Exception):
    """Somebody sent a cursor that we did not make."""


def after(at: datetime, key: int) -> str:
    """Return the cursor behind something with a time and a key."""
    return _packed([at.isoformat(), key])


def place(cursor: str) -> tuple[datetime, int] | None:
    """Return the time and the key behind which to go on; None at the beginning."""
    match _opened(cursor):
        case None:
            return None
        case [str(at), int(key)] if 0 < key <= KEY_MAX:
            try:
                moment = datetime.fromisoformat(at)
            except ValueError:
                raise BadCursor from None
            if moment.tzinfo is not None:
                return moment, key
    raise BadCursor


def next_page(page: Page) -> str | None:
    """Return the cursor of the page behind this one, if there is one."""
    return _packed([page.number + 1]) if page.number < page.last else None


def number(cursor: str) -> int:
    """Return the number of a page; the first at the beginning."""
    match _opened(cursor):
        case None:
            return 1
        case [int(page)] if 0 < page <= KEY_MAX:
            return page
    raise BadCursor


def _packed(said: list[object]) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def _opened(cursor: str) -> object:
    if not cursor:
        return None
    if len(cursor) > CURSOR_MAX:
        raise BadCursor
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        said: object = json.loads(urlsafe_b64decode(padded))
    except (Error, ValueError):
        raise BadCursor from None
    if said is None:
        raise BadCursor
    return said
