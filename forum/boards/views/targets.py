"""What somebody is writing: a thread, a reply or a correction."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from forum.boards import queries, rules
from forum.boards.forms import EditForm, ReplyForm, ThreadForm, WriteForm
from forum.boards.models import Board
from forum.boards.pages import ThreadHead
from forum.boards.queries import DraftPlace, Saved, Standing
from forum.core.answers import YES, Answer, NotFound, require
from forum.core.markup.quoting import quotation
from forum.members.models import Member
from forum.members.permissions import Permission, let

Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Where texts would go: decisions about them hold there and nowhere else."""

    kind: str
    key: str
    standing: Standing | None = None
    """What the post that is corrected says in public so far."""

    @property
    def name(self) -> str:
        """One word for it, for the seal."""
        return f"{self.kind} {self.key}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a draft would go, and what its page says about that."""

    kind: str
    key: str
    heading: str
    action: str
    crumbs: Crumbs
    form: WriteForm
    hint: str = ""
    post_id: int | None = None
    """The post that is corrected, if it is one."""
    standing: Standing | None = None
    """What that post says in public so far."""
    place: DraftPlace | None = None
    """Where a draft is kept."""
    saved: Saved | None = None
    """The draft its author goes on with."""
    may_attach: Answer = YES
    """Whether photos may be added, or why not."""

    @property
    def where(self) -> Where:
        """Where its texts would go."""
        return Where(self.kind, self.key, self.standing)

    @property
    def noun(self) -> str:
        """What the draft would become, as sentences name it."""
        return {"thread": "thread", "reply": "reply"}.get(self.kind, "post")


def new_thread(member: Member, slug: str, now: datetime) -> tuple[Target, Board]:
    """Prepare a thread on a board, or refuse with a sentence."""
    form = ThreadForm()
    open_boards = queries.boards_open_to(member)
    form.board.choices = open_boards
    wanted = form.board.data if form.board.data in dict(open_boards) else slug
    board = queries.board_to_write(wanted, member, now)
    form.board.data = board.slug
    if not form.is_submitted():
        form.body.data = board.thread_form
    target = Target(
        "thread",
        slug,
        "Start a thread",
        url_for("boards.new_thread", slug=slug),
        (_forum(), (board.name, url_for("boards.board", slug=board.slug))),
        form,
        board.hint,
        place=DraftPlace(board_id=board.id),
        may_attach=let(member, Permission.ATTACH, board.id),
    )
    return target, board


def reply(member: Member, thread_id: int, now: datetime, quote: int = 0) -> Target:
    """Prepare a reply, perhaps with a quotation, or refuse with a sentence."""
    thread = queries.reply_target(thread_id, member, now)
    form = ReplyForm()
    if quote and (source := queries.quotable(quote, thread_id)):
        path = url_for("boards.post", post_id=source.post_id)
        form.body.data = quotation(source.body, source.handle, source.number, path)
    return Target(
        "reply",
        str(thread_id),
        f"Reply to “{thread.title}”",
        url_for("boards.reply", thread_id=thread_id),
        _to_thread(thread),
        form,
        thread.board_hint,
        place=DraftPlace(thread_id=thread_id),
        may_attach=let(member, Permission.ATTACH, thread.board_id),
    )


def correction(member: Member, post_id: int, now: datetime) -> Target:
    """Prepare a correction of one's own post, or refuse with a sentence."""
    found = queries.original(post_id, member)
    if member.id != found.post.author_id:
        raise NotFound
    require(rules.may_edit(member, found.post, found.thread, found.board, now))
    form = EditForm()
    form.has_title = found.post.number == 1
    if not form.is_submitted():
        form.title.data, form.body.data = found.title, found.body
        form.revision.data = found.post.revision
    return Target(
        "edit",
        str(post_id),
        "Edit your post",
        url_for("boards.edit", post_id=post_id),
        (
            _forum(),
            (found.board.name, url_for("boards.board", slug=found.board.slug)),
            (found.thread.title, url_for("boards.post", post_id=post_id)),
        ),
        form,
        post_id=post_id,
        standing=queries.standing(found),
        place=DraftPlace(post_id=post_id),
        may_attach=let(member, Permission.ATTACH, found.board.id),
    )


def named(member: Member, kind: str, key: str, now: datetime) -> Target:
    """Prepare what a page says its form is for."""
    if kind == "thread":
        return new_thread(member, key, now)[0]
    if not (key.isascii() and key.isdigit() and len(key) <= 9):  # noqa: PLR2004
        raise NotFound
    if kind == "reply":
        return reply(member, int(key), now)
    if kind == "edit":
        return correction(member, int(key), now)
    raise NotFound


def _forum() -> tuple[str, str]:
    return "Forum", url_for("boards.index")


def _to_thread(thread: ThreadHead) -> Crumbs:
    return (
        _forum(),
        (thread.board_name, url_for("boards.board", slug=thread.board_slug)),
        (
            thread.title,
            url_for("boards.thread", thread_id=thread.id, slug=thread.slug),
        ),
    )
