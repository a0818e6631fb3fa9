"""Reading all files of another forum before anything is taken: what would be done."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from forum.boards.queries.tags import tag_list
from forum.core.answers import Refused
from forum.moving.folder import AT_A_TIME
from forum.moving.foreign import queries
from forum.moving.foreign.reading import (
    BOARDS,
    FILES,
    MEMBERS,
    POSTS,
    THREADS,
    Bad,
    BoardLine,
    MemberLine,
    PostLine,
    Said,
    ThreadLine,
    board_line,
    lines,
    member_line,
    post_line,
    thread_line,
)
from forum.solar.tags import TagList

READERS: dict[str, Callable[[Said], Any]] = {
    MEMBERS: member_line,
    BOARDS: board_line,
    THREADS: thread_line,
    POSTS: post_line,
}
KINDS = {
    MEMBERS: queries.MEMBER,
    BOARDS: queries.BOARD,
    THREADS: queries.THREAD,
    POSTS: queries.POST,
}
Line = MemberLine | BoardLine | ThreadLine | PostLine


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to know about a line; its words are not repeated."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line} {self.says}"


@dataclass(slots=True)
class Survey:
    """What stands in a folder, and which lines of it cannot be taken."""

    folder: Path
    source: str
    now: datetime
    digest: str
    tags: TagList
    """The tags that threads can have here, read once."""
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Of each kind, what the other forum calls those that can be taken."""
    threads: dict[str, ThreadLine] = field(default_factory=dict)
    bad: dict[str, set[int]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    """The number of the last line of each file."""
    problems: list[Problem] = field(default_factory=list)
    with_posts: set[str] = field(default_factory=set)
    """Threads that some post of the folder is in."""
    _asked: dict[str, bool] = field(default_factory=dict)

    def good_lines(self, name: str, after: int) -> Iterator[tuple[int, Any]]:
        """Yield the lines of a file that can be taken, after some line."""
        bad = self.bad[name]
        for number, line in lines(self.folder, name):
            if number > after and number not in bad:
                yield number, READERS[name](Said(line, self.now, self.tags))

    def note_bad(self, name: str, number: int, why: str) -> None:
        """Leave a line out, and say why."""
        self.bad[name].add(number)
        self.problems.append(Problem(name, number, why))

    def knows(self, kind: str, id_: str) -> bool:
        """Say whether something is in the folder, or came before."""
        if id_ in self.ids.get(kind, ()):
            return True
        key = queries.origin_key(self.source, kind, id_)
        if key not in self._asked:
            self._asked[key] = queries.is_here(key)
        return self._asked[key]


def survey(folder: Path, source: str, now: datetime) -> Survey:
    """Read everything once; nothing is changed."""
    if not any((folder / name).is_file() for name in FILES):
        raise Refused(f"{folder} has none of {', '.join(FILES)}: see docs/import.md.")
    found = Survey(folder, source, now, _digest(folder), tag_list())
    for name in FILES:
        _read(found, name)
    _note_empty(found)
    return found


def _read(found: Survey, name: str) -> None:
    kind = KINDS[name]
    ids: set[str] = set()
    found.ids[kind], found.bad[name] = ids, set()
    for number, line in lines(found.folder, name):
        found.lines[name] = number
        try:
            said = READERS[name](Said(line, found.now, found.tags))
            _hold(found, said, ids)
        except Bad as bad:
            found.note_bad(name, number, str(bad))
            continue
        ids.add(said.id)
        found.counts[name] += 1
        if isinstance(said, ThreadLine):
            found.threads[said.id] = said
        elif isinstance(said, PostLine):
            found.with_posts.add(said.thread)


def _hold(found: Survey, said: Line, ids: set[str]) -> None:
    """Refuse a line that was there before, or rests on one that is not there."""
    if said.id in ids:
        raise Bad("has an id that stands in an earlier line")
    if isinstance(said, ThreadLine) and not found.knows(queries.BOARD, said.board):
        raise Bad("is on a board that does not come")
    if not isinstance(said, PostLine):
        return
    if not found.knows(queries.THREAD, said.thread):
        raise Bad("is in a thread that does not come")
    if said.author and not found.knows(queries.MEMBER, said.author):
        raise Bad("is by a member who does not come")


def _note_empty(found: Survey) -> None:
    """Say which threads have no posts: they are not made."""
    for number, said in found.good_lines(THREADS, 0):
        if said.id not in found.with_posts and not _is_here(found, said.id):
            found.problems.append(Problem(THREADS, number, "has no post"))


def _is_here(found: Survey, thread: str) -> bool:
    return queries.is_here(queries.origin_key(found.source, queries.THREAD, thread))


def _digest(folder: Path) -> str:
    """Return what tells these very files from others."""
    digest = sha256()
    for name in FILES:
        digest.update(f"\0{name}\0".encode())
        path = folder / name
        if path.is_file():
            with path.open("rb") as file:
                while piece := file.read(AT_A_TIME):
                    digest.update(piece)
    return digest.hexdigest()
