"""What members asked for, done after they asked; and what of it is not kept."""

from datetime import datetime

from flask import current_app

from forum.boards import actions as boards
from forum.boards.queries.leaving import removed_before, threads_with
from forum.core.db import transaction
from forum.core.files import Files, new_name
from forum.core.jobs import Payload, job
from forum.core.retention import kept
from forum.core.stores import COPIES
from forum.images.jobs import remove_orphans
from forum.mail.jobs import send
from forum.members import actions as members
from forum.rights import actions, packing, queries, rules
from forum.rights.actions import Wish, asking, erasing
from forum.rights.ledger import Entry, entries, write_down
from forum.rights.models import Fate
from forum.settings import Settings

LEDGER = "erasures.jsonl"
REMOVED_AT_A_TIME = 500


@job(asking.ERASE, is_public=True)
def erase(payload: Payload, now: datetime) -> None:
    """Erase a member, thread by thread, then all the rest."""
    with transaction():
        begun = actions.begin(payload["erasure"], now)
    if begun is None:
        return
    ledger = _settings().home / LEDGER
    said = Entry(begun.member_id, begun.at, str(begun.fate), begun.details)
    write_down(ledger, said)
    for thread_id in threads_with(begun.member_id):
        with transaction():
            actions.leave_thread(begun, thread_id, now)
    # If something was added meanwhile this fails, and all of it comes again.
    with transaction():
        files_of_theirs = queries.copy_names(begun.member_id)
        actions.finish(begun, now)
    for name in files_of_theirs:
        copies().remove(name)


@job(erasing.RECEIPT, leaves=True)
def send_receipt(payload: Payload, now: datetime) -> None:
    """Tell somebody who was erased how much went; then forget the address."""
    send(payload | {"letter": "erased"}, now)
    with transaction():
        actions.forget_contact(payload["erasure"], now)


@job(asking.COPY)
def make_copy(payload: Payload, now: datetime) -> None:
    """Pack everything about a member into a file that only they get."""
    wanted = queries.copy_numbered(payload["export"])
    if wanted is None or wanted.name is not None:
        return
    name = new_name("zip")
    with copies().writing(name) as file:
        packing.pack(queries.copy_of(wanted.member_id), now, file)
    with transaction():
        if not actions.note_copy(wanted.id, name, now):
            copies().remove(name)


def replay(now: datetime) -> int:
    """Erase again whoever a restored backup brought back; return how many."""
    known = [
        Entry(one.member_id, one.asked_at, str(one.fate))
        for one in queries.done_erasures()
    ]
    wanted = {}
    for entry in [*known, *entries(_settings().home / LEDGER)]:
        if queries.is_there(entry.member_id, entry.at):
            wanted[entry.member_id] = entry
    for entry in wanted.values():
        called = queries.names_of(entry.member_id)
        again = queries.found_again(entry.member_id, called, entry.details)
        wish = Wish(Fate(entry.fate), again)
        with transaction():
            erasure = actions.erase_again(entry.member_id, wish, now)
        erase({"erasure": erasure.id}, now)
    # What came back with the files alone, without a row.
    remove_orphans(now)
    forget_copies(now)
    return len(wanted)


def copies() -> Files:
    """Return where copies of members' data are kept."""
    kept_here: Files = current_app.extensions[COPIES]
    return kept_here


@kept("copies of members' data", "7 days; one in 24 hours")
def forget_copies(now: datetime) -> int:
    """Remove copies that had their time, and files that belong to none."""
    with transaction():
        gone = actions.forget_copies(now)
    known = queries.copy_files()
    for name, written in copies().names():
        if name not in known and written < now - asking.UNKNOWN_LASTS:
            copies().remove(name)
    return gone


@kept("accounts that are not active", "24 months, then erased")
def erase_long_inactive(now: datetime) -> int:
    """Have whoever has not come back for long erased."""
    found = queries.long_inactive(now)
    for member_id in found:
        with transaction():
            members.erase(member_id, now)
    return len(found)


@kept(
    "what erased members agreed to, and what mail they wanted",
    "36 months, by a number alone",
)
def forget_consents(now: datetime) -> int:
    """Delete agreements of those who were erased long ago."""
    with transaction():
        return actions.forget_consents(now)


@kept("where the receipt of an erasure goes", "until it went; 3 days at most")
def forget_contacts(now: datetime) -> int:
    """Forget addresses to which no receipt could be sent."""
    with transaction():
        return actions.forget_contacts(now)


@kept("user names that somebody had", "12 months, as a keyed hash")
def forget_handles(now: datetime) -> int:
    """Let user names be taken again."""
    with transaction():
        return members.forget_handles(now)


@kept("removed posts, with their photos", "180 days, unless a law holds them")
def purge_removed(now: datetime) -> int:
    """Destroy the words of posts that moderators removed long ago."""
    gone, held = 0, queries.held_posts()
    for post_id in removed_before(now - rules.REMOVED_LASTS, REMOVED_AT_A_TIME, held):
        with transaction():
            gone += boards.purge(post_id, held, now)
    return gone


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
