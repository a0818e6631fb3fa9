"""Ignoring another member, in one's own view alone."""

from datetime import datetime

from sqlalchemy import delete

from forum.core.answers import require
from forum.core.db import db, insert_once
from forum.members.models import Member
from forum.reactions import queries, rules
from forum.reactions.models import Ignored


def ignore(member: Member, other_id: int, now: datetime) -> None:
    """Fold away what another member writes, for this one; twice does no harm."""
    ignored = queries.ignored_count(member.id)
    require(rules.may_ignore(member, other_id, ignored))
    row = {"member_id": member.id, "other_id": other_id, "since": now}
    insert_once(Ignored, row)


def unignore(member_id: int, other_id: int) -> None:
    """Show again what another member writes."""
    both = (Ignored.member_id == member_id, Ignored.other_id == other_id)
    db.session.execute(delete(Ignored).where(*both))
