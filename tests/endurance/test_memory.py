"""What a process needs for a moment it does not keep."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.endurance.alone import Alone, running
from tests.endurance.lasting import megabytes
from tests.scaling.planting import fan, plant
from tests.scaling.visitor import Visitor

AT_ONCE = 8
MORE_MAX = 60
"""Megabytes; the passwords of eight who sign in at once take 150 while it lasts."""


def sign_in(forum: Alone, number: int) -> int:
    """Sign in from a network of its own."""
    with closing(Visitor(forum.url, f"127.0.{80 + number}.1")) as visitor:
        return visitor.sign_in(fan(0, number)).status


def test_many_who_sign_in_at_once_leave_no_memory_taken(tmp_path: Path) -> None:
    with running(tmp_path, "sqlite") as forum:
        plant(forum.environment, writers=1, fans=AT_ONCE)
        sign_in(forum, 0)
        web = forum.serve.web_processes()
        before = sum(map(megabytes, web))
        with ThreadPoolExecutor(AT_ONCE) as people:
            for _ in range(4):
                answers = [*people.map(lambda n: sign_in(forum, n), range(AT_ONCE))]
        after = sum(map(megabytes, web))

    assert set(answers) == {200}
    assert after - before < MORE_MAX
