"""What boards and threads are asked for; each says how many queries it costs."""

from forum.boards.queries.lists import board_page, boards_open_to, index, latest_page
from forum.boards.queries.posts import (
    NewPost,
    Original,
    PostPlace,
    Standing,
    access_of,
    board_to_write,
    newest_posts,
    original,
    pace,
    post_place,
    quotable,
    standing,
)
from forum.boards.queries.taking_back import (
    OwnPost,
    newest_receipt,
    own_post,
    quotes_with,
    receipt,
)
from forum.boards.queries.threads import reply_target, thread_page

__all__ = [
    "NewPost",
    "Original",
    "OwnPost",
    "PostPlace",
    "Standing",
    "access_of",
    "board_page",
    "board_to_write",
    "boards_open_to",
    "index",
    "latest_page",
    "newest_posts",
    "newest_receipt",
    "original",
    "own_post",
    "pace",
    "post_place",
    "quotable",
    "quotes_with",
    "receipt",
    "reply_target",
    "standing",
    "thread_page",
]
