"""What administrators do: to boards, settings and members; each deed is logged."""

from forum.admin.actions.boards import (
    BoardWords,
    add_board,
    add_group,
    archive,
    change_board,
    delete_board,
    delete_group,
    move_board,
    move_group,
    rename_group,
)
from forum.admin.actions.people import (
    ask_erasure,
    change_role,
    end_sessions,
    forget_opened,
    note_opened,
    send_again,
    send_welcome_again,
    test_mail,
)
from forum.admin.actions.roles import (
    RoleWords,
    add_role,
    change_custom_role,
    delete_role,
    give_roles,
)
from forum.admin.actions.settings import change_setting

__all__ = [
    "BoardWords",
    "RoleWords",
    "add_board",
    "add_group",
    "add_role",
    "archive",
    "ask_erasure",
    "change_board",
    "change_custom_role",
    "change_role",
    "change_setting",
    "delete_board",
    "delete_group",
    "delete_role",
    "end_sessions",
    "forget_opened",
    "give_roles",
    "move_board",
    "move_group",
    "note_opened",
    "rename_group",
    "send_again",
    "send_welcome_again",
    "test_mail",
]
