"""Tables of members, and of the sessions of those who are signed in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from forum.members.signs import sign_of

HANDLE_MAX = 20
ABOUT_MAX = 500
AFFILIATION_TEXT_MAX = 60
REGION_MAX = 2


class Role(StrEnum):
    """What a member is here for."""

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Affiliation(StrEnum):
    """What ties a member to the trade; anything but owner shows on each post."""

    OWNER = "owner"
    INSTALLER = "installer"
    VENDOR = "vendor"
    UTILITY = "utility"
    RESEARCHER = "researcher"
    OTHER = "other"


class Shown(StrEnum):
    """Who sees something that a member says about themselves."""

    PUBLIC = "public"
    MEMBERS = "members"
    HIDDEN = "hidden"


class Scheme(StrEnum):
    """In which colors a member reads the forum."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Member(Base):
    """A person as the forum shows them: never a name, never an address."""

    __tablename__ = "member"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    handle: Mapped[str] = personal(
        String(HANDLE_MAX),
        why="the user name under which a member writes",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.ERASE,
    )
    handle_key: Mapped[str] = personal(
        String(HANDLE_MAX),
        why="finds a user name however it is capitalized",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        unique=True,
    )
    about: Mapped[str] = personal(
        String(ABOUT_MAX),
        why="what the member says about themselves",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.ERASE,
        default="",
    )
    about_seen: Mapped[Shown] = mapped_column(default=Shown.HIDDEN)
    region: Mapped[str] = personal(
        String(REGION_MAX),
        why="the state the member lives in, if they say so",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.ERASE,
        default="",
    )
    region_seen: Mapped[Shown] = mapped_column(default=Shown.HIDDEN)
    affiliation: Mapped[Affiliation] = mapped_column(default=Affiliation.OWNER)
    affiliation_text: Mapped[str] = personal(
        String(AFFILIATION_TEXT_MAX),
        why="the tie to the trade in the member's own words",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.ERASE,
        default="",
    )
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    moderates: Mapped[list[int] | None] = technical(
        JSON(none_as_null=True),
        why="which boards a moderator looks after; none named means all of them",
        nullable=True,
    )
    custom_roles: Mapped[list[dict[str, Any]] | None] = technical(
        JSON(none_as_null=True),
        why="what roles of an administrator's making give and refuse, and where",
        nullable=True,
    )
    joined_at: Mapped[datetime]
    post_count: Mapped[int] = mapped_column(default=0)
    """Posts that everybody can read."""
    card_count: Mapped[int] = mapped_column(default=0)
    """System cards, so that nothing is asked where there is none."""
    vouched_at: Mapped[datetime | None]
    """When staff ended the time in which first posts wait for a moderator."""
    probation_from: Mapped[datetime | None]
    """Since when they are on probation anew; where empty, since they joined."""
    probation_posts: Mapped[int] = mapped_column(default=0)
    """How many of their posts do not count towards the end of their probation."""
    limited_until: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    """Since when the member is not active: nobody signs in, the profile says so."""
    is_kept_out: Mapped[bool] = mapped_column(default=False)
    """Whether the registry closed the account, or it is being erased: who it
    belongs to cannot undo that here."""
    left_here: Mapped[bool] = mapped_column(default=False)
    """Whether the member left by their own choice, or is being erased: the
    registry cannot undo that."""
    erase_at: Mapped[datetime | None]
    """When the member will be erased, as they asked."""
    is_former: Mapped[bool] = mapped_column(default=False)
    """Whether this only stands in the place of somebody who was erased."""
    wants_hints: Mapped[bool] = mapped_column(default=True)
    """Whether the check also points at what is often harmless."""
    skips_search: Mapped[bool] = mapped_column(default=False)
    """Whether search engines are asked to leave out threads they opened."""
    scheme: Mapped[Scheme] = mapped_column(default=Scheme.SYSTEM)
    """In which colors they read; their device decides unless they do."""
    more_contrast: Mapped[bool] = mapped_column(default=False)
    """Whether they want stronger contrast than their device asks for."""
    renamed_at: Mapped[datetime | None]
    """When they last chose another user name."""
    demo: Mapped[bool] = mapped_column(default=False)

    lacks_proof = False
    """Whether this is a viewer whose role needs a second step they did not take;
    until then they are a member like any other. Never stored."""

    @property
    def has_staff_role(self) -> bool:
        """Whether the member is to look after the forum."""
        return self.role is not Role.MEMBER

    @property
    def is_staff(self) -> bool:
        """Whether the member looks after the forum, and may do so now."""
        return self.has_staff_role and not self.lacks_proof

    @property
    def is_administrator(self) -> bool:
        """Whether the member may change how the forum is run."""
        return self.role is Role.ADMINISTRATOR and not self.lacks_proof

    @property
    def oversees_all(self) -> bool:
        """Whether somebody of staff looks after the whole forum, not some boards."""
        return self.is_administrator or (self.is_staff and self.moderates is None)

    @property
    def is_linked(self) -> bool:
        """Whether what they wrote leads to a page about them."""
        return not self.is_former and self.deactivated_at is None

    @property
    def sign(self) -> str:
        """The pattern beside their user name."""
        return sign_of(self.id)

    @property
    def tie(self) -> str:
        """The tie to the trade as readers see it; nothing for an owner."""
        if self.affiliation is Affiliation.OWNER:
            return ""
        return self.affiliation_text or self.affiliation.value

    def note_published(self, posts: int) -> None:
        """Count posts that became readable, or stopped being so."""
        self.post_count += posts


class FormerHandle(Base):
    """A user name that somebody gave up, or had: nobody else may pass for them."""

    __tablename__ = "former_handle"

    key: Mapped[str] = technical(
        String(64), why="keyed hash of the user name", primary_key=True
    )
    until: Mapped[datetime] = mapped_column(index=True)
    member_id: Mapped[int | None] = person_key(
        "member.id",
        why="who gave it up and may take it back; nobody once they are erased",
        on_erase=OnErase.UNLINK,
        index=True,
    )
    leads_on: Mapped[bool] = mapped_column(default=False)
    """Whether its address leads to the page of whoever gave it up."""


class MemberSession(Base):
    """One browser in which somebody is signed in; no address, no browser name."""

    __tablename__ = "member_session"

    key: Mapped[bytes] = technical(
        LargeBinary(32), why="hash of the cookie's value", primary_key=True
    )
    member_id: Mapped[int | None] = person_key(
        "member.id",
        why="who is signed in",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    pending_id: Mapped[int | None] = person_key(
        "member.id",
        why="who is about to sign in: one more step is asked of them",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    content: Mapped[dict[str, Any]] = technical(
        JSON,
        why="form token, a notice for the next page and, between two steps of "
        "signing in, what the first one showed",
    )
    provider_session: Mapped[bytes | None] = technical(
        LargeBinary(32),
        why="hash of the session at the registry, which can end this one",
        index=True,
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    """When the member last proved who they are."""
    two_factors: Mapped[bool] = mapped_column(default=False)
    """Whether they did so by two steps, or by one that counts as both."""

    member: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[member_id])
