"""Who may see a picture: asked of those who know the post it belongs to."""

from enum import IntEnum
from typing import Protocol

from forum.core.hooks import Hook
from forum.images.queries import Served
from forum.members.viewers import Viewer


class Access(IntEnum):
    """Who may see a post, from everybody down to not even this viewer."""

    EVERYBODY = 0
    """Guests may: what they get may be kept and asked for anew."""
    VIEWER = 1
    """This viewer may, because of who they are."""
    NOBODY = 2
    """This viewer may not; for them there is no such picture."""


class MaySee(Protocol):
    """Asked whether a viewer may see the post that a picture belongs to."""

    def __call__(self, viewer: Viewer, post_id: int, /) -> Access:
        """Return who may see the post, as far as this viewer is concerned."""


may_see: Hook[MaySee] = Hook("may_see")
"""The strictest answer counts, so that the order of joining cannot matter."""


def access_to(viewer: Viewer, picture: Served) -> Access:
    """Return who may see a picture: before it is posted, only who added it."""
    if picture.sealed:
        return Access.NOBODY
    own = Access.VIEWER if viewer.id == picture.owner_id else Access.NOBODY
    if picture.post_id is None:
        return own
    if picture.withheld:
        return Access.VIEWER if viewer.is_staff else Access.NOBODY
    answers = [ask(viewer, picture.post_id) for ask in may_see]
    return max(answers, default=own)
