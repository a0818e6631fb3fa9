"""A member who left a word of their own in everything that can be written.

Each word is random and stands nowhere else, so that whatever is left of it is found.
What only a table tells is filled in from what the table declares (`filling`).
"""

import secrets
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from forum.announcements import actions as announcements
from forum.announcements.actions import Words
from forum.announcements.models import Purpose
from forum.api.actions import make as make_token
from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState
from forum.boards.queries import DraftPlace
from forum.core.clock import utcnow
from forum.core.db import db
from forum.mail.sending import Console
from forum.members import actions as members
from forum.members.models import Affiliation, Member, Role
from forum.members.registry.models import Account, Application
from forum.privacy.actions import note_posting
from forum.reactions import actions as reactions
from forum.reactions.models import Bookmark
from forum.rights.actions import ask_copy
from forum.solar.system import Equipment
from forum.systems.models import SystemsChoice
from forum.tickets import actions as tickets
from forum.tickets.actions import Question
from forum.tickets.models import Channel, Ticket, TicketSubject
from moderation import actions as moderation
from moderation.appeals import actions as appeals
from moderation.figures.models import SecondLook
from moderation.models import Decision, Flag, FlagReason, Note, Statement
from tests.boards.acts import become
from tests.boards.test_photos import added, the_alt
from tests.browser import PASSWORD, Browser
from tests.images.pictures import exif, plain, saved
from tests.kept import BeginWith
from tests.members.joining import applied
from tests.moderation.cases import decided, flagged, waiting_case
from tests.promises.filling import filled_in
from tests.promises.minting import Canaries, letters
from tests.systems.cards import FULL, card
from tests.world import World, settled

__all__ = ["Canaries", "begun_with", "planted"]

POSTS = 16
LEFT_BEHIND = ("copies/*", "access*", "eras*")
"""What tests leave in a home that no database brings back."""


def begun_with(begin_with: BeginWith, world: World, home: Path) -> Canaries:
    """Begin with somebody who left a word in everything; Mo moderates here."""
    for path in [one for named in LEFT_BEHIND for one in home.glob(named)]:
        path.unlink()

    def plant() -> dict[str, Any]:
        moderator = Browser(world.app)
        mo = world.member("mo_mod", Role.MODERATOR)
        moderator.begin_session(world.session_of(mo))
        made = vars(planted(world, moderator))
        world.run_jobs()
        return {name: value for name, value in made.items() if name != "world"}

    return Canaries(world, **begin_with("canaries", plant))


def planted(world: World, moderator: Browser) -> Canaries:
    """Let somebody join, do everything, and be the subject of everything."""
    at = Canaries(world)
    browser = _joined(at)
    _described(at)
    _posted(at, browser)
    _talked_about(at)
    _moderated(at, moderator)
    _wrote_elsewhere(at)
    _reacted(at)
    filled_in(at)
    return at


def _joined(at: Canaries) -> Browser:
    """Register through the form and the mail, and sign in."""
    word = letters(6)
    at.handle, at.email = f"zq-{word}", f"zq.{word}@example.com"
    at.name, at.before = f"Zqelda Quill{word}", f"zqold.{word}@example.net"
    at.phone = f"802 55{secrets.randbelow(10)} {secrets.randbelow(9000) + 1000}"
    browser = Browser(at.world.app)
    link = applied(browser, at.world, name=at.name, email=at.email, handle=at.handle)
    browser.visit(link)
    browser.submit(link, password=PASSWORD)
    at.member = at.world.member_id(at.handle)
    with at.world.writing():
        members.vouch(at.member, utcnow() - timedelta(days=30))
        note_posting(at.member, utcnow() - timedelta(days=20))
        member = db.session.get_one(Member, at.member)
        member.joined_at -= timedelta(days=400)
    browser.begin_session(at.world.session_of(at.member))
    return browser


def _described(at: Canaries) -> None:
    """Fill in the profile, the account, ten cards and ten drafts."""
    world = at.world
    about = " ".join(at.mint() for _ in range(36))
    with world.writing():
        members.describe(at.member, about, Affiliation.OTHER, at.mint())
        db.session.get_one(Member, at.member).region = "VT"
        theirs = update(Account).where(Account.member_id == at.member)
        db.session.execute(theirs.values(phone=at.phone, zip_code="05602"))
        ask_copy(at.member, utcnow())
    for _ in range(5):
        modules = Equipment(at.mint(), at.mint(), 12)
        inverters = Equipment(at.mint(), at.mint(), 3)
        card(
            world,
            at.handle,
            FULL,
            label=at.mint(),
            modules=modules,
            inverters=inverters,
            monitoring=at.mint(),
            soltrex_id=at.mint(),
        )
    with world.writing():
        mine = update(SystemsChoice).where(SystemsChoice.member_id == at.member)
        db.session.execute(mine.values(declined=[at.mint()]))
    for place in range(19):
        board = world.thread(
            "ken", title=f"Somebody asks about frost {place}", at=at.when()
        )
        shown, why = {place: at.mint()}, at.mint()
        draft = Draft(at.mint(), at.mint(), once=at.mint(), reason=why, alts=shown)
        with world.writing():
            where = DraftPlace(thread_id=board)
            boards.keep_draft(at.member, where, draft, at.mint(), utcnow())


def _posted(at: Canaries, browser: Browser) -> None:
    """Write threads and replies, edit them, and show photos in them."""
    world = at.world
    title = f"What the {at.say()} logger says about {at.say()}"
    own = world.thread(
        at.handle, title=title, body=f"It says {at.say()} on the hill.", at=at.when()
    )
    other = world.thread(
        "ken", title="Our second winter with snow guards", at=at.when()
    )
    at.threads = [own, other]
    for place in range(POSTS):
        said = f"The {at.say()} logger is mine, says {at.name}; look at {at.say()}."
        post = world.reply(at.threads[place % 2], at.handle, said, at.when())
        if place < POSTS // 2:
            newer = Draft(f"{said} Also {at.say()}.", reason=at.mint())
            with world.writing():
                boards.edit(at.member, post, 1, settled(newer), utcnow())
    at.threads.append(
        world.thread("ivy", title="A roof that faces north and east", at=at.when())
    )
    written = exif(t315=at.mint(), t270=at.mint(), t271=at.mint(), t33432=at.mint())
    photo = saved(plain(), "JPEG", exif=written)
    page = added(browser, at.threads[2], (f"{at.mint()}.jpg", photo))
    shown = {the_alt(page): f"A roof, {at.mint()}"}
    file = (f"{at.mint()}.log", f"{at.mint()} started\n".encode())
    browser.submit("/reply", more=shown, files=[file], add__files="1")
    page = browser.submit("/reply")
    assert page.path.startswith("/t/"), page.text
    browser.visit(f"/t/{at.threads[2]}/reply")
    file = (f"{at.mint()}.csv", f"{at.mint()}\n".encode())
    page = browser.submit("/reply", body="Later.", files=[file], add__files="1")
    assert page.status == 200, page.text


def _talked_about(at: Canaries) -> None:
    """Let others quote and mention them, in every state a post can have."""
    world = at.world
    own = [one for one in world.rows(Post) if one.author_id == at.member]
    for post in own[:6]:
        quote = f"> [{at.handle} wrote in #2](/p/{post.id})\n>\n> so it is\n\n"
        said = f"{quote}Thanks, @{at.handle}; write to {at.email} or {at.before}."
        reply = world.reply(post.thread_id, "ivy", said, at.when())
        newer = Draft(f"{quote}Thanks again, @{at.handle}! See /m/{at.handle}.")
        with world.writing():
            ivy = world_member("ivy")
            boards.edit(ivy, reply, 1, settled(newer), utcnow() - timedelta(hours=2))
    asked = world.thread(
        "una", title=f"Is @{at.handle} right about this one?", at=at.when()
    )
    for state in (PostState.HELD, PostState.REMOVED, PostState.HIDDEN):
        said = f"Ask @{at.handle} or {at.email}, I say."
        become(
            world,
            world.reply(asked, "ken", said, at.when()),
            state,
            f"As @{at.handle} said.",
        )
    with world.writing():
        boards.lock(asked, f"@{at.handle} answered it.", utcnow())
        begun = Draft(f"I would ask @{at.handle} and {at.email} first.")
        where = DraftPlace(thread_id=at.threads[1])
        boards.keep_draft(world_member("una"), where, begun, "", utcnow())
    at.threads.append(asked)


def world_member(handle: str) -> int:
    """Return the key of a member, inside a transaction."""
    return db.session.scalars(select(Member.id).where(Member.handle == handle)).one()


def _moderated(at: Canaries, moderator: Browser) -> None:
    """Let them report others and be reported, decided about and written about."""
    world = at.world
    for place in range(9):
        other = world.reply(
            at.threads[1], "ken", f"Another reply of mine, {place}.", at.when()
        )
        flagged(world, other, at.handle, FlagReason.OTHER, at.mint())
    own = [one.id for one in world.rows(Post) if one.author_id == at.member]
    for post in own[:4]:
        flagged(world, post, note=f"@{at.handle}, {at.name} and {at.email} again.")
    case = waiting_case(world, own[1]).id
    told = f"@{at.handle}, we know you as {at.name} and {at.email}."
    page = decided(moderator, case, "no_violation", reason=told, note=told, rule="")
    case = waiting_case(world, own[2]).id
    page = decided(moderator, case, "remove", reason=told, note=told, rule="R1")
    assert page.status == 200, page.text
    with world.writing():
        _appealed(at, world_statement(at.member), told)
        db.session.add(
            Note(
                reviewable_id=case,
                author_id=world_member("mo_mod"),
                body=told,
                created_at=utcnow(),
            )
        )
        theirs = update(Flag).where(Flag.reporter_id == at.member)
        reason = f"{told} {at.mint()}"
        db.session.execute(theirs.values(bad_faith=True, bad_faith_reason=reason))
        made = db.session.scalars(select(func.max(Decision.id))).one()
        look = SecondLook(decision_id=made, picked_at=utcnow(), note=told)
        db.session.add(look)
        named = f"Thanks to @{at.handle}, {at.email}."
        words = Words(Purpose.SERVICE, named, named, f"<p>{named}</p>", utcnow(), True)
        announcements.write(at.member, words, utcnow(), no_promotion=True)
        act = moderation.Act("member_warned", "member", at.member, details={"w": told})
        moderation.record(None, act, utcnow())
        act = moderation.Act("post_read", "post", own[3], details={"w": told})
        moderation.record(None, act, utcnow())


def world_statement(member: int) -> int:
    """Return the key of the newest statement for a member, inside a transaction."""
    theirs = select(Statement.id).where(Statement.member_id == member)
    return db.session.scalars(theirs.order_by(Statement.id.desc())).first() or 0


def _appealed(at: Canaries, statement: int, told: str) -> None:
    """Let them appeal, in their own words, and be asked by the moderators."""
    member = db.session.get_one(Member, at.member)
    staff = db.session.get_one(Member, world_member("mo_mod"))
    made = appeals.appeal(member, statement, at.mint(), utcnow())
    case = made.reviewable_id
    appeals.add_words(staff, case, told, utcnow(), is_staff=True)
    appeals.add_words(member, case, f"{told} {at.mint()}", utcnow(), is_staff=False)


def _wrote_elsewhere(at: Canaries) -> None:
    """Ask the operator, apply once more, and get mail at both addresses."""
    world, now = at.world, utcnow()
    with world.writing():
        for place in range(6):
            by_phone = place % 2
            channel = Channel.TELEPHONE if by_phone else Channel.EMAIL
            asked = Question(
                TicketSubject.OTHER,
                f"{at.mint()}, {at.name}",
                channel,
                "" if by_phone else at.email.upper(),
                at.phone if by_phone else "",
            )
            tickets.ask(asked, now)
        named = f"A neighbour asks about @{at.handle} ({at.name}, {at.before})."
        tickets.ask(
            Question(TicketSubject.OTHER, named, Channel.EMAIL, "ken@example.com"), now
        )
        answered = db.session.scalars(
            select(Ticket.id).where(Ticket.channel == Channel.EMAIL)
        ).all()
        tickets.answer(answered[0], at.member, at.mint(), now)
        tickets.answer(answered[-1], at.member, f"Ask @{at.handle}, {at.name}.", now)
        db.session.add(
            Application(
                handle=at.mint(),
                name=at.mint(),
                email=at.before,
                password_hash=at.mint(),
                applied_at=now,
            )
        )
    for to, said in (
        (at.email, at.mint()),
        (at.before, at.mint()),
        ("una@example.com", f"@{at.handle} ({at.name}) replied to {at.email}."),
    ):
        letter = EmailMessage()
        letter["To"], letter["Subject"] = to, f"About {at.email}"
        letter["Message-ID"] = f"<{secrets.token_hex(16)}@example.com>"
        letter.set_content(said)
        with world.app.app_context():
            Console().send(letter)


def _reacted(at: Canaries) -> None:
    """Let them thank, bookmark, ignore and correct; let others do so to them."""
    now = utcnow()
    posts = [one for one in at.world.rows(Post) if one.state is PostState.PUBLISHED]
    mine = [one.id for one in posts if one.author_id == at.member]
    others = [one.id for one in posts if one.author_id != at.member]
    with at.world.writing():
        una, ken = world_member("una"), world_member("ken")
        for post in others[:5]:
            reactions.thank(at.member, post, now)
            reactions.bookmark(at.member, now, post_id=post)
        reactions.bookmark(at.member, now, thread_id=at.threads[1])
        for mark in db.session.scalars(select(Bookmark)).all():
            reactions.keep_note(at.member, mark.id, f"{at.mint()} again")
        reactions.thank(una, mine[2], now)
        reactions.bookmark(una, now, post_id=mine[2])
        reactions.ignore(db.session.get_one(Member, at.member), ken, now)
        reactions.ignore(db.session.get_one(Member, una), at.member, now)
        newer = Draft(f"{at.mint()} I said.", reason=at.mint())
        place = DraftPlace(post_id=mine[3])
        boards.keep_draft(at.member, place, newer, "", now)
        make_token(at.member, now)
