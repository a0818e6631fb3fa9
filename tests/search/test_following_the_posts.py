"""The index says what the posts say, whatever happens; what is gone is gone."""

import random

import pytest
from sqlalchemy import update

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.actions.splitting import Wanted
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState, Thread
from forum.boards.queries import board_keys
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import run_due
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members.models import Member
from forum.search import actions, jobs, queries
from forum.search.models import IndexedPost
from forum.site.first_run import make_ready
from tests.boards.acts import become
from tests.browser import Browser
from tests.privacy.raw import raw
from tests.search.finding import hits
from tests.world import World, settled


def differing(world: World) -> set[int]:
    with world.reading():
        return queries.differences()


def test_an_edit_is_found_and_what_it_replaced_is_not(
    guest: Browser, world: World
) -> None:
    post = world.opening_post(world.thread(body="It hums like a zirconium bell."))
    with world.writing():
        newer = Draft("A rattle like osmium.", title="A rattle in the attic at noon")
        boards.edit(world.member_id("ken"), post, 1, settled(newer), utcnow())

    assert hits(guest, "zirconium") == []
    assert hits(guest, "osmium") == hits(guest, "rattle in:title") == [f"/p/{post}"]


def test_words_taken_back_leave_the_index_in_the_same_transaction(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    post = world.reply(thread, "ivy", "The number is 555-0100 zirconium, as I said.")
    quoting = f"> [ivy wrote in #2](/p/{post})\n>\n> zirconium\n\nThanks."
    world.reply(thread, "una", quoting)
    wording = Wording(("zirconium",), "[gone]")
    with world.writing():
        boards.take_back(world.member_id("ivy"), post, Passages(wording), utcnow())
        left = traces(wording)

    assert left == {}
    assert hits(guest, "zirconium") == []
    assert differing(world) == set()


def test_destroyed_words_stand_nowhere_in_the_file_of_the_database(
    world: World,
) -> None:
    post = world.reply(world.thread(), "ivy", "The secret word is zqxirconium.")
    for place in range(30):
        world.reply(1, f"member{place}", f"Another word with zq in it: zqx{place}a.")
    before = raw(world.app)
    with world.writing():
        gone = Passages(Wording(("zqxirconium",), "[gone]"))
        boards.take_back(world.member_id("ivy"), post, gone, utcnow())
    world.run_jobs()

    after = raw(world.app)
    assert b"zqxirconium" in before
    assert b"zqxirconium" not in after
    assert b"qxirconium" not in after
    assert b"irconium" not in after


def test_demo_posts_that_are_purged_leave_nothing(world: World) -> None:
    thread = world.thread(body="It hums like a zirconium bell.")
    world_member = world.member_id("ken")
    runner = world.app.test_cli_runner()
    with world.writing():
        db.session.get_one(Thread, thread).demo = True
        db.session.get_one(Member, world_member).demo = True
    assert runner.invoke(args=["demo", "purge"]).exit_code == 0

    with world.reading():
        assert not db.session.query(IndexedPost).count()
    assert runner.invoke(args=["search", "check"]).exit_code == 0


def test_rebuilding_mends_what_is_wrong_and_says_how_far_it_is(
    guest: Browser, world: World
) -> None:
    post = world.opening_post(world.thread(body="It hums like a zirconium bell."))
    runner = world.app.test_cli_runner()
    with world.writing():
        db.session.execute(update(Post).values(html="<p>Like an osmium bell.</p>"))
    assert runner.invoke(args=["search", "check"]).exit_code == 1

    done = runner.invoke(args=["search", "rebuild"])

    assert done.exit_code == 0
    assert "1  posts arranged" in done.output
    assert runner.invoke(args=["search", "check"]).exit_code == 0
    assert hits(guest, "osmium") == [f"/p/{post}"]
    assert hits(guest, "zirconium") == []


def test_posts_from_before_there_was_an_index_are_arranged_by_a_job(
    guest: Browser, world: World
) -> None:
    world.thread(body="It hums like a zirconium bell.")
    with world.writing():
        queries.index().drop([1])
        assert queries.missing()
    with world.app.app_context():
        make_ready(utcnow())
    world.run_jobs()

    assert len(hits(guest, "zirconium")) == 1


def test_so_many_posts_are_arranged_some_thousand_in_each_job(
    guest: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in range(3):
        world.thread(f"by{one}", body="It hums like a zirconium bell.")
    with world.writing():
        queries.index().drop([1, 2, 3])
    monkeypatch.setattr(actions, "AT_A_TIME", 1)
    monkeypatch.setattr(jobs, "ROUNDS", 1)
    with world.app.app_context():
        make_ready(utcnow())
        run_due(utcnow(), actions.CATCH_UP)

    assert len(world.rows(IndexedPost)) == 1
    world.run_jobs()
    assert len(hits(guest, "zirconium")) == 3


@pytest.mark.parametrize("seed", range(3))
def test_after_a_random_course_the_index_equals_the_posts(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a course of a test
    people = [f"member{place}" for place in range(12)]
    threads = [
        world.thread(people[place], title=f"Thread number {place} about snow")
        for place in range(4)
    ]
    posts = [world.opening_post(one) for one in threads]
    for step in range(40):
        _one_step(world, chance, (people, threads, posts), step)
        if step % 10 == 9:
            assert differing(world) == set(), step
    world.run_jobs()

    assert differing(world) == set()


def _one_step(
    world: World,
    chance: random.Random,
    at: tuple[list[str], list[int], list[int]],
    step: int,
) -> None:
    _, threads, posts = at
    post = chance.choice(posts)
    match chance.randrange(6):
        case 0:
            become(world, post, chance.choice(list(PostState)[:5]))
        case 1:
            _redact(world, post)
        case 2:
            _split(world, chance, threads)
        case 3:
            _merge(world, chance, threads)
        case _:
            _reply(world, chance, at, step)


def _reply(
    world: World,
    chance: random.Random,
    at: tuple[list[str], list[int], list[int]],
    step: int,
) -> None:
    people, threads, posts = at
    by = chance.choice(people) + f"_{step}"
    open_ones = [one for one in threads if _is_public(world, one)]
    if open_ones:
        said = f"Reply {step}: secret{step} and 5.{step}kW, as @{people[0]} said."
        posts.append(world.reply(chance.choice(open_ones), by, said))


def _is_public(world: World, thread: int) -> bool:
    row = world.row(Thread, thread)
    return row.state is PostState.PUBLISHED and row.merged_into is None


def _redact(world: World, post: int) -> None:
    row = world.row(Post, post)
    words = [word for word in row.html.split() if word.startswith("secret")]
    if not words or row.state is PostState.WITHDRAWN:
        return
    with world.writing():
        gone = Passages(Wording((words[0],), "[gone]"))
        boards.redact(post, gone, row.author_id, utcnow())


def _split(world: World, chance: random.Random, threads: list[int]) -> None:
    thread = chance.choice(threads)
    rows = [
        one
        for one in world.rows(Post)
        if one.thread_id == thread
        and (one.number or 0) > 1
        and one.state is PostState.PUBLISHED
    ]
    if rows and _is_public(world, thread):
        with world.writing():
            board = board_keys()["performance"]
            wanted = Wanted([rows[0].id], f"Split from {thread} for a test", board)
            made = boards.split(thread, wanted)
            boards.change_state(made.opener.id, PostState.PUBLISHED, "", utcnow())
            threads.append(made.thread.id)


def _merge(world: World, chance: random.Random, threads: list[int]) -> None:
    public = [one for one in threads if _is_public(world, one)]
    if len(public) > 2:
        source, target = chance.sample(public, 2)
        with world.writing():
            boards.merge(source, target)
