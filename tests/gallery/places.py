"""Pages that need an example: a thread, a case, a link that came by mail."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from sqlalchemy import func, select

from forum.api.actions import make as make_token
from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.models import Board, Post, Thread
from forum.boards.queries import DraftPlace
from forum.boards.rules import slug_of
from forum.core.clock import utcnow
from forum.core.db import db
from forum.mail.choices import NEWSLETTER
from forum.mail.unsubscribing import ending_url
from forum.members.models import Member
from forum.notifications.links import stop_url
from forum.reactions import actions as reactions
from forum.systems.models import SystemCard
from forum.tickets import actions as tickets
from forum.tickets.actions import Question
from forum.tickets.models import Channel, Ticket, TicketSubject
from moderation.figures.models import SecondLook
from moderation.models import Reviewable, ReviewableKind, ReviewStatus
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.gallery.picture import Picture
from tests.mail.announcing import newest, written
from tests.members.joining import fill_in, link_in
from tests.moderation.cases import decided
from tests.moderation.notices.filling import (
    CLAIM,
    PRIVACY,
    TAKE_DOWN,
    asked,
    case_of,
)
from tests.moving.foreign import MEMBERS, files, taken
from tests.structure.scene import Scene
from tests.world import World

MEMBER, MODERATOR, ADMINISTRATOR = "sunnyridge", "juniper_mod", "demo_operator"
PEOPLE = {"member": MEMBER, "moderator": MODERATOR, "administrator": ADMINISTRATOR}


def browser_of(world: World, handle: str) -> Browser:
    """Return the browser of somebody who is here."""
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.known(handle)))
    return browser


def linked(world: World) -> Iterator[Picture]:
    """Let people ask for mails; show the pages behind the links in them."""
    guest = Browser(world.app)
    fill_in(guest, email="new@example.com", handle="new_roof")
    yield Picture("verify", "", _mailed(world, "new@example.com"))
    guest.visit("/reset")
    guest.submit("/reset", email="linked@example.com")
    member = browser_of(world, "linked")
    guest.visit("/reset")
    guest.submit("/reset", email="linked@example.com")
    yield Picture("reset-link", "", _mailed(world, "linked@example.com"))
    came = MEMBERS[0] | {"handle": "from_before", "email": "before@example.com"}
    only = {"members": [came], "boards": [], "threads": [], "posts": []}
    with TemporaryDirectory() as folder:
        taken(world.app, files(Path(folder), **only))
    guest.visit("/reset")
    guest.submit("/reset", email="before@example.com")
    yield Picture("reset-link-taking-over", "", _mailed(world, "before@example.com"))
    member.visit("/my/security/email")
    member.submit("/my/security/email", email="other@example.com")
    path = _mailed(world, "other@example.com")
    yield Picture("my-email-link", "linked", path)
    leaver = browser_of(world, "leaver")
    leaver.visit("/my/delete/confirm")
    leaver.submit("/my/delete/confirm", fate="keep")
    yield Picture("delete-stop", "", _mailed(world, "leaver@example.com", "/stop/"))
    with world.app.test_request_context():
        key = world.member_id("linked")
        url, stop = ending_url(key, NEWSLETTER), stop_url(key, _longest(world).id)
    yield Picture("mail-end", "", urlsplit(url).path)
    yield Picture("mail-thread", "", urlsplit(stop).path)


def _mailed(world: World, address: str, part: str = "") -> str:
    world.run_jobs()
    paths = [link_in(mail) for mail in world.outbox.to(address)]
    return [path for path in paths if part in path][-1]


def of_boards(world: World) -> Iterator[Picture]:
    """Show boards, threads and posts, as guest, member, moderator and author."""
    thread = _longest(world)
    url = f"/t/{thread.id}/{slug_of(thread.title)}"
    for who, handle in (("", ""), *PEOPLE.items()):
        end = f"-{who}" if who else ""
        yield Picture(f"thread{end}", handle, url)
        yield Picture(f"home{end or '-guest'}", handle, "/")
        yield Picture(f"board{end}", handle, "/b/performance")
        yield Picture(f"profile{end}", handle, "/m/copper_basin")
        yield Picture(f"report{end}", handle, f"/p/{_post_of(world, 'dusty_az')}/flag")
    own = world.reply(thread.id, MEMBER, "It was the snow after all.")
    yield Picture("post-edit", MEMBER, f"/p/{own}/edit")
    yield _edited(world, own)
    yield Picture("new-thread-form", MEMBER, "/b/performance/new")
    yield Picture("post-take-back", MEMBER, f"/p/{own}/take-back")
    yield Picture("post-withdraw", MEMBER, f"/p/{own}/withdraw")
    yield Picture("reply", MEMBER, f"/t/{thread.id}/reply")
    yield Picture("new-thread", MEMBER, "/b/equipment/new")
    yield Picture("thread-unread", MEMBER, f"/t/{thread.id}/unread")
    yield Picture("board-unanswered", "", "/b/performance?show=unanswered")
    yield from _reactions(world, own, url)
    yield Picture("latest-member", MEMBER, "/latest")
    yield _receipt(world)
    _keep_draft(world)
    yield Picture("my-drafts-one", MEMBER, "/my/drafts")


def of_searching(world: World) -> Iterator[Picture]:
    """Show what is found, by words and by filters, and what is not."""
    world.run_jobs()
    yield Picture("search-results", "", "/search?q=inverter")
    narrow = "q=inverter+nec:690&by=copper_basin&after=2020-01-01&sort=newest"
    yield Picture("search-filtered", MEMBER, f"/search?{narrow}")
    yield Picture("search-nothing", "", "/search?q=pineapple&board=performance")
    yield Picture("search-no-word", "", "/search?q=somebody%40example.com")


def _reactions(world: World, own: int, url: str) -> Iterator[Picture]:
    """Show what members do about posts: the answer, thanks, bookmarks, ignoring."""
    member, other = world.known(MEMBER), world.known("dusty_az")
    with world.writing():
        post = db.session.get_one(Post, own)
        reactions.mark_answer(post.thread_id, own)
        reactions.thank(other, own, utcnow())
        reactions.bookmark(member, utcnow(), post_id=own)
        reactions.ignore(db.session.get_one(Member, member), other, utcnow())
    yield Picture("thread-solved", "", url)
    yield Picture("thread-solved-member", MEMBER, url)
    yield Picture("thread-print", "", f"{url}?print=1")
    yield Picture("board-solved", "", "/b/performance?show=solved")
    yield Picture("my-bookmarks-one", MEMBER, "/my/bookmarks")
    yield Picture("my-ignored-one", MEMBER, "/my/ignored")
    yield Picture("member-ignore", MEMBER, "/m/copper_basin/ignore")


def _edited(world: World, post: int) -> Picture:
    """Show how a post was edited."""
    browser = browser_of(world, MEMBER)
    browser.visit(f"/p/{post}/edit")
    better = "It was the snow after all, on the lower row."
    browser.submit(f"/p/{post}/edit", body=better, reason="More exactly")
    return Picture("post-wordings", MEMBER, f"/p/{post}/wordings")


def _longest(world: World) -> Thread:
    with world.reading():
        longest = select(Thread).order_by(Thread.reply_count.desc(), Thread.id)
        return db.session.scalars(longest).first() or Thread()


def _post_of(world: World, handle: str) -> int:
    """Return a reply of somebody's."""
    of = world.member_id(handle)
    with world.reading():
        theirs = select(func.max(Post.id)).where(Post.author_id == of, Post.number > 1)
        return db.session.scalar(theirs) or 0


def _receipt(world: World) -> Picture:
    browser = browser_of(world, "taker")
    post = world.reply(world.thread("ida", title="Which fuse?"), "taker", CALL_ME)
    browser.visit(f"/p/{post}/take-back")
    browser.submit("/take-back", words=PHONE)
    page = browser.submit("/take-back", is_done="y")
    assert page.status == 200, page.text
    return Picture("post-receipt", "taker", page.path)


def _keep_draft(world: World) -> None:
    with world.writing():
        board = db.session.scalars(select(Board.id)).first()
        draft = Draft("Three of our twelve modules", "Modules that stopped")
        member = world.member_id(MEMBER)
        boards.keep_draft(member, DraftPlace(board_id=board), draft, "", utcnow())


def of_members(world: World) -> Iterator[Picture]:
    """Show cards, documents, announcements and questions to the operator."""
    card = world.row(SystemCard, _card_of(world, MEMBER))
    for name, path in (
        ("card", f"/my/systems/{card.id}"),
        ("card-as-guest", f"/my/systems/{card.id}/as/guest"),
        ("card-remove", f"/my/systems/{card.id}/remove"),
    ):
        yield Picture(name, MEMBER, path)
    yield Picture("card-report", MODERATOR, f"/systems/{card.id}/flag")
    yield Picture("member-report", MEMBER, "/m/copper_basin/flag")
    for name in ("privacy", "terms"):
        yield Picture(f"{name}-version", "", f"/{name}/v/1")
    # There is no second version yet, so nothing to compare.
    yield Picture("privacy-changes", "", "/privacy/v/2/changes", status=404)
    for name in ("my-drafts", "my-flags", "my-decisions", "my-systems", "my"):
        yield Picture(f"empty-{name}", "linked", f"/{name.replace('-', '/', 1)}")
    with world.writing():
        make_token(world.member_id(MEMBER), utcnow())
    yield Picture("my-programs-one", MEMBER, "/my/programs")
    yield Picture("contact-telephone", "", "/contact?answer=telephone")
    yield Picture("systems-member", MEMBER, "/systems")
    for how in ("paused", "leaving"):
        yield Picture(f"left-{how}", "", f"/left/{how}")


def _card_of(world: World, handle: str) -> int:
    of = world.member_id(handle)
    return next(one.id for one in world.rows(SystemCard) if one.member_id == of)


def of_operator(world: World) -> Iterator[Picture]:
    """Show what administrators look after."""
    written(browser_of(world, ADMINISTRATOR))
    key = newest(world)
    yield Picture("announcement", ADMINISTRATOR, f"/admin/announcements/{key}")
    words = "May I use a photo of yours in our school's paper?"
    question = Question(TicketSubject.OTHER, words, Channel.EMAIL, "ira@example.com")
    with world.writing():
        tickets.ask(question, utcnow())
    key = world.rows(Ticket)[-1].id
    yield Picture("ticket", ADMINISTRATOR, f"/admin/tickets/{key}")


def of_moderation(world: World, at: Scene) -> Iterator[Picture]:
    """Show the pages of moderators, each with something on it."""
    yield from _notices(world, at)
    thread = f"/moderation/threads/{at.thread}"
    for name in ("", "/merge", "/move", "/slow", "/split"):
        yield _desk("thread" + name, thread + name)
    for name in ("", "/edit", "/notice"):
        yield _desk("post" + name, f"/moderation/posts/{at.post}{name}")
    purge = f"/moderation/posts/{at.post}/purge"
    yield Picture("moderation-post-purge", ADMINISTRATOR, purge)
    yield _desk("reverse", f"/moderation/decisions/{at.decision}/reverse")
    for part, case in at.cases.items():
        yield _desk(f"case{part.rstrip('/')}", f"/moderation{part}{case}")
    for name in ("wes", "was_suspended", "was_warned"):
        yield _desk(f"member-{name}", f"/moderation/members/{name}")
    yield _desk("clean-up", "/moderation/members/wes/clean-up")
    items = "&".join(f"item={one}" for one in _reports(world))
    yield _desk("batch-chosen", f"/moderation/batch?{items}")
    yield _desk("queue-decided", "/moderation/queue?show=decided")
    for name, path in (
        ("rule", "rules/R1"),
        ("rule-words", "rules/R1/words"),
        ("template", "words-to-start/1"),
        ("words", "words"),
        ("tag", "tags/snow"),
    ):
        yield Picture(f"moderation-{name}-of", ADMINISTRATOR, f"/moderation/{path}")
    look = world.rows(SecondLook)[0].id
    yield _desk("second-look", f"/moderation/second-looks/{look}")
    for item in _cases(world):
        yield _desk(f"item-{item.kind}", f"/moderation/items/{item.id}")


def _desk(name: str, path: str) -> Picture:
    return Picture(f"moderation-{name.replace('/', '-')}", MODERATOR, path)


def _cases(world: World) -> list[Reviewable]:
    """Return a case of each kind that has the page of a post."""
    pages = {
        ReviewableKind.FLAGGED_POST,
        ReviewableKind.HELD_POST,
        ReviewableKind.TAKE_IT_DOWN,
        ReviewableKind.PRIVACY_REQUEST,
    }
    found = {one.kind: one for one in world.rows(Reviewable) if one.kind in pages}
    return list(found.values())


def _reports(world: World) -> list[int]:
    """Return some reports that wait, about posts that nothing else is about."""
    return [
        one.id
        for one in world.rows(Reviewable)
        if one.kind is ReviewableKind.FLAGGED_POST and one.status is ReviewStatus.OPEN
    ][-4:]


def _notices(world: World, at: Scene) -> Iterator[Picture]:
    guest = Browser(world.app)
    asked(guest, "/privacy-request", at.post, PRIVACY)
    other = world.reply(world.thread("nat", title="A roof in March"), "ned")
    asked(guest, "/take-it-down", other, TAKE_DOWN)
    asked(guest, "/copyright", other, CLAIM)
    case = case_of(world, other, ReviewableKind.COPYRIGHT).id
    decided(browser_of(world, "desk_mod"), case, "remove", rule="R6")
    world.run_jobs()
    paths = [link_in(mail) for mail in world.outbox.to("una@example.com")]
    status = [path for path in paths if path.startswith("/notices/")]
    yield Picture("notice-status", "", status[-1])
    yield Picture("counter-notice", "ned", f"/p/{other}/counter-notice")
