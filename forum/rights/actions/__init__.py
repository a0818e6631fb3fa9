"""What is done about members' rights."""

from forum.rights.actions.asking import (
    Wish,
    ask_copy,
    ask_erasure,
    cancel,
    cancel_of,
    erase_again,
    erase_now,
    forget_copies,
    note_copy,
    pause,
    refuse_begun,
    stop_link,
)
from forum.rights.actions.erasing import (
    begin,
    finish,
    forget_consents,
    forget_contact,
    forget_contacts,
    leave_thread,
)
from forum.rights.actions.legal import (
    Demand,
    approve,
    hold,
    note_noticed,
    prepare,
    release,
)

__all__ = [
    "Demand",
    "Wish",
    "approve",
    "ask_copy",
    "ask_erasure",
    "begin",
    "cancel",
    "cancel_of",
    "erase_again",
    "erase_now",
    "finish",
    "forget_consents",
    "forget_contact",
    "forget_contacts",
    "forget_copies",
    "hold",
    "leave_thread",
    "note_copy",
    "note_noticed",
    "pause",
    "prepare",
    "refuse_begun",
    "release",
    "stop_link",
]
