"""What administration asks the database; each says how many queries it costs."""

from forum.admin.queries.boards import (
    GroupOfBoards,
    address_now,
    board_numbered,
    every_board,
    group_numbered,
    groups,
    is_slug_free,
    mark_of,
    moderators_of,
    standing_on,
)
from forum.admin.queries.changes import changes_of, newest_changes
from forum.admin.queries.people import (
    Found,
    Known,
    StaffRow,
    find,
    handles_of,
    has_opened,
    member_behind,
    opened_of,
    seen_of,
    staff,
    unconfirmed_address,
)
from forum.admin.queries.roles import (
    custom_keys,
    custom_roles,
    holders_of,
    is_role_name_free,
    role_numbered,
)
from forum.admin.queries.starting import Start, start
from forum.admin.queries.statistics import Day, board_totals, days, spans

__all__ = [
    "Day",
    "Found",
    "GroupOfBoards",
    "Known",
    "StaffRow",
    "Start",
    "address_now",
    "board_numbered",
    "board_totals",
    "changes_of",
    "custom_keys",
    "custom_roles",
    "days",
    "every_board",
    "find",
    "group_numbered",
    "groups",
    "handles_of",
    "has_opened",
    "holders_of",
    "is_role_name_free",
    "is_slug_free",
    "mark_of",
    "member_behind",
    "moderators_of",
    "newest_changes",
    "opened_of",
    "role_numbered",
    "seen_of",
    "spans",
    "staff",
    "standing_on",
    "start",
    "unconfirmed_address",
]
