"""Pictures that come with a draft: taken in, listed, described, removed again."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from flask import request
from werkzeug.datastructures import FileStorage

from forum.boards.drafts import AddedFile
from forum.boards.forms import ALT_MAX
from forum.boards.views import papers
from forum.boards.views.targets import Target
from forum.core.answers import Busy, NotFound, Refused, require
from forum.core.clock import utcnow
from forum.core.db import KEY_MAX, transaction
from forum.core.forms import readable
from forum.core.limits import count, spent
from forum.images import actions, queries
from forum.images.queries import Picture
from forum.images.rules import BYTES_MAX, PER_POST_MAX, may_keep
from forum.images.taking import take
from forum.members.models import Member

ALT = re.compile(r"alt-([0-9]{1,10})")
ALTS_MAX = 2 * PER_POST_MAX
Added = dict[int, AddedFile]
LIMIT = "60 per hour"
NO_ROOM = "We could not store this photo just now. Please try again in a minute"
OFTEN = "You have added very many photos. Please go on in an hour"


@dataclass(frozen=True, slots=True)
class Came:
    """What came with a form beside its texts."""

    new: int = 0
    """Pictures that were added by this very request."""
    files: int = 0
    """Files that were."""
    is_only_that: bool = False
    """Whether the button was one for pictures: the author goes on writing."""


def take_in(member: Member, target: Target) -> Came:
    """Keep the pictures of a form, or let go of one.

    What cannot be taken is said beside the field; the name of a file is never read.
    """
    if "remove-photo" in request.form:
        _let_go(member, request.form.get("remove-photo", 0, type=int))
        return Came(is_only_that=True)
    new, form = 0, target.form
    try:
        for file in _files():
            require(target.may_attach)
            _keep(member, target, file)
            new += 1
    except (Refused, Busy) as refused:
        form.photos.errors = [str(refused)]
    except OSError:
        form.photos.errors = [NO_ROOM]
    files, changes_files = papers.take_in(member, target)
    goes_on = changes_files or "add-photos" in request.form
    return Came(new, files, is_only_that=goes_on)


def shown(member: Member, target: Target) -> tuple[Picture, ...]:
    """Return the pictures of the post that is corrected, then those added now."""
    there = queries.of_post(target.post_id) if target.post_id else ()
    added = queries.pending(member.id, target.form.token)
    if target.saved is None:
        return there + added
    alts = target.saved.alts
    return there + tuple(replace(one, alt=alts.get(one.id, one.alt)) for one in added)


def carried(there: tuple[Picture, ...]) -> tuple[dict[int, str], Added]:
    """Return what a draft carries: what each picture shows, and its new files."""
    return alts_sent(there), papers.added(there)


def alts_sent(pictures: Iterable[Picture]) -> dict[int, str]:
    """Return what each picture shows, as the form says it or as it was said before."""
    sent = alts_named()
    return {one.id: sent.get(one.id, one.alt) for one in pictures}


def alts_named() -> dict[int, str]:
    """Return the descriptions that a form brings, whichever pictures they name."""
    named = [
        (int(found[1]), " ".join(readable(value).split())[:ALT_MAX])
        for name, value in request.form.items()
        if (found := ALT.fullmatch(name))
    ]
    return {key: alt for key, alt in named[:ALTS_MAX] if 0 < key <= KEY_MAX}


def _let_go(member: Member, picture: int) -> None:
    """Take a picture out again; a second click does no harm."""
    if 0 < picture <= KEY_MAX:
        with suppress(NotFound), transaction():
            actions.drop(member.id, picture, utcnow())


def _files() -> list[FileStorage]:
    sent = [file for file in request.files.getlist("photos") if file.filename]
    return sent[: PER_POST_MAX + 1]


def _keep(member: Member, target: Target, file: FileStorage) -> None:
    """Draw a picture anew and keep it; decoding happens outside the transaction.

    Whether there is room is asked first: drawing is the costly part.
    """
    is_new = member.post_count == 0 and member.vouched_at is None
    once, post_id = target.form.token, target.post_id
    require(may_keep(queries.holding(member.id, once, post_id), 0, is_new=is_new))
    _slow_down(f"photos of {member.id}")
    stored = actions.store(take(file.stream.read(BYTES_MAX + 1)))
    try:
        with transaction():
            actions.keep(member, once, stored, utcnow(), post_id=post_id, is_new=is_new)
    except BaseException:
        actions.unstore(stored)
        raise


def _slow_down(whose: str) -> None:
    """Keep one member from having pictures drawn without end."""
    if wait := spent(LIMIT, whose):
        raise Busy(OFTEN, wait)
    count(LIMIT, whose)
