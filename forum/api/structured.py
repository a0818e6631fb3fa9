"""What a page of a thread is, in words of schema.org: a block of data beside it.

Made of the very values that the page shows, so that nothing stands here that a reader
cannot see. Browsers do not execute it.
"""

import json
from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

from forum.boards.pages import ByLine, PostView, ThreadPage
from forum.privacy.hiding import without_addresses
from forum.settings import Settings

TEXT_MAX = 1000
ABOUT_MAX = 200
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""So that no text can end the block it stands in."""

Said = dict[str, Any]


def init_app(app: Flask) -> None:
    """Let the page of a thread say what it is."""
    settings: Settings = app.extensions["settings"]

    def structured(thread: ThreadPage) -> Markup:
        return _block(_Describing(thread, settings.base_url).graph())

    app.add_template_global(structured, "structured")
    app.add_template_global(summary, "summary")


def summary(thread: ThreadPage) -> str:
    """Return the first words of the first post of a page that is shown."""
    shown = (post.html for post in thread.posts if post.html is not None)
    return next((_begun(html, ABOUT_MAX) for html in shown), "")


class _Describing:
    """One page of a thread on its way into data."""

    def __init__(self, thread: ThreadPage, base_url: str) -> None:
        self._page = thread
        self._base = base_url

    def graph(self) -> Said:
        """Return the thread and the way to it."""
        return {
            "@context": "https://schema.org",
            "@graph": [self._thread(), self._crumbs()],
        }

    def _thread(self) -> Said:
        head, posts = self._page.thread, self._page.posts
        first = posts[0] if posts and posts[0].number == 1 else None
        said: Said = {
            "@type": "DiscussionForumPosting",
            "@id": self._address(),
            "url": self._address(),
            "headline": _hidden(head.title),
            "author": self._author(first.author) if first else self._opener(),
            "datePublished": (first.posted_at if first else head.opened_at).isoformat(),
            "commentCount": head.replies,
        }
        if first is not None:
            said |= _words(first)
        replies = [one for one in posts if one.number != 1 and one.html is not None]
        if replies:
            said["comment"] = [self._comment(post, "Comment") for post in replies]
        return said | self._answered()

    def _answered(self) -> Said:
        """Return the answer that helped, if it stands on this page."""
        solution = self._page.thread.solution
        key = None if solution is None else solution.post_id
        found = [one for one in self._page.posts if one.id == key and one.html]
        if not found:
            return {}
        return {
            "@type": ["DiscussionForumPosting", "Question"],
            "name": _hidden(self._page.thread.title),
            "answerCount": self._page.thread.replies,
            "acceptedAnswer": self._comment(found[0], "Answer"),
        }

    def _comment(self, post: PostView, kind: str) -> Said:
        address = self._base + url_for("boards.post", post_id=post.id)
        said = {"@type": kind, "@id": f"{address}#{kind.lower()}", "url": address}
        return said | {
            "author": self._author(post.author),
            "datePublished": post.posted_at.isoformat(),
            **_words(post),
        }

    def _author(self, by: ByLine) -> Said:
        said = self._person(by.handle, is_linked=by.is_linked)
        # The same words as beside the post: whoever sells something says so.
        return said | ({"description": by.tie.capitalize()} if by.tie else {})

    def _opener(self) -> Said:
        head = self._page.thread
        return self._person(head.author, is_linked=head.author_is_linked)

    def _person(self, handle: str, *, is_linked: bool) -> Said:
        said = {"@type": "Person", "name": handle}
        if is_linked:
            said["url"] = self._base + url_for("members.member", handle=handle)
        return said

    def _crumbs(self) -> Said:
        head = self._page.thread
        ways = (
            ("Forum", url_for("boards.index")),
            (head.board_name, url_for("boards.board", slug=head.board_slug)),
        )
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": label,
                    "item": self._base + path,
                }
                for position, (label, path) in enumerate(ways, start=1)
            ],
        }

    def _address(self) -> str:
        """Return the address of the thread, which later pages name too."""
        head = self._page.thread
        return self._base + url_for("boards.thread", thread_id=head.id, slug=head.slug)


def _words(post: PostView) -> Said:
    said: Said = {"text": _begun(post.html or Markup(), TEXT_MAX)}
    if post.edited_at is not None:
        said["dateModified"] = post.edited_at.isoformat()
    return said


def _begun(html: Markup, at_most: int) -> str:
    """Return the first words of a text as readers see it, none of them cut."""
    text = " ".join(_hidden(html.striptags()).split())
    if len(text) <= at_most:
        return text
    return text[: max(text.rfind(" ", 0, at_most + 1), 0)]


def _hidden(text: str) -> str:
    """Take addresses out before anything is quoted for JSON; ours too."""
    return without_addresses(text, frozenset(), "")


def _block(said: Said) -> Markup:
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    safe = data.translate(ESCAPED)
    # Made by json.dumps, and no sign in it can end the block.
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704
