"""One effect of a decision, as it is kept and logged."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moderation.models import ActionKind, TargetType


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that was done, as it is kept and logged."""

    kind: ActionKind
    target_type: TargetType
    target_id: int
    params: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    reversible: bool = True
    expires_at: datetime | None = None
