"""A member who left a word of their own in everything that can be written.

Each word is random and stands nowhere else, so that whatever is left of it is found.
What only a table tells is filled in from what the table declares: a new column with
something personal is planted without anybody's thinking of it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Enum,
    LargeBinary,
    Numeric,
    String,
    Table,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import Integer as Whole

from forum.announcements import actions as announcements
from forum.announcements.actions import Words
from forum.announcements.models import Purpose
from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState
from forum.boards.queries import DraftPlace
from forum.core.clock import utcnow
from forum.core.columns import EncryptedText, UTCDateTime
from forum.core.db import Base, db
from forum.core.personal import KEY, OnErase
from forum.mail.sending import Console
from forum.members import actions as members
from forum.members.models import Affiliation, Member
from forum.members.registry.models import Account, Application
from forum.privacy.actions import note_posting
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
from tests.members.joining import applied
from tests.moderation.cases import decided, flagged, waiting_case
from tests.systems.cards import FULL, card
from tests.world import World, settled

MINT_LENGTH = 12
BY_HAND = {"system_card", "draft", "export_file", "notice"}
"""Tables whose rows are made as people make them, not from their declaration."""
POSTS = 16


@dataclass
class Canaries:
    """All that was planted about one member."""

    world: World
    member: int = 0
    handle: str = ""
    name: str = ""
    email: str = ""
    before: str = ""
    """The address they had before."""
    phone: str = ""
    words: list[str] = field(default_factory=list)
    """What nobody may find afterwards."""
    said: list[str] = field(default_factory=list)
    """What they wrote in posts: it goes with the words, or stays as they wish."""
    threads: list[int] = field(default_factory=list)
    hours: int = 0

    def mint(self) -> str:
        """Make a word that must be gone afterwards."""
        self.words.append("zq" + secrets.token_hex(5))
        return self.words[-1]

    def say(self) -> str:
        """Make a word for a post."""
        self.said.append("zs" + secrets.token_hex(5))
        return self.said[-1]

    def when(self) -> datetime:
        """Return a moment some hours after the one before: nobody posts too fast."""
        self.hours += 2
        return utcnow() - timedelta(days=20) + timedelta(hours=self.hours)

    @property
    def called(self) -> list[str]:
        """What they are called by."""
        return [self.handle, self.name, self.email, self.before, self.phone]


def planted(world: World, moderator: Browser) -> Canaries:
    """Let somebody join, do everything, and be the subject of everything."""
    at = Canaries(world)
    browser = _joined(at)
    _described(at)
    _posted(at, browser)
    _talked_about(at)
    _moderated(at, moderator)
    _wrote_elsewhere(at)
    _filled_in(at)
    return at


def _joined(at: Canaries) -> Browser:
    """Register through the form and the mail, and sign in."""
    word = secrets.token_hex(3)
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
        draft = Draft(at.mint(), at.mint(), once=at.mint(), alts={place: at.mint()})
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
    page = browser.submit("/reply", more={the_alt(page): f"A roof, {at.mint()}"})
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


def _filled_in(at: Canaries) -> None:
    """Fill in every other table whose rows exist for one member."""
    with at.world.writing():
        for table, values in _rows_for(at).items():
            db.session.execute(insert(table).values(values))


def _rows_for(at: Canaries) -> dict[Table, dict[str, Any]]:
    tables = [one for one in Base.metadata.sorted_tables if one.name not in BY_HAND]
    made = {}
    for table in tables:
        owners = [one for one in table.columns if _owner_of(one) is not None]
        has_more = table.name in {"member_session", "mail_log"}
        if owners and (has_more or not _has_row(at, owners)):
            made[table] = _values(at, table)
    return made


def _owner_of(column: Column[Any]) -> str | None:
    privacy = column.info.get(KEY)
    if privacy is None or privacy.on_erase is not OnErase.ERASE:
        return None
    named = {key.column.table.name for key in column.foreign_keys}
    return next(iter(named & {"member", "account"}), None)


def _has_row(at: Canaries, owners: list[Column[Any]]) -> bool:
    one = owners[0]
    standing = select(func.count()).where(one == _key_of(at, str(_owner_of(one))))
    return bool(db.session.scalar(standing))


def _key_of(at: Canaries, owner: str) -> int:
    if owner == "member":
        return at.member
    theirs = select(Account.id).where(Account.member_id == at.member)
    return db.session.scalars(theirs).one()


def _values(at: Canaries, table: Table) -> dict[str, Any]:
    made = {}
    for column in table.columns:
        if column is table.autoincrement_column:
            continue
        made[column.name] = _value(at, column)
    return made


def _value(at: Canaries, column: Column[Any]) -> Any:
    """Return something of the column's kind that points at the member, or is new."""
    if owner := _owner_of(column):
        return _key_of(at, owner)
    for key in column.foreign_keys:
        some = db.session.scalar(select(key.column).limit(1))
        return some if not column.nullable else None
    if column.name == "email" and isinstance(column.type, EncryptedText):
        return at.before
    privacy = column.info.get(KEY)
    if privacy is not None and not privacy.personal and column.nullable:
        return None
    for kind, make in KINDS:
        if isinstance(column.type, kind):
            return make(at, column)
    raise AssertionError(f"plant something in {column}: it is of a kind of its own")


def _text(at: Canaries, column: Column[Any]) -> str:
    length = getattr(column.type, "length", None) or MINT_LENGTH
    return at.mint() if length >= MINT_LENGTH else "zq"[:length]


Make = Callable[[Canaries, Column[Any]], Any]
KINDS: tuple[tuple[type, Make], ...] = (
    (Enum, lambda _, column: next(iter(column.type.enum_class))),  # type: ignore[attr-defined]
    (EncryptedText, _text),
    (String, _text),
    (JSON, lambda at, _: [at.mint()]),
    (LargeBinary, lambda at, _: at.mint().encode()),
    (UTCDateTime, lambda _at, _column: utcnow()),
    (Date, lambda _at, _column: utcnow().date()),
    (Boolean, lambda _at, _column: False),
    (Numeric, lambda _at, _column: 1),
    (Whole, lambda _at, _column: 1),
)
"""How something is made for a column, by the kind of the column."""
