"""What people open meanwhile: every page answers, whatever was done before."""

from collections.abc import Callable

from forum.boards.models import Board, Post, Thread
from forum.members.models import Member
from moderation.addresses import case_url
from moderation.models import Decision, DecisionBatch, Reviewable, Statement
from tests.browser import Browser
from tests.moderation.proofs.course import Course

OWN = (
    "/my/decisions",
    "/my/flags",
    "/moderation/queue",
    "/moderation/log",
    "/moderation/figures",
    "/transparency",
    "/transparency/log",
    "/feeds/latest.xml",
)
ANSWERS = {200, 403, 404, 410}
"""The last one says that it was destroyed."""


def look(course: Course, who: int, which: int, how: int) -> str:
    """Open a page, as the administrator or as somebody whom it is about."""
    with course.world.reading():
        name, find = PAGES[how % len(PAGES)]
        path, viewer = find(course, which)
        if viewer is None or who % 2:
            viewer = course.admin().id
        is_there = course.one(Member, 0, Member.id == viewer).deactivated_at is None
    browser = Browser(course.world.app)
    if is_there:
        browser.begin_session(course.world.session_of(viewer))
    page = browser.visit(path)
    assert page.status in ANSWERS, f"{path} answers {page.status}"
    return f"look at {name}"


Found = tuple[str, int | None]


def _own(_: Course, which: int) -> Found:
    return OWN[which % len(OWN)], None


def _thread(course: Course, which: int) -> Found:
    thread = course.one(Thread, which)
    return f"/t/{thread.id}", thread.author_id


def _board(course: Course, which: int) -> Found:
    return f"/b/{course.one(Board, which).slug}", None


def _post(course: Course, which: int) -> Found:
    post = course.one(Post, which)
    return f"/p/{post.id}", post.author_id


def _tools(course: Course, which: int) -> Found:
    if which % 2:
        return f"/moderation/posts/{course.one(Post, which).id}", None
    tool = ("", "/move", "/split", "/merge", "/slow")[which % 5]
    return f"/moderation/threads/{course.one(Thread, which).id}{tool}", None


def _case(course: Course, which: int) -> Found:
    item = course.one(Reviewable, which)
    with course.world.app.test_request_context():
        return case_url(item.kind, item.id), None


def _member(course: Course, which: int) -> Found:
    about = course.one(Member, which, Member.is_former.is_(False))
    rest = ("", "/clean-up")[which % 2]
    return f"/moderation/members/{about.handle}{rest}", None


def _decision(course: Course, which: int) -> Found:
    return f"/moderation/decisions/{course.one(Decision, which).id}/reverse", None


def _batch(course: Course, which: int) -> Found:
    return f"/moderation/batches?batch={course.one(DecisionBatch, which).id}", None


def _told(course: Course, which: int) -> Found:
    told = course.one(Statement, which)
    rest = ("", "/appeal")[which % 2]
    return f"/my/decisions/{told.id}{rest}", told.member_id


PAGES: tuple[tuple[str, Callable[[Course, int], Found]], ...] = (
    ("a list", _own),
    ("a thread", _thread),
    ("a board", _board),
    ("a post", _post),
    ("tools", _tools),
    ("a case", _case),
    ("a member", _member),
    ("a decision", _decision),
    ("a batch", _batch),
    ("a statement", _told),
)
LONG = (look,)
