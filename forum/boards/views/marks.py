"""What is new for a member: marks in lists, and where they left off in a thread."""

from collections.abc import Collection
from datetime import datetime

from flask import request

from forum.boards.models import PostState
from forum.boards.news import LeftOff, Marks, left_off, marking, read_on
from forum.boards.pages import ThreadPage
from forum.core.db import transaction
from forum.core.lacking import if_it_can_be_kept
from forum.core.read_only import pause_shown
from forum.members.models import Member
from forum.members.viewers import current_viewer


def marks_for(
    threads: Collection[int], boards: Collection[str], now: datetime
) -> Marks:
    """Return what stands out on a page with lists; for a guest nothing does.

    One query for a member, none for a guest.
    """
    viewer = current_viewer()
    if isinstance(viewer, Member):
        for ask in marking:
            return ask(viewer, threads, boards, now)
    return Marks()


def reading(page: ThreadPage, now: datetime) -> LeftOff | None:
    """Return where a member left off in a thread, and note that they read this page.

    One query for a member; a write only if something on the page was new to them.
    """
    viewer = current_viewer()
    if not isinstance(viewer, Member) or page.thread.state is not PostState.PUBLISHED:
        return None
    for ask in left_off:
        found = ask(viewer, page.thread.id, now)
        last = max((one.number or 0 for one in page.posts), default=0)
        if 0 < found.first_number <= last and _is_opened(now):
            with if_it_can_be_kept(), transaction():
                for tell in read_on:
                    tell(viewer.id, page.thread.id, last, now)
        return found
    return None


def _is_opened(now: datetime) -> bool:
    """Say whether somebody looks at the page, and the forum may write that down."""
    is_fetched_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not is_fetched_ahead and not pause_shown(now)
