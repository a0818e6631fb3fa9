"""What waits again, and whether what is hidden still waits for somebody."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import aliased

from forum.boards import actions as boards
from forum.boards.models import Post, PostState
from forum.core.db import db
from moderation.actions.effect import Effect
from moderation.models import (
    ActionKind,
    Flag,
    FlagStatus,
    ModAction,
    Reviewable,
    ReviewStatus,
    TargetType,
)

OF_A_STATE = (
    ActionKind.HIDE,
    ActionKind.HIDE_UNTIL_EDITED,
    ActionKind.REMOVE,
    ActionKind.REMOVE_THREAD,
    ActionKind.REJECT,
    ActionKind.APPROVE,
    ActionKind.RESTORE,
)

TAKING = frozenset(
    {ActionKind.HIDE_UNTIL_EDITED, ActionKind.REMOVE, ActionKind.REMOVE_THREAD}
)


def is_forgotten(post: Post, but: int = 0) -> bool:
    """Say whether a post is hidden while nobody decides about it or is to edit it.

    `but` is a case that does not count, since it is being decided right now.
    """
    if post.state is not PostState.HIDDEN:
        return False
    return not _has_case(post.id, but) and not _is_to_be_edited(post.id)


def show_again(undone: Iterable[ModAction], now: datetime) -> list[Effect]:
    """Make public what reports had hidden, once the decision about them is undone."""
    effects = []
    for action in undone:
        if action.kind not in TAKING:
            continue
        post = db.session.get(Post, action.target_id)
        if post is None or not is_forgotten(post):
            continue
        before = {"state": post.state, "reason": post.state_reason}
        boards.change_state(post.id, PostState.PUBLISHED, "", now)
        restored = ActionKind.RESTORE, TargetType.POST, post.id
        effects.append(Effect(*restored, before=before))
    return effects


def _has_case(post_id: int, but: int) -> bool:
    about = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post_id,
        Reviewable.status == ReviewStatus.OPEN,
        Reviewable.id != but,
    )
    return db.session.scalar(about.limit(1)) is not None


def _is_to_be_edited(post_id: int) -> bool:
    """Say whether its author was asked to edit it, last of all that was decided."""
    did = select(ModAction.kind).where(
        ModAction.target_type == TargetType.POST,
        ModAction.target_id == post_id,
        ModAction.kind.in_(OF_A_STATE),
        ModAction.reversed_by.is_(None),
    )
    last = db.session.scalar(did.order_by(ModAction.id.desc()).limit(1))
    return last is ActionKind.HIDE_UNTIL_EDITED


def raised_again() -> Exists:
    """Say, within a change of flags, whether their makers have newer open ones."""
    other = aliased(Flag)
    return exists().where(
        other.reporter_id == Flag.reporter_id,
        other.target_type == Flag.target_type,
        other.target_id == Flag.target_id,
        other.status == FlagStatus.OPEN,
    )
