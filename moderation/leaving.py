"""Where moderation joins members' rights: erased, copied, noted."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask

from forum.members.models import Member
from forum.members.news import StaffDeed, staff_deeds
from forum.rights.news import Deed, Leaver, Rows, copying, erasing, noting
from moderation import actions, queries


def init_app(app: Flask) -> None:
    """Take part when members are erased, copied, or disclosed."""
    erasing.add(app, _erase)
    copying.add(app, _copy)
    noting.add(app, _note)
    staff_deeds.add(app, _note_deed)


def _erase(leaver: Leaver, now: datetime, /) -> Mapping[str, int]:  # noqa: ARG001
    return actions.forget_member(leaver.member_id, leaver.names)


def _copy(member_id: int, /) -> Mapping[str, Rows]:
    return {
        "moderation": queries.told_to(member_id),
        "flags": queries.flags_by(member_id),
    }


def _note(actor: Member | None, deed: Deed, now: datetime, /) -> None:
    actions.record(
        actor,
        actions.Act(deed.action, "member", deed.member_id, details=deed.details),
        now,
    )


def _note_deed(actor: Member | None, deed: StaffDeed, now: datetime, /) -> None:
    act = actions.Act(
        deed.action, deed.target_type, deed.target_id, details=deed.details
    )
    actions.record(actor, act, now)
