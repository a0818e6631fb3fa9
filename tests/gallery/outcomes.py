"""Members about whom every kind of decision was made, each by its form."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forum.boards.models import Post
from forum.members.models import Role
from moderation.models import FlagReason, Statement
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.gallery.picture import Picture
from tests.moderation.appeals.asking import appealed, case_of, judged
from tests.moderation.cases import decided, flagged, waiting_case
from tests.moderation.standing.staff import acted
from tests.world import World

FACTS = "It gives away a telephone number, three times."
SHOP = "It is the number of the shop; it stands on their sign."
RULE = "R3"
TITLE = "Whom do you call when the inverter stops, asks {}?"


@dataclass
class Outcomes:
    """Makes posts and members, and has moderators decide about them."""

    world: World
    pictures: list[Picture] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Who was mailed something that is worth looking at."""

    def __post_init__(self) -> None:
        """Sign two moderators in."""
        self._mo = self.browser("desk_mod", Role.MODERATOR)
        self._max = self.browser("other_mod", Role.MODERATOR)

    def browser(
        self, handle: str, role: Role = Role.MEMBER, *, is_new: bool = False
    ) -> Browser:
        """Return the browser of somebody who is made here."""
        member = self.world.member(handle, role, is_new=is_new)
        browser = Browser(self.world.app)
        browser.begin_session(self.world.session_of(member))
        return browser

    def show(self, name: str, who: str, path: str, status: int = 200) -> None:
        """Have a picture taken."""
        self.pictures.append(Picture(f"outcome-{name}", who, path, status=status))

    def post_by(self, handle: str) -> int:
        """Have somebody write a reply in a thread of its own."""
        title = TITLE.format(handle)
        return self.world.reply(
            self.world.thread(f"asks_{handle}", title=title, board="care"),
            handle,
            CALL_ME,
        )

    def about_post(self, handle: str, measure: str, **fields: str) -> int:
        """Decide about a reported post of somebody new here; return the statement."""
        self.browser(handle)
        post = self.post_by(handle)
        case = flagged(
            self.world, post, f"saw_{handle}", FlagReason.PERSONAL_INFORMATION
        )
        page = decided(self._mo, case, measure, rule=RULE, reason=FACTS, **fields)
        assert page.status == 200, page.text
        self.show(f"{measure}-post", handle, f"/p/{post}")
        return self.statement(handle, measure)

    def statement(self, handle: str, name: str) -> int:
        """Have the reasons shown that somebody was told last; return their key."""
        member = self.world.member_id(handle)
        rows = self.world.rows(Statement)
        key = max(one.id for one in rows if one.member_id == member)
        self.show(f"{name}-reasons", handle, f"/my/decisions/{key}")
        self.told.append(handle)
        return key

    def held(self, handle: str, measure: str = "") -> int:
        """Have somebody new write what waits; decide about it if told so."""
        post, name = self._held(handle), measure or "held"
        if measure:
            case = waiting_case(self.world, post).id
            page = decided(self._mo, case, measure, rule=RULE, reason=FACTS)
            assert page.status == 200, page.text
        self.show(f"{name}-post", handle, f"/p/{post}")
        self.told.append(handle)
        return post

    def _held(self, handle: str) -> int:
        self.browser(handle, is_new=True)
        return self.post_by(handle)

    def about_member(self, handle: str, measure: str, days: str = "7") -> None:
        """Warn, limit or suspend somebody who is made here."""
        self.browser(handle)
        self.post_by(handle)
        page = acted(self._mo, handle, measure, days=days)
        assert page.status == 200, page.text
        self.statement(handle, measure)

    def appeal(self, handle: str, outcome: str = "", **fields: str) -> None:
        """Have somebody appeal against a removal, and decide about it if told so."""
        statement, name = self.about_post(handle, "remove"), outcome or "open"
        self.pictures = [one for one in self.pictures if one.who != handle]
        browser = Browser(self.world.app)
        browser.begin_session(self.world.session_of(self.world.member_id(handle)))
        assert appealed(browser, statement, SHOP).status == 200
        self.show(f"appeal-{name}", handle, f"/my/decisions/{statement}/appeal")
        self.show(f"appeal-{name}-first", handle, f"/my/decisions/{statement}")
        self.show(f"appeal-{name}-all", handle, "/my/decisions")
        if outcome:
            page = judged(self._max, case_of(self.world), outcome, **fields)
            assert page.status == 200, page.text
            self.statement(handle, f"appeal-{name}")
            post = max(self._posts_of(handle))
            self.show(f"appeal-{name}-post", handle, f"/p/{post}")

    def _posts_of(self, handle: str) -> Iterator[int]:
        member = self.world.member_id(handle)
        return (one.id for one in self.world.rows(Post) if one.author_id == member)

    def hidden_at_once(self, handle: str) -> None:
        """Have so many report a post that it is hidden before anybody looked."""
        self.browser(handle)
        post = self.post_by(handle)
        flagged(self.world, post, f"saw_{handle}", FlagReason.PERSONAL_INFORMATION)
        self.show("hidden-for-review-post", handle, f"/p/{post}")
        self.statement(handle, "hidden-for-review")


def made(world: World) -> Outcomes:
    """Make every outcome there is, and have it shown to the one it is about."""
    at = Outcomes(world)
    for step in (_posts, _held, _members, _appeals):
        step(at)
    return at


def _posts(at: Outcomes) -> None:
    at.about_post("was_masked", "mask", words=PHONE)
    at.about_post("was_hidden", "hide_until_edited")
    at.about_post("was_removed", "remove")
    at.show("all-decisions", "was_removed", "/my/decisions")
    at.hidden_at_once("was_reported")


def _held(at: Outcomes) -> None:
    at.held("waits")
    at.held("was_approved", "approve")
    at.held("was_rejected", "reject")
    at.statement("was_rejected", "reject")
    at.show("reject-drafts", "was_rejected", "/my/drafts")


def _members(at: Outcomes) -> None:
    at.about_member("was_warned", "warn")
    at.show("warn-read-first", "was_warned", "/b/equipment/new")
    at.about_member("was_limited", "limit")
    at.show("limit-refused", "was_limited", "/b/equipment/new")
    at.show("limit-my", "was_limited", "/my")
    at.about_member("was_suspended", "suspend")
    at.show("suspend-page", "was_suspended", "/my/suspended")


def _appeals(at: Outcomes) -> None:
    at.appeal("appeals")
    at.appeal("was_right", "grant")
    at.appeal("was_wrong", "refuse")
