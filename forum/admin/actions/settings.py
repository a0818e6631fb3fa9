"""Changing a setting: what held before is kept, so that it can be put back."""

from datetime import datetime

from forum.admin.actions.noting import note
from forum.admin.models import SettingChange
from forum.core.answers import Refused
from forum.core.chosen import choose, chosen, fixed
from forum.core.db import db
from forum.core.options import Option
from forum.members.models import Member

FIXED = "This is set in the environment of the forum, and changed only there."


def change_setting(
    actor: Member, option: Option, value: str, reason: str, now: datetime
) -> bool:
    """Let another value hold from now on; say whether it is another one."""
    if fixed(option) is not None:
        raise Refused(FIXED)
    before, after = chosen(option), option.plain(value)
    if before == after:
        return False
    choose(option, after, now)
    row = SettingChange(
        name=option.name,
        before=before,
        after=after,
        reason=reason,
        by_id=actor.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    said = {"name": option.name, "before": before, "after": after, "reason": reason}
    note(actor, "setting_changed", ("setting_change", row.id), now, **said)
    return True
