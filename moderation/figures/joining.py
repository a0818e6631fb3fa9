"""Where second looks join the forum: picked by chance, gone with the words."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask, current_app

from forum.boards.models import Post
from forum.boards.news import Copies, destroyed, redacting, withdrawn
from forum.core.chosen import declare, number
from forum.core.keys import Keys
from forum.core.options import Option
from forum.core.wording import Wording
from forum.rights.news import Leaver, erasing
from moderation.figures import actions
from moderation.models import Decision, Reviewable
from moderation.news import decided

SECOND_LOOKS = declare(
    Option(
        "second_look_percent",
        "Decisions that a colleague looks at once more",
        "How many of a hundred, picked by chance; 0 picks none.",
        "2",
        low=0,
        high=100,
        unit="of a hundred",
        is_whole=False,
        setting="second_look_percent",
    )
)


def init_app(app: Flask) -> None:
    """Join what is done about second looks."""
    decided.add(app, _pick)
    redacting.add(app, _redact)
    withdrawn.add(app, _drop)
    destroyed.add(app, _drop)
    erasing.add(app, _erase)


def _pick(item: Reviewable, decision: Decision, now: datetime, /) -> None:
    """Let a keyed hash of a decision say whether a colleague looks at it again."""
    keys: Keys = current_app.extensions["keys"]
    mac = keys.mac("second look", str(decision.id))
    actions.pick(item, decision, mac, number(SECOND_LOOKS), now)


def _redact(post: Post, wording: Wording, by_author: bool, /) -> Copies:
    actions.drop_of_post(post.id)
    return Copies(actions.redact_notes(post, wording, by_author=by_author))


def _drop(post: Post, now: datetime, /) -> None:  # noqa: ARG001 - a hook
    actions.drop_of_post(post.id)


def _erase(leaver: Leaver, now: datetime, /) -> Mapping[str, int]:  # noqa: ARG001
    return {"second_look": actions.drop_of_member(leaver.member_id)}
