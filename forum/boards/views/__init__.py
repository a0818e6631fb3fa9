"""Pages of boards and threads: reading them, and writing on them."""

from forum.boards.views.beside import newer
from forum.boards.views.blueprint import bp
from forum.boards.views.formatting import formatting
from forum.boards.views.live import check, preview
from forum.boards.views.mentions import mentions
from forum.boards.views.reading import board, index, latest, post, thread
from forum.boards.views.taking_away import (
    receipt,
    take_back,
    take_back_send,
    withdraw,
    withdraw_send,
)
from forum.boards.views.wordings import wordings
from forum.boards.views.writing import (
    edit,
    edit_send,
    new_thread,
    new_thread_send,
    reply,
    reply_send,
)

__all__ = [
    "board",
    "bp",
    "check",
    "edit",
    "edit_send",
    "formatting",
    "index",
    "latest",
    "mentions",
    "new_thread",
    "new_thread_send",
    "newer",
    "post",
    "preview",
    "receipt",
    "reply",
    "reply_send",
    "take_back",
    "take_back_send",
    "thread",
    "withdraw",
    "withdraw_send",
    "wordings",
]
