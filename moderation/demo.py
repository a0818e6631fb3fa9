"""The moderation cases of the demo content, played through the ordinary actions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from forum.site.demo.loading import Event, Played
from moderation import actions
from moderation.actions import Judged
from moderation.measures import Measure
from moderation.models import FlagReason, Reviewable

MEASURES = {
    "redact": Measure.MASK,
    "hide_until_edited": Measure.HIDE_UNTIL_EDITED,
    "remove_thread": Measure.REMOVE,
    "move_and_lock": Measure.MOVE_AND_LOCK,
}
BEFORE = timedelta(minutes=40)
SUSPENSION = timedelta(days=365)


def play_case(played: Callable[[], Played], said: dict[str, Any]) -> list[Event]:
    """Return the flag and the decision of a case, each at its time."""
    decided_at = said["opened_at"] + timedelta(hours=said["decision"]["hours_after"])
    raised: list[Reviewable] = []

    def raise_flag(at: datetime) -> None:
        case = played()
        flag = said["flag"]
        reporter = case.members[flag["by"]]
        reason = FlagReason(flag["reason"])
        done = actions.flag(reporter, case.post_id, reason, flag["note"], at)
        raised.append(done.reviewable)

    def make_decision(at: datetime) -> None:
        case = played()
        moderator = case.members[said["decision"]["by"]]
        judged = _judged(said["decision"], case, raised[0])
        actions.claim(moderator, raised[0].id, at)
        actions.decide(moderator, raised[0].id, judged, at)

    return [
        Event(decided_at - BEFORE, 1, raise_flag),
        Event(decided_at, 2, make_decision),
    ]


def _judged(said: dict[str, Any], case: Played, item: Reviewable) -> Judged:
    instead = case.redactions[0]["replace"] if case.redactions else ""
    return Judged(
        MEASURES[said["action"]],
        version=item.version,
        revision=1,
        rule_code=f"R{said['ground'].split()[2].rstrip(':')}",
        reasons=said["statement"],
        passages=tuple(one["find"] for one in case.redactions),
        instead=instead,
        to_board=said.get("to_board", ""),
        warn=said.get("warn", False),
        suspend=SUSPENSION if said.get("suspend_author") else None,
    )
