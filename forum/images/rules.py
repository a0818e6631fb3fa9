"""How large a picture may be, how many there may be, who may add one."""

from dataclasses import dataclass
from datetime import timedelta

from forum.core.answers import YES, Answer, no

MB = 1_000_000
BYTES_MAX = 10 * MB
"""A photo as a telephone takes it; a scan of the whole roof is not needed."""
PIXELS_MAX = 60_000_000
"""More than telephones take, and what one request may hold in memory, opened."""
WHOLE_MAX = 30_000_000
"""Formats other than JPEG are opened whole: half as many of their pixels fit."""
PER_POST_MAX = 10
PER_POST_NEW = 3
"""While first posts wait, a moderator looks at each picture."""
QUOTA_BYTES = 500 * MB
"""About a thousand photos as they are stored."""
PENDING_MAX = 20
"""Two posts in the making: nobody keeps files here that no post shows."""
PENDING_LASTS = timedelta(hours=24)

TOO_LARGE = "This file is larger than 10 MB. Choose a smaller one"
EMPTY = "This file is empty. Choose another one"
NO_PHOTO = "This is not a photo. Use JPEG, PNG or WebP"
TOO_MANY_PIXELS = "This photo has more than 60 million pixels. Make it smaller first"
TOO_MANY_WHOLE = "This picture has more than 30 million pixels. Make it smaller first"
TAKEN_DOWN = "This picture was taken down here. It cannot be added again"
DAMAGED = "This photo is damaged. Save it anew or choose another one"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member has stored so far."""

    stored: int
    """Bytes, of all their pictures."""
    pending: int
    """Pictures that no post shows yet."""
    here: int
    """Pictures of the post that is being written."""


def may_be_added(*, is_blocked: bool) -> Answer:
    """What was taken down does not come back, whoever adds it."""
    return no(TAKEN_DOWN) if is_blocked else YES


def may_send(size: int) -> Answer:
    """Files of up to 10 MB are looked at."""
    if size > BYTES_MAX:
        return no(TOO_LARGE)
    return YES if size else no(EMPTY)


def may_be_opened(width: int, height: int, *, is_photo: bool = False) -> Answer:
    """A picture is only opened if it fits into memory; photos open half as large."""
    if width < 1 or height < 1:
        return no(DAMAGED)
    if width * height > PIXELS_MAX:
        return no(TOO_MANY_PIXELS)
    if width * height > WHOLE_MAX and not is_photo:
        return no(TOO_MANY_WHOLE)
    return YES


def per_post(*, is_new: bool) -> int:
    """Return how many pictures a post of somebody may have."""
    return PER_POST_NEW if is_new else PER_POST_MAX


def may_carry(pictures: int, *, is_new: bool = False) -> Answer:
    """A post has ten pictures at most, the first posts of a member three."""
    most = per_post(is_new=is_new)
    if pictures <= most:
        return YES
    if is_new:
        return no(f"Your first posts can have {most} pictures each. Take some away")
    return no(f"A post can have {most} pictures. Take some away")


def may_keep(holding: Holding, size: int, *, is_new: bool = False) -> Answer:
    """A member may add a picture while there is room for it."""
    if not (answer := may_carry(holding.here + 1, is_new=is_new)):
        return answer
    if holding.pending + 1 > PENDING_MAX:
        return no(
            f"You have added {PENDING_MAX} pictures to posts that you did not send. "
            "Send or empty one of these first; what is left is deleted after a day"
        )
    if holding.stored + size > QUOTA_BYTES:
        return no(
            f"Your pictures take up {QUOTA_BYTES // MB} MB, which is all there is "
            "for each member. Withdraw an older post with pictures first"
        )
    return YES
