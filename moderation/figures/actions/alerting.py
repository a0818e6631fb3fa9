"""Writing to staff about cases that wait too long."""

from datetime import datetime

from forum.core.db import insert_once
from forum.core.jobs import enqueue
from moderation.figures import queries
from moderation.figures.models import CaseAlert
from moderation.figures.queries.waiting import Waiting


def alert(one: Waiting, steps: tuple[int, ...], now: datetime) -> None:
    """Note that these steps are told, and put one mail for each of staff in line.

    A case that passed several steps at once is told once.
    """
    item = one.item
    fresh = [
        hours
        for hours in steps
        if insert_once(
            CaseAlert,
            {
                "reviewable_id": item.id,
                "hours": hours,
                "at": now,
            },
        )
    ]
    if not fresh:
        return
    for member_id in queries.staff_for(item):
        told = {"letter": "late_case", "case": item.id, "member": member_id}
        enqueue("mail", told, now)
