"""Another forum comes in: everything once, at its time, and nobody is written to."""

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from forum.boards.models import (
    Board,
    ChangedTag,
    DisclosureCount,
    Post,
    PostState,
    Quote,
    Thread,
    ThreadTag,
)
from forum.core.db import db
from forum.core.jobs import Job
from forum.members.models import Member
from forum.notifications.models import Notification
from forum.privacy.models import Consent
from moderation.models import Reviewable
from tests.boards.acts import board_of, counted
from tests.browser import Browser
from tests.moving.foreign import (
    BOARDS,
    PHONE,
    POSTS,
    THREADS,
    bodies,
    files,
    posts_of,
    taken,
    thread_called,
)
from tests.promises.moving import run
from tests.rights.leaving import erased
from tests.world import World

TITLE = "Which inverter for a shaded roof?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the files of a small forum."""
    return files(tmp_path / "old")


def test_threads_stand_on_their_boards_with_authors_numbers_and_times(
    world: World, folder: Path, guest: Browser
) -> None:
    done = taken(world.app, folder)

    assert "New here: 3 members, 1 boards, 4 posts. Lines left out: 0." in done.output
    thread = thread_called(world, TITLE)
    posts = posts_of(world, thread.id)
    assert [one.number for one in posts] == [1, 2, 3]
    assert {one.state for one in posts} == {PostState.PUBLISHED}
    assert posts[1].published_at is not None
    assert posts[1].published_at.isoformat() == "2017-03-01T11:00:00+00:00"
    assert (thread.reply_count, thread.last_number) == (2, 3)
    assert thread.active_at == posts[2].published_at
    assert board_of(world, "general-talk").thread_count == 1
    page = guest.visit(f"/t/{thread.id}")
    assert page.status == 200
    assert "sunny" in page.text
    assert "Jorg_Muller" in page.text


def test_html_becomes_markdown_and_is_rendered_like_any_post(
    world: World, folder: Path
) -> None:
    taken(world.app, folder)

    assert bodies(world)[1] == (
        "Take *optimizers*.\n\n- see [this](https://example.org/x)"
    )
    html = posts_of(world, thread_called(world, TITLE).id)[1].html
    assert "<em>optimizers</em>" in html
    assert 'rel="ugc nofollow noopener noreferrer"' in html
    assert "alert" not in html


def test_members_keep_what_they_are_called_where_that_is_free(
    world: World, folder: Path
) -> None:
    world.member("Jorg_Muller", name="Somebody Else")

    done = taken(world.app, folder)

    handles = {one.handle for one in world.rows(Member) if one.joined_at.year == 2016}
    assert handles == {"sunny", "Jorg_Muller2", "admin2"}
    assert "members.jsonl line 2 has a user name that is not free: now" in done.output
    assert "line 1 " not in done.output


def test_who_is_here_already_by_the_same_address_is_that_member(
    world: World, folder: Path
) -> None:
    here = world.member("sunny")

    done = taken(world.app, folder)

    assert "members.jsonl line 1 is a member here already" in done.output
    assert posts_of(world, thread_called(world, TITLE).id)[0].author_id == here


def test_posts_count_for_their_authors(world: World, folder: Path) -> None:
    taken(world.app, folder)

    counts = {one.handle: one.post_count for one in world.rows(Member)}
    assert counts["sunny"] == counts["Jorg_Muller"] == counts["admin2"] == 1


def test_who_has_no_account_there_stands_as_a_former_member(
    world: World, folder: Path
) -> None:
    taken(world.app, folder)

    last = posts_of(world, thread_called(world, TITLE).id)[2]
    author = world.row(Member, last.author_id)
    assert author.is_former
    assert author.handle == "former member A"


def test_tags_locks_edits_and_quotations_come_along(world: World, folder: Path) -> None:
    taken(world.app, folder)

    assert [one.tag for one in world.rows(ThreadTag)] == ["inverter"]
    locked = thread_called(world, "My yield in 2017")
    assert locked.locked_at is not None
    (post,) = posts_of(world, locked.id)
    assert post.edited_at is not None
    first, second, _ = posts_of(world, thread_called(world, TITLE).id)
    (quote,) = world.rows(Quote)
    assert (quote.post_id, quote.source_id) == (second.id, first.id)


def test_tags_are_those_that_the_forum_has_now(world: World, folder: Path) -> None:
    with world.writing():
        db.session.add(ChangedTag(name="no-such-tag"))
        db.session.add(ChangedTag(name="inverter", leads_to="microinverter"))

    taken(world.app, folder)

    tags = {one.tag for one in world.rows(ThreadTag)}
    assert tags == {"microinverter", "no-such-tag"}


def test_a_board_with_the_address_of_one_here_is_that_board(
    world: World, folder: Path
) -> None:
    boards = counted(world, Board)

    taken(world.app, folder)

    assert counted(world, Board) == boards + 1
    here = board_of(world, "performance")
    assert thread_called(world, "My yield in 2017").board_id == here.id
    assert here.name != "Yields"


def test_boards_that_not_everybody_read_stay_so(
    world: World, tmp_path: Path, guest: Browser
) -> None:
    boards = [BOARDS[0] | {"read": "members"}, BOARDS[1]]

    taken(world.app, files(tmp_path / "old", boards=boards))

    assert guest.visit(f"/t/{thread_called(world, TITLE).id}").status == 404


def test_a_board_that_fewer_people_read_does_not_go_into_a_wider_one_here(
    world: World, tmp_path: Path
) -> None:
    boards = [BOARDS[0], BOARDS[1] | {"read": "members"}]

    done = taken(world.app, files(tmp_path / "old", boards=boards))

    assert "is read by more people than this line says" in done.output
    with world.reading():
        titles = set(db.session.scalars(select(Thread.title)))
    assert TITLE in titles
    assert "My yield in 2017" not in titles


def test_nobody_is_told_written_to_or_asked(world: World, folder: Path) -> None:
    jobs = counted(world, Job)

    taken(world.app, folder)
    world.run_jobs()

    assert not world.outbox.mails
    assert counted(world, Job) <= jobs
    for table in (Notification, Reviewable, DisclosureCount, Consent):
        assert counted(world, table) == 0, table


def test_again_the_same_files_change_nothing(world: World, folder: Path) -> None:
    taken(world.app, folder)
    before = bodies(world)

    again = taken(world.app, folder)

    assert "It went on where it was." in again.output
    assert "New here: 0 members, 0 boards, 0 posts." in again.output
    assert bodies(world) == before


def test_later_files_bring_only_what_is_new(
    world: World, folder: Path, tmp_path: Path
) -> None:
    taken(world.app, folder)
    later = {"id": 104, "thread": 10, "author": 1, "body": "We took optimizers."}

    done = taken(
        world.app,
        files(tmp_path / "new", [later | {"at": "2019-01-01T00:00:00Z"}]),
    )

    assert "New here: 0 members, 0 boards, 1 posts." in done.output
    assert bodies(world)[-1] == "We took optimizers."
    assert posts_of(world, thread_called(world, TITLE).id)[-1].number == 4


def test_another_source_has_numbers_of_its_own(world: World, folder: Path) -> None:
    taken(world.app, folder)

    done = taken(world.app, folder, "--source", "second-forum")

    assert "4 posts" in done.output
    assert len(bodies(world)) == 8


def test_a_dry_run_says_what_would_come_and_changes_nothing(
    world: World, tmp_path: Path
) -> None:
    bad = {"id": 104, "thread": 99, "author": 1, "at": "2019-01-01T00:00:00Z"}
    folder = files(tmp_path / "old", [bad | {"body": "Lost."}])

    done = taken(world.app, folder, "--dry-run")

    assert "posts.jsonl line 5 is in a thread that does not come." in done.output
    assert "Would come: 3 members, 2 boards, 2 threads, 4 posts." in done.output
    assert "Lines that would be left out: 1." in done.output
    assert counted(world, Member) == counted(world, Thread) == counted(world, Post) == 0


GOOD = {"id": 104, "thread": 10, "author": 1, "at": "2019-01-01T00:00:00Z", "body": "x"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": 1', "is no JSON"),
        ("[1]", "is no JSON object"),
        (json.dumps(GOOD | {"id": None}), 'needs "id"'),
        (json.dumps(GOOD | {"id": 100}), "has an id that stands in an earlier line"),
        (json.dumps(GOOD | {"author": 77}), "is by a member who does not come"),
        (json.dumps(GOOD | {"at": "yesterday"}), 'needs "at"'),
        (json.dumps(GOOD | {"at": "2019-01-01T00:00:00"}), "does not say the zone"),
        (json.dumps(GOOD | {"at": "2999-01-01T00:00:00Z"}), 'has a time in "at" that'),
        (json.dumps(GOOD | {"body": " "}), 'says nothing in "body"'),
        (json.dumps(GOOD | {"body": "x" * 100_001}), "has more than 100,000"),
        (json.dumps(GOOD | {"body": "\ud800"}), "has half a character"),
        (json.dumps(GOOD | {"format": "bbcode"}), 'needs "markdown" or "html"'),
        (json.dumps(GOOD | {"paths": ["no path"]}), "needs addresses such as"),
        (
            json.dumps(GOOD | {"format": "html", "body": "<script>1</script>"}),
            "says nothing once its HTML is Markdown",
        ),
        (
            json.dumps(GOOD | {"format": "html", "body": "<b>" * 20_000}),
            "has HTML that is nested too deeply",
        ),
    ],
)
def test_a_bad_line_is_named_and_left_out(
    world: World, folder: Path, line: str, says: str
) -> None:
    with (folder / "posts.jsonl").open("a") as file:
        file.write(f"\n{line}\n")
        file.write(json.dumps(GOOD | {"id": 105, "body": "And on."}))

    done = taken(world.app, folder)

    assert f"posts.jsonl line 6 {says}" in done.output
    assert bodies(world)[-1] == "And on."
    assert len(bodies(world)) == 5


def test_strictly_a_bad_line_stops_all_before_anything_is_changed(
    world: World, tmp_path: Path
) -> None:
    folder = files(tmp_path / "old", threads=[THREADS[0] | {"title": ""}, THREADS[1]])

    done = run(world.app, "import-foreign", folder, "--strict")

    assert done.exit_code != 0
    assert "threads.jsonl line 1 says nothing" in f"{done.output} {done.exception}"
    assert counted(world, Member) == counted(world, Post) == 0


def test_a_folder_without_such_files_is_refused(world: World, tmp_path: Path) -> None:
    done = run(world.app, "import-foreign", tmp_path)

    assert done.exit_code != 0
    assert "has none of members.jsonl" in f"{done.output} {done.exception}"


def test_moderators_get_kinds_and_places_but_no_words(
    world: World, folder: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "findings.jsonl"

    done = taken(world.app, folder, "--findings", listed)

    assert "The posts disclose: 1 phone." in done.output
    (said,) = map(json.loads, listed.read_text().splitlines())
    body = POSTS[2]["body"]
    assert body[said["start"] : said["end"]] == PHONE
    assert (said["line"], said["part"], said["kind"]) == (3, "body", "phone")
    assert world.row(Post, said["post"]).number == 3
    assert "555" not in listed.read_text() + done.output
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def test_an_erased_member_does_not_come_back(
    world: World, folder: Path, tmp_path: Path
) -> None:
    taken(world.app, folder)
    erased(world, world.member_id("sunny"))
    later = GOOD | {"body": "A later line of theirs."}

    taken(world.app, files(tmp_path / "new", [later]))

    assert "sunny" not in {one.handle for one in world.rows(Member)}
    last = posts_of(world, thread_called(world, TITLE).id)[-1]
    assert world.row(Member, last.author_id).is_former


def test_control_characters_are_left_out(world: World, tmp_path: Path) -> None:
    later = GOOD | {"body": "one\x00two\r\nthree\x07"}

    taken(world.app, files(tmp_path / "old", [later]))

    assert bodies(world)[-1] == "onetwo\nthree"


def test_a_post_older_than_the_one_before_is_told_and_keeps_its_place(
    world: World, tmp_path: Path
) -> None:
    older = GOOD | {"at": "2017-01-01T00:00:00Z", "body": "I was first."}

    done = taken(world.app, files(tmp_path / "old", [older]))

    thread = thread_called(world, TITLE)
    assert "posts.jsonl line 5 is older than the post before it" in done.output
    assert posts_of(world, thread.id)[-1].number == 4
    assert thread.active_at.isoformat() == "2017-03-02T10:00:00+00:00"
