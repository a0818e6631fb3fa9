"""Who may do what where, and which rule decided: asked of the rules themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.admin.news import Permitted, permitting
from forum.boards import rules as boards
from forum.boards.models import Audience, Board, PostState, Thread
from forum.core.answers import YES, Answer, no
from forum.members.permissions import Permission, giving, let
from forum.members.viewers import Viewer

READ = {
    Audience.EVERYBODY: "Everybody reads this board.",
    Audience.MEMBERS: "Members read this board.",
    Audience.STAFF: "Only the SolTrex team reads this board.",
}
WRITE = {
    Audience.EVERYBODY: "Members open threads on this board.",
    Audience.MEMBERS: "Members open threads on this board.",
    Audience.STAFF: "Only the SolTrex team opens threads on this board.",
}
REPLIES = "Members reply to threads that are not locked."


@dataclass(frozen=True, slots=True)
class BoardRights:
    """A board, and what somebody may do there."""

    id: int
    name: str
    permissions: tuple[Permitted, ...]


def rights_on(
    viewer: Viewer, rows: Sequence[Board], now: datetime
) -> tuple[BoardRights, ...]:
    """Return what a viewer may do on each board, with the sentence that decided."""
    return tuple(BoardRights(one.id, one.name, _on(viewer, one, now)) for one in rows)


def _on(viewer: Viewer, board: Board, now: datetime) -> tuple[Permitted, ...]:
    may_read = _may_read(viewer, board)
    may_reply = _may_reply(viewer, board, now)
    found = [_told("Read", may_read, _given(viewer, Permission.READ, board))]
    found += [
        _told(label, answer if may_read else may_read, rule)
        for label, answer, rule in (
            (
                "Open a thread",
                boards.may_open_thread(viewer, board, now),
                _given(viewer, Permission.THREAD, board),
            ),
            ("Reply", may_reply, REPLIES),
            (
                "Add photos or files",
                may_reply and let(viewer, Permission.ATTACH, board.id),
                "Whoever writes adds photos or files.",
            ),
        )
    ]
    for ask in permitting:
        found += ask(viewer, board, now)
    return tuple(found)


def _told(label: str, answer: Answer, rule: str) -> Permitted:
    """Name the rule that let somebody do it; a refusal names its own."""
    return Permitted(label, answer, rule if answer else "")


def _given(viewer: Viewer, what: Permission, board: Board) -> str:
    if role := giving(viewer, what, board.id):
        return f"The role “{role.name}” gives it."
    return READ[board.read] if what is Permission.READ else WRITE[board.write]


def _may_read(viewer: Viewer, board: Board) -> Answer:
    if not (answer := let(viewer, Permission.READ, board.id)):
        return answer
    if boards.is_within(viewer, board.read, board.id):
        return YES
    return no(READ[board.read])


def _may_reply(viewer: Viewer, board: Board, now: datetime) -> Answer:
    """Ask about a thread as most are: public and not locked."""
    thread = Thread(state=PostState.PUBLISHED, board_id=board.id)
    return boards.may_reply(viewer, thread, now) and boards.takes_posts(board)
