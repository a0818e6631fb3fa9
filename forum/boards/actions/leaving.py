"""What becomes of posts whose author leaves for good; threads keep their shape."""

import contextlib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, or_, select, true, update

from forum.boards.actions.drafts import in_threads, reword_drafts
from forum.boards.actions.editing import TAKEN_BACK
from forum.boards.actions.redacting import Passages, redact, removed_from_quotes
from forum.boards.models import Post, PostState, Quote, Redaction, Revision, Thread
from forum.boards.news import changed, destroyed, redacting
from forum.boards.rendering import rendered, with_pictures
from forum.boards.saved import SavedDraft
from forum.core.answers import Refused
from forum.core.db import change_rows, db, locked
from forum.core.wording import Wording
from forum.images import actions as images
from forum.images.models import Image
from forum.images.queries import for_staff, of_post
from forum.mail.actions import redact_printed
from forum.members.models import Member

GONE_TITLE = "Withdrawn"
GONE_BODY = "Withdrawn by its author."
GONE_QUOTE = "[withdrawn by its author]"
LINE_MIN = 12
"""A shorter line is too common to be looked for in what others wrote."""


def stand_as(thread_id: int, member_id: int, former_id: int) -> Counter[str]:
    """Let all that a member has in a thread stand under another row of members.

    Returns how many rows of which tables that were.
    """
    thread = locked(Thread, thread_id)
    posts = select(Post.id).where(Post.thread_id == thread_id)
    moved: Counter[str] = Counter(thread=1)
    moved["post"] = change_rows(
        update(Post)
        .where(Post.thread_id == thread_id, Post.author_id == member_id)
        .values(author_id=former_id, once=None)
    )
    moved["revision"] = change_rows(
        update(Revision)
        .where(Revision.post_id.in_(posts), Revision.editor_id == member_id)
        .values(editor_id=former_id, reason="")
    )
    moved["redaction"] = change_rows(
        update(Redaction)
        .where(Redaction.post_id.in_(posts), Redaction.by_id == member_id)
        .values(by_id=former_id)
    )
    readable = select(func.count()).where(
        Post.author_id == former_id, Post.state == PostState.PUBLISHED
    )
    db.session.execute(
        update(Member)
        .where(Member.id == former_id)
        .values(post_count=readable.scalar_subquery())
    )
    if thread.author_id == member_id:
        thread.author_id = former_id
    if thread.last_author_id == member_id:
        thread.last_author_id = former_id
    thread.note_changed()
    db.session.flush()
    return moved


def former_in(thread_id: int, label: str) -> int:
    """Make a row for whoever is gone from a thread; no two have the same letter."""
    thread = db.session.get_one(Thread, thread_id)
    letter = _free_letter(thread_id, label)
    former = Member(
        handle=f"{label} {letter}",
        # No user name begins with a dash, so nobody is found by it.
        handle_key=f"-{thread_id}-{letter}",
        joined_at=thread.opened_at,
        deactivated_at=thread.opened_at,
        is_former=True,
    )
    db.session.add(former)
    db.session.flush()
    return former.id


def strip_pictures(
    thread_id: int, member_id: int, spared: Collection[int], now: datetime
) -> int:
    """Destroy the pictures of a member's posts in a thread."""
    posts = [one for one in _posts_of(thread_id, member_id) if one.id not in spared]
    gone = 0
    for post in posts:
        # Those too that were taken back and kept for a decision.
        pictures = for_staff(post.id)
        if pictures:
            gone += images.destroy([one.id for one in pictures], now)
            show(post)
    return gone


def posts_of(thread_id: int, member_id: int) -> set[int]:
    """Return the keys of a member's posts in a thread."""
    return {one.id for one in _posts_of(thread_id, member_id)}


def blank_post(post_id: int, now: datetime) -> None:
    """Destroy the words and pictures of one post, and quotations of it."""
    post = db.session.get_one(Post, post_id)
    spared = posts_of(post.thread_id, post.author_id) - {post_id}
    strip_post(post_id, now)
    blank(post.thread_id, post.author_id, spared, now)


def strip_post(post_id: int, now: datetime) -> None:
    """Destroy the pictures of one post."""
    post = db.session.get_one(Post, post_id)
    spared = posts_of(post.thread_id, post.author_id) - {post_id}
    strip_pictures(post.thread_id, post.author_id, spared, now)


def blank(
    thread_id: int, member_id: int, spared: Collection[int], now: datetime
) -> int:
    """Destroy the words of a member's posts in a thread, and quotations of them.

    The posts keep their state and place, so that nothing around them moves.
    """
    thread = locked(Thread, thread_id)
    posts = [one for one in _posts_of(thread_id, member_id) if one.id not in spared]
    for post in posts:
        revisions = _revisions(post.id)
        _destroy_copies(post, revisions)
        for one in revisions:
            one.title = GONE_TITLE if one.title else one.title
            one.body, one.reason = GONE_BODY, ""
        if post.number == 1:
            thread.title = GONE_TITLE
        show(post)
        for tell in [*changed, *destroyed]:
            tell(post, now)
    db.session.flush()
    return len(posts)


def take_back_for(
    post_id: int, words: tuple[str, ...], author_id: int, now: datetime
) -> None:
    """Destroy details that a member ticked before leaving, wherever they stand.

    What moderators keep of them goes too: nobody comes back to answer for them.
    """
    gone = Passages(Wording(words, TAKEN_BACK))
    # Gone already, if this ran before.
    with contextlib.suppress(Refused):
        redact(post_id, gone, author_id, now)
    post = db.session.get_one(Post, post_id)
    for redact_own in redacting:
        redact_own(post, gone.wording, False)


def rename(names: Wording) -> int:
    """Take who somebody was out of every wording that surely names them."""
    perhaps = [
        column.icontains(clue, autoescape=True)
        for column in (Revision.title, Revision.body, Revision.reason)
        for clue in names.clues
    ]
    if not perhaps:
        return 0
    rows = db.session.scalars(select(Revision).where(or_(*perhaps))).all()
    reword_drafts(true(), lambda _, text: names.removed_from(text))
    return _renamed_all(rows, names) + _alts_renamed(names)


def _alts_renamed(names: Wording) -> int:
    perhaps = or_(*(Image.alt.icontains(one, autoescape=True) for one in names.clues))
    posts = {
        one.post_id
        for one in db.session.scalars(select(Image).where(perhaps))
        if one.post_id is not None and names.stands_in(one.alt)
    }
    images.redact_alts(posts, names)
    return _show_all(posts)


def rename_in(thread_id: int, member_id: int, names: Wording, own: Wording) -> int:
    """Take who a member was out of a thread in which they took part.

    `own` is how they are found in what they wrote; it is also looked for where
    somebody quotes that, in whichever thread.
    """
    posts = select(Post.id).where(Post.thread_id == thread_id)
    wrote = posts.where(Post.author_id == member_id)
    theirs = set(db.session.scalars(wrote))
    quoting = db.session.execute(
        select(Revision, Quote.source_id)
        .join(Quote, Quote.post_id == Revision.post_id)
        .where(Quote.source_id.in_(wrote))
    ).all()
    touched = set()
    for revision, source in quoting:
        body = removed_from_quotes(revision.body, own, source)
        if body != revision.body:
            revision.body = body
            touched.add(revision.post_id)
    _show_all(touched)
    here = db.session.scalars(select(Revision).where(Revision.post_id.in_(posts))).all()
    mine = [one for one in here if one.post_id in theirs]
    others = [one for one in here if one.post_id not in theirs]
    renamed = _renamed_all(mine, own) + _renamed_all(others, names)
    _rename_around(thread_id, member_id, theirs, (names, own))
    begun = in_threads([thread_id])
    reword_drafts(begun, lambda _, text: names.removed_from(text))
    return len(touched) + renamed


def _rename_around(
    thread_id: int, member_id: int, theirs: Collection[int], by: tuple[Wording, Wording]
) -> None:
    """Take who a member was out of a thread's title and its alt texts."""
    names, own = by
    thread = locked(Thread, thread_id)
    wording = own if thread.author_id == member_id else names
    thread.title = wording.removed_from(thread.title)
    posts = db.session.scalars(select(Post.id).where(Post.thread_id == thread_id))
    for post_id in posts.all():
        if images.redact_alts([post_id], own if post_id in theirs else names):
            show(db.session.get_one(Post, post_id))


def _renamed_all(revisions: Iterable[Revision], names: Wording) -> int:
    return _show_all({one.post_id for one in revisions if _renamed(one, names)})


def _show_all(posts: Collection[int]) -> int:
    for post in _posts(posts):
        show(post)
        locked(Thread, post.thread_id).note_changed()
    return len(posts)


def show(post: Post) -> None:
    """Render a post as it stands now; nobody edited it."""
    present = select(Revision.body).where(
        Revision.post_id == post.id, Revision.number == post.revision
    )
    db.session.flush()
    body = db.session.scalars(present).one()
    post.html = str(with_pictures(rendered(body).html, of_post(post.id)))


def _renamed(revision: Revision, names: Wording) -> bool:
    before = (revision.title, revision.body, revision.reason)
    revision.body = names.removed_from(revision.body)
    revision.reason = names.removed_from(revision.reason)
    revision.title = names.removed_from(revision.title) if revision.title else None
    return before != (revision.title, revision.body, revision.reason)


def _destroy_copies(post: Post, revisions: Iterable[Revision]) -> None:
    lines = {
        line.strip()
        for one in revisions
        for line in [*one.body.split("\n"), one.title or ""]
        if len(line.strip()) >= LINE_MIN and not line.startswith(">")
    }
    wording = Wording(tuple(sorted(lines)), GONE_QUOTE)
    quoting = select(Quote.post_id).where(Quote.source_id == post.id)
    around = select(Post.id).where(
        or_(Post.id.in_(quoting), Post.thread_id == post.thread_id), Post.id != post.id
    )
    for other in _posts(db.session.scalars(around).all()):
        _unquote(other, post.id, wording)
    own = SavedDraft.member_id == post.author_id
    reword_drafts(
        own | in_threads([post.thread_id]),
        lambda draft, text: _undrafted(draft, text, post, wording),
    )
    if wording.passages:
        redact_printed(wording)
        for redact_own in redacting:
            redact_own(post, wording, False)


def _undrafted(draft: SavedDraft, text: str, post: Post, wording: Wording) -> str:
    """Take a post out of what is begun: by its author too, who got it back."""
    if draft.member_id == post.author_id:
        text = wording.removed_from(text)
    return _unquoted(text, post.id, wording)


def _unquote(other: Post, source_id: int, wording: Wording) -> None:
    different = False
    for one in _revisions(other.id):
        body = _unquoted(one.body, source_id, wording)
        different |= body != one.body
        one.body = body
    if different:
        show(other)


def _unquoted(text: str, source_id: int, wording: Wording) -> str:
    text = _without_quotation(text, source_id)
    return removed_from_quotes(text, wording) if wording.passages else text


def _without_quotation(body: str, source_id: int) -> str:
    """Leave of each quotation of a post only who wrote it, and that it is gone."""
    head = re.compile(rf"^ {{0,3}}> ?\[[^\]\n]*\]\([^)\s]*/p/{source_id}\)\s*$")
    kept: list[str] = []
    is_inside = False
    for line in body.split("\n"):
        if head.match(line):
            kept += [line, ">", f"> {GONE_QUOTE}"]
            is_inside = True
        elif not (is_inside and line.lstrip().startswith(">")):
            is_inside = False
            kept.append(line)
    return "\n".join(kept)


def _posts_of(thread_id: int, member_id: int) -> list[Post]:
    own = select(Post).where(Post.thread_id == thread_id, Post.author_id == member_id)
    return list(db.session.scalars(own.order_by(Post.id).with_for_update()))


def _posts(keys: Collection[int]) -> list[Post]:
    found = select(Post).where(Post.id.in_(keys)).order_by(Post.id).with_for_update()
    return list(db.session.scalars(found))


def _revisions(post_id: int) -> list[Revision]:
    return list(db.session.scalars(select(Revision).where(Revision.post_id == post_id)))


def _free_letter(thread_id: int, label: str) -> str:
    """Return a letter that nobody has here, nor had before posts moved away."""
    names = (
        select(Member.handle)
        .join(Post, Post.author_id == Member.id)
        .where(Post.thread_id == thread_id, Member.is_former.is_(True))
    )
    handles = set(db.session.scalars(names))
    made = select(Member.handle_key).where(Member.handle_key.like(f"-{thread_id}-%"))
    keys = set(db.session.scalars(made))
    place = len(handles)
    while (
        f"{label} {_letters(place)}" in handles
        or f"-{thread_id}-{_letters(place)}" in keys
    ):
        place += 1
    return _letters(place)


def _letters(place: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    place += 1
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
