"""System cards beside posts and in them, as they are now and for this viewer."""

from collections.abc import Sequence
from dataclasses import replace

from forum.boards.pages import PostView
from forum.members.viewers import Viewer
from forum.systems.queries import Shared, cards_in_posts
from forum.systems.references import referred_to, with_cards


def with_systems(posts: Sequence[PostView], viewer: Viewer) -> tuple[PostView, ...]:
    """Add the cards of those whose words are shown, and those that posts refer to.

    One query at most, and none where no author has a card and no post names one.
    """
    readable = [post for post in posts if post.html is not None]
    authors = {post.author_id for post in readable if post.author.card_count}
    named = {key for post in readable for key in referred_to(post.html or "")}
    if not authors and not named:
        return tuple(posts)
    cards = cards_in_posts(authors, named, viewer)
    return tuple(_with(post, cards, bool(named)) for post in posts)


def _with(post: PostView, cards: Shared, are_named: bool) -> PostView:
    if post.html is None:
        return post
    author = replace(post.author, cards=cards.beside.get(post.author_id, ()))
    html = with_cards(post.html, cards.by_key) if are_named else post.html
    return replace(post, author=author, html=html)
