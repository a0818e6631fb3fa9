"""Where following joins the boards: what is new in lists, and who reads on."""

from collections.abc import Collection
from datetime import datetime

from flask import Flask, url_for

from forum.boards.models import Post
from forum.boards.news import (
    Follow,
    LeftOff,
    Mark,
    Marks,
    left_off,
    marking,
    merged,
    moving,
    parted,
    read_on,
    renumbering,
    submitted,
)
from forum.following import actions, queries, rules
from forum.members.models import Member
from forum.members.news import OwnPage, own_pages

OWN_PAGE = OwnPage(
    "What you follow",
    "bell",
    "following.followed",
    "What you watch and mute, and whether we remember how far you read.",
)


def init_app(app: Flask) -> None:
    """Mark what is new, and follow what becomes of posts and threads."""
    marking.add(app, _marks)
    left_off.add(app, _left_off)
    read_on.add(app, actions.note_read)
    submitted.add(app, _watch_own)
    renumbering.add(app, actions.renumber)
    merged.add(app, actions.follow_merge)
    parted.add(app, actions.follow_split)
    moving.add(app, actions.keep_board_read)
    own_pages.add(app, OWN_PAGE)


def follow_of_thread(thread_id: int, level: str) -> Follow:
    """Return where a member says how they follow a thread."""
    return Follow(
        level,
        url_for("following.follow_thread", thread_id=thread_id),
        url_for("following.thread_read", thread_id=thread_id),
    )


def _marks(
    member: Member,
    threads: Collection[int],
    boards: Collection[str],
    now: datetime,
    /,
) -> Marks:
    in_threads, on_boards = queries.news_of(member, threads, boards, now)
    return Marks(
        {key: _thread_mark(key, news) for key, news in in_threads.items()},
        {slug: _board_mark(slug, news) for slug, news in on_boards.items()},
    )


def _thread_mark(thread_id: int, news: queries.ThreadNews) -> Mark:
    follow = follow_of_thread(thread_id, news.level)
    if not news.count:
        return Mark(follow=follow)
    url = url_for("following.first_unread", thread_id=thread_id)
    return Mark(rules.said(news.count), url, follow)


def _board_mark(slug: str, news: queries.BoardNews) -> Mark:
    follow = Follow(
        news.level,
        url_for("following.follow_board", slug=slug),
        url_for("following.board_read", slug=slug),
    )
    if not news.is_new:
        return Mark(follow=follow)
    return Mark("new", url_for("boards.board", slug=slug), follow)


def _left_off(member: Member, thread_id: int, now: datetime, /) -> LeftOff:
    found = queries.standing(member, thread_id, now)
    return LeftOff(
        follow_of_thread(thread_id, found.level),
        found.count,
        rules.said(found.count),
        found.first_id,
        found.first_number,
        was_here=found.number > 0,
    )


def _watch_own(post: Post, now: datetime, /) -> None:
    actions.watch_own(post.author_id, post.thread_id, now)
