"""Taking in the members and boards of another forum, and its addresses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import delete, func, insert, select

from forum.boards.models import Audience, Board, BoardGroup
from forum.core.db import change_rows, db
from forum.members.models import HANDLE_MAX, Member
from forum.members.queries import is_taken
from forum.members.registry.models import Account
from forum.members.registry.queries import email_key
from forum.members.rules import may_be_called
from forum.moving.foreign import queries
from forum.moving.foreign.reading import BoardLine, MemberLine
from forum.moving.foreign.rules import fitted
from forum.moving.models import Intake, OldPath, Origin
from forum.privacy.models import Consent

UNCLAIMED_LASTS = timedelta(days=730)
ELSEWHERE = "From elsewhere"
WIDTH = {Audience.STAFF: 0, Audience.MEMBERS: 1, Audience.EVERYBODY: 2}
READ_BY_MORE = (
    "is not taken: the board that has this address here is read by more people than "
    "this line says"
)
Said = list[tuple[int, str]]
"""What is to be known about lines, by their numbers."""


@dataclass(slots=True)
class Taken:
    """What became of a batch."""

    new: int = 0
    left: int = 0
    """How many lines were left out."""
    said: Said = field(default_factory=list)
    posts: dict[int, int] = field(default_factory=dict)
    """Keys of new posts by the lines they stood in."""


def note_place(source: str, digest: str, file: str, line: int) -> None:
    """Remember how far an import has come."""
    kept = queries.intake_of(source)
    if kept is None:
        kept = Intake(source=source)
        db.session.add(kept)
    kept.digest, kept.file, kept.line = digest, file, line


def take_members(
    source: str,
    batch: Sequence[tuple[int, MemberLine]],
    password_hash: str,
    now: datetime,
) -> Taken:
    """Take members in; who has an account here by the same address is that member.

    An empty hash means that accounts are kept elsewhere: then none is made.
    """
    keys = {
        said.id: queries.origin_key(source, queries.MEMBER, said.id)
        for _, said in batch
    }
    here = queries.origins(keys.values())
    known = queries.owners({said.email for _, said in batch if said.email})
    done = Taken()
    for number, said in batch:
        key = keys[said.id]
        if key in here:
            continue
        member_id = known.get(said.email)
        if member_id is None:
            member_id = _join(number, said, password_hash, now, done)
            if said.email:
                known[said.email] = member_id
        else:
            done.said.append((number, "is a member here already, by the address"))
        db.session.add(Origin(key=key, member_id=member_id))
    db.session.flush()
    return done


def _join(
    number: int, said: MemberLine, password_hash: str, now: datetime, done: Taken
) -> int:
    handle = _free(said.handle, number)
    if handle != said.handle:
        done.said.append((number, f"has a user name that is not free: now {handle}"))
    member = Member(
        handle=handle, handle_key=handle.casefold(), joined_at=said.joined_at
    )
    db.session.add(member)
    db.session.flush()
    done.new += 1
    if said.email and password_hash:
        db.session.add(
            Account(
                member_id=member.id,
                name=handle,
                email=said.email,
                email_key=email_key(said.email),
                password_hash=password_hash,
                created_at=said.joined_at,
                password_set_at=now,  # by us; nobody knows it
            )
        )
    return member.id


def _free(wanted: str, line: int) -> str:
    """Return the user name itself, or one like it that nobody has."""
    plain = fitted(wanted)
    if not may_be_called(f"{plain[: HANDLE_MAX - 1]}2"):
        plain = fitted("")
    handles = (plain[: HANDLE_MAX - len(one)] + one for one in _endings(line))
    return next(one for one in handles if may_be_called(one) and not is_taken(one))


def _endings(line: int) -> Iterator[str]:
    yield from ("", *"23456789")
    # Then far apart, so that nobody has to try all that others have.
    yield from (f"_{one}" for one in count(line))


def forget_unclaimed(now: datetime) -> int:
    """Delete accounts that came long ago and nobody took over; return how many.

    What was written stays, under the same user names.
    """
    came = select(Origin.member_id).where(Origin.member_id.is_not(None))
    agreed = select(Consent.member_id)
    waits = Account.member_id.in_(came) & Account.member_id.not_in(agreed)
    old = Account.password_set_at < now - UNCLAIMED_LASTS
    return change_rows(delete(Account).where(waits & old))


def take_boards(source: str, batch: Sequence[tuple[int, BoardLine]]) -> Taken:
    """Take boards in; one whose address a board here has is that board.

    It is left out, with its threads, if more people would read it than before.
    """
    done = Taken()
    for number, said in batch:
        key = queries.origin_key(source, queries.BOARD, said.id)
        if queries.is_here(key):
            continue
        board = db.session.scalar(select(Board).where(Board.slug == said.slug))
        if board is None:
            board = _new_board(said)
            done.new += 1
        elif WIDTH[board.read] > WIDTH[said.read]:
            done.left += 1
            done.said.append((number, READ_BY_MORE))
            continue
        else:
            done.said.append((number, "goes to the board that has this address here"))
        db.session.add(Origin(key=key, board_id=board.id))
    db.session.flush()
    return done


def _new_board(said: BoardLine) -> Board:
    name = said.group or ELSEWHERE
    group = db.session.scalar(select(BoardGroup).where(BoardGroup.name == name))
    if group is None:
        last = db.session.scalar(select(func.max(BoardGroup.position)))
        group = BoardGroup(name=name, position=0 if last is None else last + 1)
        db.session.add(group)
        db.session.flush()
    of_group = Board.group_id == group.id
    last = db.session.scalar(select(func.max(Board.position)).where(of_group))
    board = Board(
        group_id=group.id,
        slug=said.slug,
        name=said.name,
        about=said.about,
        read=said.read,
        position=0 if last is None else last + 1,
    )
    db.session.add(board)
    db.session.flush()
    return board


def nobody_in(source: str, thread: str, at: datetime) -> Member:
    """Make a row for those in a thread who have no account there any more."""
    key = queries.origin_key(source, queries.NOBODY, thread)
    member = Member(
        handle="former member A",
        # No user name begins with a dash, so nobody is found by it.
        handle_key=f"-{key[:18]}",
        joined_at=at,
        deactivated_at=at,
        is_former=True,
    )
    db.session.add(member)
    db.session.flush()
    db.session.add(Origin(key=key, member_id=member.id))
    return member


def lead(paths: Mapping[str, tuple[int | None, int | None]]) -> int:
    """Let addresses of before lead on; return how many are new.

    By its key, each leads to a thread or to a post; the first one stays.
    """
    known = select(OldPath.key).where(OldPath.key.in_(paths))
    there = set(db.session.scalars(known))
    rows = [
        {"key": key, "thread_id": thread_id, "post_id": post_id}
        for key, (thread_id, post_id) in paths.items()
        if key not in there
    ]
    if rows:
        db.session.execute(insert(OldPath), rows)
    return len(rows)
