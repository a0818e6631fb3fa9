"""What boards and threads are asked for; each says how many queries it costs."""

from forum.boards.queries.lists import board_page, boards_open_to, index, latest_page
from forum.boards.queries.posts import (
    NewPost,
    Original,
    PostPlace,
    board_to_write,
    newest_posts,
    original,
    pace,
    post_place,
    quotable,
)
from forum.boards.queries.threads import reply_target, thread_page

__all__ = [
    "NewPost",
    "Original",
    "PostPlace",
    "board_page",
    "board_to_write",
    "boards_open_to",
    "index",
    "latest_page",
    "newest_posts",
    "original",
    "pace",
    "post_place",
    "quotable",
    "reply_target",
    "thread_page",
]
