"""What came in by a form, as it is handed to an action."""

from dataclasses import dataclass

from moderation.notices.models import NoticeKind, Relation


@dataclass(frozen=True, slots=True)
class Filed:
    """A complete notice: who asks, what for, and what they vouch for."""

    kind: NoticeKind
    words: str = ""
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    postal: str | None = None
    signature: str | None = None
    relation: Relation | None = None
    sworn: tuple[str, ...] = ()
