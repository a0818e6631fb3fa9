"""Rules as they stood before, and words to start reasons from."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import technical

TITLE_MAX = 120
RULE_MAX = 2000
WORDS_MAX = 1000
KIND_MAX = 24


class RuleVersion(Base):
    """A rule as it stood until it was changed, so that old decisions stay readable."""

    __tablename__ = "rule_version"
    __table_args__ = (UniqueConstraint("rule_code", "version"),)

    id: Mapped[Key]
    rule_code: Mapped[str] = technical(String(8), why="which rule")
    version: Mapped[int]
    title: Mapped[str] = technical(String(TITLE_MAX), why="the rule in a line, then")
    body: Mapped[str] = technical(Text, why="the rule explained, then")
    until: Mapped[datetime]
    """When the next version took its place."""


class ReasonTemplate(Base):
    """Words that a moderator starts from when giving reasons by a rule."""

    __tablename__ = "reason_template"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    rule_code: Mapped[str] = technical(String(8), why="by which rule", index=True)
    kind: Mapped[str] = technical(
        String(KIND_MAX), why="for which measure; empty for any"
    )
    title: Mapped[str] = technical(String(TITLE_MAX), why="what moderators find it by")
    body: Mapped[str] = technical(Text, why="words to start reasons from")
    version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
