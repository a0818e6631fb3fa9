"""What goes back in another way than by undoing it, once an appeal is granted."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.boards import actions as boards
from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.db import db
from forum.members.models import Member
from moderation.actions.deciding import Judged, has_open_request
from moderation.actions.effect import Effect
from moderation.actions.effects import Case, apply
from moderation.actions.flagging import open_held
from moderation.actions.holding import Held
from moderation.actions.undoing import REQUESTED, SINCE, undo_on_post
from moderation.measures import Measure
from moderation.models import ModAction, TargetType

WITHDRAWN = "It was withdrawn by its author."
AGAIN = "The same text was posted again since, and that post stands."


class Publishing:
    """Publishes a post that was rejected, where undoing would let it wait again.

    What its author changed since waits: nobody has read it as it stands now. So does
    what was rejected together with other posts: nobody has read it at all.
    """

    def __init__(self, moderator: Member, held: Held) -> None:
        self._moderator, self._held = moderator, held
        self.effects: list[Effect] = []
        """What was done besides undoing."""
        self.waits = False
        """Whether the text was changed, so that it waits for a moderator."""

    def __call__(self, action: ModAction, now: datetime) -> str:
        """Give the post its way; say why not where that cannot be."""
        post = db.session.get(Post, action.target_id)
        if post is not None and post.state is PostState.WITHDRAWN:
            return WITHDRAWN
        if post is None or not self._was_judged(post):
            return undo_on_post(action, now)
        if why := _why_not(post):
            return why
        if post.revision != self._held.decision.revision:
            return self._queued(post, action, now)
        return undo_on_post(action, now) or self._published(post, now)

    def _was_judged(self, post: Post) -> bool:
        item = self._held.item
        return item.target_type is TargetType.POST and item.target_id == post.id

    def _queued(self, post: Post, action: ModAction, now: datetime) -> str:
        state = PostState(action.before.get("state", PostState.HELD))
        boards.change_state(post.id, state, "", now)
        open_held(post, now)
        self.waits = True
        return ""

    def _published(self, post: Post, now: datetime) -> str:
        thread = db.session.get_one(Thread, post.thread_id)
        item = self._held.item
        case = Case(self._moderator, item, thread, post, None, (), "")
        judged = Judged(Measure.APPROVE, item.version, post.revision)
        self.effects += apply(Measure.APPROVE, case, judged, now)
        boards.drop_handed_back(post)
        return ""


def _why_not(post: Post) -> str:
    """Say why a post that was rejected does not become public, if it does not."""
    if post.state is not PostState.REJECTED:
        return SINCE
    if has_open_request(post.id):
        return REQUESTED
    return AGAIN if _was_posted_again(post) else ""


def _was_posted_again(post: Post) -> bool:
    """Say whether the same words of the same member stand or wait in that place."""
    mine, theirs = aliased(Revision), aliased(Revision)
    other, thread = aliased(Post), aliased(Thread)
    place = other.thread_id == post.thread_id
    if post.number == 1:
        board_id = db.session.get_one(Thread, post.thread_id).board_id
        place = (other.number == 1) & (thread.board_id == board_id)
    same = (
        select(other.id)
        .join(thread, thread.id == other.thread_id)
        .join(theirs, (theirs.post_id == other.id) & (theirs.number == other.revision))
        .join(mine, (mine.post_id == post.id) & (mine.number == post.revision))
        .where(
            other.author_id == post.author_id,
            other.id > post.id,
            place,
            other.state.in_((PostState.PUBLISHED, PostState.HELD)),
            theirs.body == mine.body,
        )
    )
    return db.session.scalar(same.limit(1)) is not None
