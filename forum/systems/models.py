"""Tables of system cards, of equipment names, and of published statistics.

There is no column for an address, a street, coordinates, a whole ZIP code, a
serial or account number, a monitoring link, a date of installation, the name
of an installer or a series of measurements: what is not kept cannot leak.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column, relationship

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from forum.members.models import Member
from forum.solar.checking import LABEL_MAX, NAME_MAX

CARDS_MAX = 5
WORD_MAX = 24
EQUIPMENT_NAME_MAX = 160
SOLTREX_ID_MAX = 64
SOURCE_MAX = 40


def _told(type_: Any, why: str, **options: Any) -> MappedColumn[Any]:
    """Declare something of a card; at most members see it by default, or all."""
    return personal(
        type_, why=why, seen_by=SeenBy.EVERYBODY, on_erase=OnErase.ERASE, **options
    )


class SystemCard(Base):
    """One system as its owner describes it, and who may see which part."""

    __tablename__ = "system_card"
    __table_args__ = (
        Index("ix_system_card_listed", "is_listed", "id"),
        UniqueConstraint("member_id", "soltrex_id"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose system it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    label: Mapped[str] = _told(String(LABEL_MAX), "what the owner calls the system")
    state: Mapped[str] = _told(String(2), "the state or territory; nothing smaller")
    zip3: Mapped[str] = personal(
        String(3),
        why="three digits of the ZIP code, for members at most",
        seen_by=SeenBy.MEMBERS,
        on_erase=OnErase.ERASE,
    )
    system_type: Mapped[str] = _told(String(WORD_MAX), "home, school and so on")
    dc_kw: Mapped[float] = _told(Double, "the size; others see a band by default")
    ac_kw: Mapped[float | None] = _told(Double, "the size of the inverters")
    module_maker: Mapped[str] = _told(String(NAME_MAX), "who made the modules")
    module_model: Mapped[str] = _told(String(NAME_MAX), "which modules they are")
    module_count: Mapped[int | None] = _told(Integer, "how many modules")
    module_watts: Mapped[float | None] = _told(Double, "the power of one module")
    inverter_maker: Mapped[str] = _told(String(NAME_MAX), "who made the inverters")
    inverter_model: Mapped[str] = _told(String(NAME_MAX), "which inverters they are")
    inverter_count: Mapped[int | None] = _told(Integer, "how many inverters")
    inverter_type: Mapped[str | None] = _told(String(WORD_MAX), "the kind of inverter")
    arrays: Mapped[list[list[float]]] = _told(
        JSON, "tilt, azimuth, share of each array"
    )
    mounting: Mapped[str | None] = _told(String(WORD_MAX), "what the modules stand on")
    shading: Mapped[str | None] = _told(String(WORD_MAX), "how much shade there is")
    year_installed: Mapped[int | None] = _told(Integer, "the year, never a date")
    battery_kwh: Mapped[float | None] = _told(Double, "the size of the battery")
    battery_kind: Mapped[str | None] = _told(String(WORD_MAX), "the kind of battery")
    annual_kwh: Mapped[list[list[float]]] = _told(JSON, "year and kWh of whole years")
    tariff: Mapped[str | None] = _told(String(WORD_MAX), "how exports are paid for")
    monitoring: Mapped[str] = _told(String(LABEL_MAX), "the maker of the monitoring")
    soltrex_id: Mapped[str | None] = _told(
        String(SOLTREX_ID_MAX), "the system's page at SolTrex"
    )
    choices: Mapped[dict[str, Any]] = personal(
        JSON,
        why="who sees which item of the card",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    beside_posts: Mapped[bool] = mapped_column(default=True)
    """Whether the card stands next to its owner's posts."""
    is_listed: Mapped[bool] = mapped_column(default=False)
    """Whether anything of it is for everybody."""
    hidden_at: Mapped[datetime | None]
    """When a moderator hid it from all but its owner."""
    hidden_reason: Mapped[str] = technical(
        String(200), why="by which rule a moderator hid it", default=""
    )
    public_state: Mapped[str | None] = _told(
        String(2), "the state again if everybody may know: lists filter by it"
    )
    public_type: Mapped[str | None] = _told(
        String(WORD_MAX), "the kind again if everybody may know"
    )
    public_inverter: Mapped[str | None] = _told(
        String(WORD_MAX), "the inverter's kind again if everybody may know"
    )
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    member: Mapped[Member] = relationship(lazy="raise")


class SystemsChoice(Base):
    """What a member chose about all their systems together."""

    __tablename__ = "systems_choice"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose choice it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
        autoincrement=False,
    )
    takes_part: Mapped[bool] = mapped_column(default=True)
    counts_yields: Mapped[bool] = mapped_column(default=False)
    declined: Mapped[list[str]] = personal(
        JSON,
        why="systems at SolTrex whose card the owner removed here",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    changed_at: Mapped[datetime]
    """When what this member puts into the statistics last became something else."""


class Snapshot(Base):
    """The statistics of a quarter; without tables if too little had changed."""

    __tablename__ = "statistics_snapshot"

    id: Mapped[Key]
    quarter: Mapped[str] = technical(String(7), why="which quarter", unique=True)
    taken_at: Mapped[datetime]
    stands: Mapped[bool]


class SnapshotCell(Base):
    """One published figure. About groups only: no key leads to a member or card."""

    __tablename__ = "statistics_cell"
    __table_args__ = (
        UniqueConstraint("snapshot_id", "chart", "position"),
        CheckConstraint("count IS NULL OR count >= 10", name="not_few"),
    )

    id: Mapped[Key]
    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("statistics_snapshot.id", ondelete="CASCADE")
    )
    chart: Mapped[str] = technical(String(16), why="which table")
    position: Mapped[int]
    row: Mapped[str] = technical(String(80), why="the group")
    column: Mapped[str] = technical(String(40), why="what of the group")
    count: Mapped[int | None]
    """Rounded to five; none where fewer than ten, or left out beside such a cell."""
    low: Mapped[int | None]
    middle: Mapped[int | None]
    high: Mapped[int | None]
    made_at: Mapped[datetime | None]
    """Since when the figure stands: it moves once ten members changed after that."""


class EquipmentName(Base):
    """A make of module or inverter, to be suggested while somebody types."""

    __tablename__ = "equipment"
    __table_args__ = (
        UniqueConstraint("kind", "name_key"),
        Index("ix_equipment_model", "kind", "model_key"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = technical(String(8), why="module or inverter")
    maker: Mapped[str] = technical(String(EQUIPMENT_NAME_MAX), why="who makes it")
    model: Mapped[str] = technical(String(EQUIPMENT_NAME_MAX), why="which one it is")
    watts: Mapped[float | None]
    source: Mapped[str] = technical(String(SOURCE_MAX), why="which list it came from")
    # Bytes have one order on every database, so a prefix is a range of an index.
    name_key: Mapped[bytes] = technical(
        LargeBinary(320), why="maker and model in small letters"
    )
    model_key: Mapped[bytes] = technical(
        LargeBinary(160), why="the model in small letters"
    )
