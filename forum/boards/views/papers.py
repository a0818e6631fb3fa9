"""Files that come with a draft: taken in, put into daily totals, made public."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

from flask import request
from werkzeug.datastructures import FileStorage

from forum.boards.drafts import AddedFile, Cleared
from forum.boards.views.targets import Target
from forum.core.answers import Busy, NotFound, Refused, require
from forum.core.clock import utcnow
from forum.core.db import KEY_MAX, transaction
from forum.core.limits import count, spent
from forum.images import actions, filing, queries, sealing
from forum.images.actions import papers
from forum.images.filing import About
from forum.images.queries import Picture
from forum.images.rules import FILE_BYTES_MAX, FILES_PER_POST_MAX, may_keep_file
from forum.members.models import Member
from forum.members.registry import registry

LIMIT = "40 per hour"
OFTEN = "You have added very many files. Please go on in an hour"
NO_ROOM = "We could not store this file just now. Please try again in a minute"
TO_CHOOSE = "Choose what becomes of the values in “{}”"
BUTTONS = ("add-files", "daily-totals", "keep-values")


def take_in(member: Member, target: Target) -> tuple[int, bool]:
    """Keep the files of a form, or change one; return how many, and if only that.

    What cannot be taken is said beside the field.
    """
    new, form = 0, target.form
    try:
        for file in _files():
            require(target.may_attach)
            _keep(member, target, file)
            new += 1
        if key := _named("daily-totals"):
            _put_into_totals(member, target, key)
        if key := _named("keep-values"):
            with suppress(NotFound), transaction():
                papers.keep_steps(member.id, key)
    except (Refused, Busy) as refused:
        form.files.errors = [str(refused)]
    except OSError:
        form.files.errors = [NO_ROOM]
    return new, any(name in request.form for name in BUTTONS)


def ask_about_steps(target: Target, shown: Iterable[Picture]) -> bool:
    """Say beside the field which file its author has to choose about, if one."""
    for one in shown:
        if one.about is not None and one.about.asks:
            target.form.files.errors = [TO_CHOOSE.format(one.alt)]
            return True
    return False


def added(shown: Iterable[Picture]) -> dict[int, AddedFile]:
    """Return what is known of the files that are not posted yet, by their keys."""
    return {one.id: AddedFile(one.file, one.about.spots) for one in shown if one.about}


@contextmanager
def published(cleared: Cleared) -> Iterator[None]:
    """Write files for readers while a post is made; if that fails, they are removed."""
    masks: Mapping[str, Mapping[str, str]] = {
        one.file: one.masks for one in cleared.draft.files.values()
    }
    if not masks:
        yield
        return
    try:
        papers.publish(masks)
        yield
    finally:
        papers.unpublish(masks)


def _keep(member: Member, target: Target, file: FileStorage) -> None:
    """Clean and keep a file; whether there is room is asked first."""
    once, post_id = target.form.token, target.post_id
    require(may_keep_file(queries.holding(member.id, once, post_id), 0))
    _slow_down(member)
    known = registry().registered(member.id)
    data = file.stream.read(FILE_BYTES_MAX + 1)
    stored = papers.store(filing.take(file.filename or "", data, known))
    try:
        with transaction():
            papers.keep(member, once, stored, utcnow(), post_id=post_id)
    except BaseException:
        papers.unstore(stored)
        raise


def _put_into_totals(member: Member, target: Target, key: int) -> None:
    """Let the sums of each day stand in the place of a file."""
    once, post_id = target.form.token, target.post_id
    waiting = (one for one in queries.pending(member.id, once) if one.id == key)
    found = next(waiting, None)
    if found is None or found.about is None or not found.about.step:
        return  # a second click does no harm
    _slow_down(member)
    content = sealing.content_of(found.name)
    known = registry().registered(member.id)
    about = replace(found.about, called=_called(found.about, key))
    stored = papers.store(filing.in_daily_totals(content or b"", about, known))
    try:
        with transaction():
            actions.drop(member.id, key, utcnow())
            papers.keep(member, once, stored, utcnow(), post_id=post_id)
    except BaseException:
        papers.unstore(stored)
        raise


def _called(about: About, key: int) -> str:
    typed = " ".join(request.form.get(f"alt-{key}", "").split())
    return typed[:60] or about.called


def _named(button: str) -> int:
    key = request.form.get(button, 0, type=int)
    return key if 0 < key <= KEY_MAX else 0


def _files() -> list[FileStorage]:
    sent = [file for file in request.files.getlist("files") if file.filename]
    return sent[: FILES_PER_POST_MAX + 1]


def _slow_down(member: Member) -> None:
    """Keep one member from having files checked without end."""
    subject = f"files of {member.id}"
    if wait := spent(LIMIT, subject):
        raise Busy(OFTEN, wait)
    count(LIMIT, subject)
