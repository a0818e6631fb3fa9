"""The rows of a made-up forum: all that a post leaves behind in the tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import ColumnDefault, Table

from forum.boards.alike import ThreadAlike
from forum.boards.models import Post, Quote, Revision, Thread, ThreadTag
from forum.core.db import Base
from forum.core.markup.quoting import quotation
from forum.following.models import ReadUpTo, Watch
from forum.following.rules import KEPT_UNUSED, NEW_FOR
from forum.notifications.models import Notification
from forum.reactions.models import Thanks
from forum.search.models import IndexedPost
from forum.search.queries.index import vector_of
from forum.search.queries.standing import arranged
from forum.solar.tags import TAGS
from tests.bench.bulk import Bulk, PostgresBulk, Row
from tests.bench.course import Course, Line
from tests.bench.wording import (
    RARE,
    RARE_POSTS,
    SERIAL_EVERY,
    Said,
    Writer,
    first_line,
)

TABLES = (
    "thread",
    "post",
    "revision",
    "post_index",
    "quote",
    "thanks",
    "watch",
    "read_up_to",
    "notification",
    "thread_tag",
    "thread_alike",
)
QUOTES, THANKED, ANSWERED = 0.08, 0.1, 0.3
ALIKE = 4
OF_POST = "id thread_id author_id number html state posted_at published_at thanks once"
OF_THREAD = (
    "id board_id author_id title state opened_at active_at last_author_id last_number "
    "reply_count answer_id version"
)


class Rows:
    """Rows of one table; what is not given is as the model has it by default."""

    def __init__(self, model: type[Base], given: str, **more: Any) -> None:
        table = cast(Table, model.__table__)
        names = given.split()
        rest = {
            column.name: column.default.arg
            for column in table.columns
            if column.name not in names and isinstance(column.default, ColumnDefault)
        }
        rest |= more
        self.table = table.name
        self.columns = [*names, *rest]
        self._rest = tuple(rest.values())
        self._some: list[Row] = []

    def add(self, *values: Any) -> None:
        """Add a row."""
        self._some.append(values + self._rest)

    def write(self, bulk: Bulk) -> None:
        """Write what was added."""
        if self._some:
            bulk.write(self.table, self.columns, self._some)
            self._some = []


@dataclass(frozen=True, slots=True)
class Newest:
    """What is quoted of the newest post of a thread."""

    post: int
    number: int
    author: int
    words: str


class Planter:
    """Turns the course of a forum into rows."""

    def __init__(
        self, bulk: Bulk, members: Sequence[int], course: Course, writer: Writer
    ) -> None:
        self.course = course
        self._bulk, self._members, self._writer = bulk, members, writer
        self._chance = Random(len(course.thread_of))  # noqa: S311 - the same each time
        self._count = [0] * len(course.threads)
        self._titles: dict[int, str] = {}
        self._newest: dict[int, Newest] = {}
        self._watching: dict[int, set[int]] = {}
        self._read: dict[tuple[int, int], tuple[int, Any]] = {}
        self._has_vectors = isinstance(bulk, PostgresBulk)
        total = len(course.thread_of)
        self._rare = {total * n // RARE_POSTS for n in range(RARE_POSTS)}
        words = "post_id words vector" if self._has_vectors else "post_id words"
        said = {"statement_version": 1, "terms_version": 1}
        self._posts = Rows(Post, OF_POST, **said)
        self._revisions = Rows(
            Revision, "post_id title body editor_id written_at", number=1
        )
        self._index = Rows(IndexedPost, words)
        self._quotes = Rows(Quote, "post_id source_id", revision=1)
        self._thanks = Rows(Thanks, "post_id member_id at")
        self._watches = Rows(Watch, "member_id thread_id since", level="watch")
        self._told = Rows(Notification, "member_id kind post_id at")

    def begin(
        self,
        boards: Sequence[int],
        handles: Sequence[str],
        span: tuple[datetime, datetime],
    ) -> None:
        """Write all threads as they are in the end."""
        self._handles = handles
        self._first, self._last = span
        self._step = (self._last - self._first) / len(self.course.thread_of)
        threads = Rows(Thread, OF_THREAD)
        tags = Rows(ThreadTag, "thread_id tag")
        alike = Rows(ThreadAlike, "thread_id other_id place")
        known, near = sorted(TAGS), _Near()
        for thread, line in enumerate(self.course.threads):
            self._titles[thread] = self._writer.title()
            threads.add(*self._thread(thread, line, boards[line.board]))
            for tag in self._chance.sample(known, self._chance.randrange(4)):
                tags.add(thread + 1, tag)
            for place, other in enumerate(near.of(line.board, thread)):
                alike.add(thread + 1, other + 1, place)
        for rows in (threads, tags, alike):
            rows.write(self._bulk)

    def posts(self, numbers: Iterable[int]) -> None:
        """Write some posts, and what stands beside them."""
        for number in numbers:
            self._post(number)
        for rows in (
            self._posts,
            self._revisions,
            self._index,
            self._quotes,
            self._thanks,
            self._watches,
            self._told,
        ):
            rows.write(self._bulk)

    def end(self, boards: Sequence[int]) -> None:
        """Write what members have read, and the counts of boards and members."""
        read = Rows(ReadUpTo, "member_id thread_id number read_at")
        for (member, thread), (number, at) in self._read.items():
            read.add(member, thread, number, at)
        read.write(self._bulk)
        threads = Counter(line.board for line in self.course.threads)
        counts = [(threads[n], key) for n, key in enumerate(boards)]
        self._bulk.set("board", "thread_count", counts)
        written = Counter(self.course.author_of)
        counts = [(written[n], key) for n, key in enumerate(self._members)]
        self._bulk.set("member", "post_count", counts)

    def _at(self, number: int) -> Any:
        return self._bulk.moment(self._first + self._step * (number + 1))

    def _thread(self, thread: int, line: Line, board: int) -> Row:
        is_answered = line.second and self._chance.random() < ANSWERED
        return (
            thread + 1,
            board,
            self._members[line.opener],
            self._titles[thread],
            "published",
            self._at(line.first),
            self._at(line.last),
            self._members[line.last_author],
            line.count,
            line.count - 1,
            line.second + 1 if is_answered else None,
            line.count,
        )

    def _post(self, number: int) -> None:
        thread = self.course.thread_of[number]
        line = self.course.threads[thread]
        author, at = self.course.author_of[number], self._at(number)
        self._count[thread] += 1
        place, post, member = self._count[thread], number + 1, self._members[author]
        title = self._titles.pop(thread) if place == 1 else None
        said = self._said(number, thread, place)
        thanks = self._thanked(post, author, at)
        once = f"{post:08x}.{post:032x}"[:45]
        self._posts.add(
            post,
            thread + 1,
            member,
            place,
            said.html,
            "published",
            at,
            at,
            thanks,
            once,
        )
        self._revisions.add(post, title, said.body, member, at)
        words = arranged(1, title, said.html) if title else said.words
        more = (vector_of(words),) if self._has_vectors else ()
        self._index.add(post, words, *more)
        self._follow(number, author, place, at)
        self._tell(number, line, author, at)
        self._newest[thread] = Newest(post, place, author, first_line(said.body))
        if place == line.count:
            del self._newest[thread]
            self._watching.pop(thread, None)

    def _said(self, number: int, thread: int, place: int) -> Said:
        extra = [RARE] if number in self._rare else []
        if number % SERIAL_EVERY == 0:
            extra.append(f"sn{number}")
        before = self._newest.get(thread)
        if before is None or place == 1 or self._chance.random() > QUOTES:
            return self._writer.post(extra)
        self._quotes.add(number + 1, before.post)
        handle, path = self._handles[before.author], f"/p/{before.post}"
        quoted = quotation(before.words, handle, before.number, path)
        return self._writer.quoting(quoted, extra)

    def _thanked(self, post: int, author: int, at: Any) -> int:
        if self._chance.random() > THANKED:
            return 0
        by = {self._chance.randrange(len(self._members)) for _ in range(2)} - {author}
        for one in by:
            self._thanks.add(post, self._members[one], at)
        return len(by)

    def _follow(self, number: int, author: int, place: int, at: Any) -> None:
        thread = self.course.thread_of[number]
        watching = self._watching.setdefault(thread, set())
        member = self._members[author]
        if author not in watching:
            watching.add(author)
            self._watches.add(member, thread + 1, at)
        if place > 1 and self._age(number) < KEPT_UNUSED:
            self._read[member, thread + 1] = (place, at)

    def _age(self, number: int) -> timedelta:
        return self._step * (len(self.course.thread_of) - number)

    def _tell(self, number: int, line: Line, author: int, at: Any) -> None:
        """Tell whoever opened the thread, as long as anybody is told of news."""
        if self._age(number) < NEW_FOR and line.opener != author:
            self._told.add(self._members[line.opener], "reply", number + 1, at)


class _Near:
    """The threads that came before one on its board: they stand for those alike."""

    def __init__(self) -> None:
        self._before: dict[int, list[int]] = {}

    def of(self, board: int, thread: int) -> list[int]:
        """Return some threads of a board, and take one more in."""
        near = self._before.setdefault(board, [])
        found = near[-ALIKE:]
        self._before[board] = [*found, thread]
        return found
