"""How a made-up forum came about: who opened and answered what, in which order.

A few hundred threads are alive at any time. Most of them end soon, few become long;
one goes on from the first day to the last.
"""

from array import array
from dataclasses import dataclass, field
from random import Random

ALIVE = 300
LENGTH_MAX = 900
ENDLESS_MAX = 5_000
ENDLESS_SHARE = 20


@dataclass(slots=True)
class Line:
    """A thread while the forum comes about, and what is left of that."""

    board: int
    opener: int
    first: int
    """The number of its first post among all."""
    left: int
    count: int = 1
    last: int = 0
    last_author: int = 0
    second: int = 0
    by: list[int] = field(default_factory=list)
    """Who wrote in it: whoever answers often does so again."""


@dataclass(frozen=True, slots=True)
class Course:
    """Of each post its thread and its author; of each thread what became of it."""

    thread_of: "array[int]"
    author_of: "array[int]"
    threads: list[Line]
    endless: int
    """The thread of 5,000 posts, or of a twentieth of them all."""


def came_about(posts: int, members: int, boards: int, chance: Random) -> Course:
    """Return how so many posts came about. Everything is counted from 0."""
    course = Course(array("i"), array("i"), [], 0)
    endless = max(2, min(ENDLESS_MAX, posts // ENDLESS_SHARE))
    every = max(1, posts // endless)
    alive: list[int] = []
    for number in range(posts):
        if number == 0 or (number % every and len(alive) < min(ALIVE, posts // 20)):
            thread = _open(course, number, members, boards, chance)
            if thread != course.endless and course.threads[thread].left:
                alive.append(thread)
            continue
        at = chance.randrange(len(alive)) if alive and number % every else -1
        thread = alive[at] if at >= 0 else course.endless
        line = course.threads[thread]
        _note(course, thread, line, _author(line, members, chance), number)
        line.count += 1
        line.left -= 1
        if at >= 0 and not line.left:
            alive[at] = alive[-1]
            alive.pop()
            line.by.clear()
    return course


def _open(
    course: Course, number: int, members: int, boards: int, chance: Random
) -> int:
    length = int(chance.lognormvariate(1.6, 1.1))
    author = _somebody(members, chance)
    line = Line(chance.randrange(boards), author, number, min(LENGTH_MAX, length))
    course.threads.append(line)
    _note(course, len(course.threads) - 1, line, author, number)
    return len(course.threads) - 1


def _note(course: Course, thread: int, line: Line, author: int, number: int) -> None:
    course.thread_of.append(thread)
    course.author_of.append(author)
    line.last, line.last_author = number, author
    if line.count == 1 and number != line.first:
        line.second = number
    if len(line.by) < 40:
        line.by.append(author)


def _author(line: Line, members: int, chance: Random) -> int:
    """Return who answers: as often as not somebody who wrote there before."""
    if line.by and chance.random() < 0.5:
        return chance.choice(line.by)
    return _somebody(members, chance)


def _somebody(members: int, chance: Random) -> int:
    """Return a member; few write much."""
    return int(members * chance.random() ** 2)
