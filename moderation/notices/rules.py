"""What makes a notice valid, which post it means, and how long what is kept."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from moderation.notices.models import NoticeKind

CONTACT_LASTS = timedelta(days=30)
"""How long after closing we still know who asked."""
NOTICE_LASTS = timedelta(days=730)
SEALED_LASTS = timedelta(days=365)
"""How long abuse images are preserved (18 USC 2258A(h))."""
ALARM_AFTER = timedelta(hours=24)
PLACES_MAX = 10
KEEPS_WORDS = frozenset({NoticeKind.COPYRIGHT, NoticeKind.COUNTER_NOTICE})
"""Which work was meant is still known when its owner complains again."""
POST = re.compile(r"/p/([0-9]{1,10})(?:/.*)?")
THREAD = re.compile(r"/t/([0-9]{1,10})(?:/.*)?")
ANCHOR = re.compile(r"p([0-9]{1,10})")
FILE = re.compile(r"/attachments/([0-9a-f]{32})(?:-small)?\.[a-z]{3,4}")
NEVER_HERE = "This is no address of a post in this forum"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as an address of this forum says it."""

    post_id: int | None = None
    thread_id: int | None = None
    file: str = ""


def place_of(address: str, own_hosts: Collection[str]) -> Place | None:
    """Read an address of this forum; None if it is none."""
    parts = urlsplit(address if "//" in address else f"//{address.lstrip('/')}")
    if parts.hostname not in own_hosts:
        return None
    if anchor := ANCHOR.fullmatch(parts.fragment):
        return Place(post_id=int(anchor[1]))
    if post := POST.fullmatch(parts.path):
        return Place(post_id=int(post[1]))
    if thread := THREAD.fullmatch(parts.path):
        return Place(thread_id=int(thread[1]))
    if file := FILE.fullmatch(parts.path):
        return Place(file=file[1])
    return None


def may_lock(author: Member, was_cleared: bool, by_known: bool) -> Answer:
    """An account is locked once only: who was found old enough stays so.

    A guest or somebody who just joined cannot shut out anybody whom they like: what
    they report stands first in the queue instead.
    """
    if author.is_staff or author.is_former:
        return no("This account is not locked by a report.")
    if author.is_kept_out:
        return no("This account is not open anyway.")
    if was_cleared:
        return no("A moderator found the author old enough.")
    if not by_known:
        return no("A moderator reads this report first.")
    return YES
