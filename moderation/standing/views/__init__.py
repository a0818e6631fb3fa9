"""Pages about members: reporting one, cases, how they stand, cleaning up."""

from moderation.standing.views import cases, cleaning, flagging, own, staff
from moderation.standing.views.blueprint import bp
from moderation.standing.views.own import lead_suspended

__all__ = ["bp", "cases", "cleaning", "flagging", "lead_suspended", "own", "staff"]
