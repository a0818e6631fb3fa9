"""Where a moderator goes after a decision: on to the next case, or to the queue."""

from datetime import datetime
from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from forum.members.models import Member
from moderation import queries
from moderation.addresses import case_url
from moderation.models import Reviewable

NEXT = "next"


def onward(member: Member, item_id: int, now: datetime) -> Response:
    """Lead to the next case if that was asked for and there is one."""
    return redirect(onward_url(member, item_id, now), HTTPStatus.SEE_OTHER)


def onward_url(member: Member, item_id: int, now: datetime) -> str:
    """Return where a moderator goes on: to the next case, or to the queue."""
    found = queries.next_case(member, item_id, now) if goes_on() else None
    return case_url(*found) if found else url_for("moderation.queue")


def goes_on() -> str | None:
    """Say whether the next case is to follow, as addresses of forms say it."""
    return "1" if request.args.get(NEXT) else None


def to_case(item: Reviewable) -> Response:
    """Lead back to the page of a case."""
    return redirect(case_url(item.kind, item.id), HTTPStatus.SEE_OTHER)
