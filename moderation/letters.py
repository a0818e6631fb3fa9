"""Letters about decisions: class service, since nobody may miss them."""

import re
from datetime import datetime

from flask import url_for

from forum.boards.models import Post, PostState, Thread
from forum.boards.rendering import rendered
from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry
from moderation.models import Statement
from moderation.queries import was_taken_back

LINK = re.compile(r"\[([^\]]*)\]\((\S+?)\)")
"""A link as a text without marks cannot show it."""


@letter("statement", MailClass.SERVICE)
def statement(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Send the reasons for a decision to the member it is about, while it stands."""
    row = db.session.get(Statement, payload["statement"])
    if row is not None and was_taken_back(row.decision_id):
        return None
    contact = registry().contact(row.member_id) if row is not None else None
    if row is None or contact is None:
        return None
    url = url_for("moderation.decision", statement_id=row.id, _external=True)
    root = url_for("boards.index", _external=True)
    body = row.body.replace("](/", f"]({root}")
    return Letter(
        contact,
        f"[Service] {row.subject}",
        {"body": LINK.sub(r"\1 (\2)", body), "html": rendered(body).html, "url": url},
    )


@letter("approved", MailClass.SERVICE)
def approved(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell an author that their post is public now."""
    post = db.session.get(Post, payload["post"])
    contact = registry().contact(post.author_id) if post is not None else None
    if post is None or post.state is not PostState.PUBLISHED or contact is None:
        return None
    thread = db.session.get_one(Thread, post.thread_id)
    url = url_for("boards.post", post_id=post.id, _external=True)
    return Letter(
        contact,
        "[Service] Your post is public now",
        {"title": thread.title, "url": url},
    )
