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

FILE_BYTES_MAX = 2 * MB
"""A year of values every fifteen minutes is smaller."""
FILES_PER_POST_MAX = 5
LINES_MAX = 100_000
LINE_MAX = 5_000
"""Longer lines are no table and no log that a person would read."""
SPOTS_MAX = 60
"""Who has more to decide about takes them out before."""
SERIES_STEP_MAX = 3600
"""Seconds. Values in shorter steps tell when somebody is at home."""

TOO_LARGE = "This file is larger than 10 MB. Choose a smaller one"
FILE_TOO_LARGE = "This file is larger than 2 MB. Shorten it, or split it into several"
NO_FILE = "We take files whose names end in .csv, .txt, .log or .pdf"
NO_TEXT = (
    "This file holds more than text. Save it as text (UTF-8), or as PDF if it is a page"
)
NAMED_WRONG = "This file is a PDF. Let its name end in .pdf, then add it again"
LONG_LINES = "A line of this file has more than 5,000 characters. Shorten it"
MANY_LINES = "This file has more than 100,000 lines. Split it into several"
MANY_SPOTS = (
    "We found more than 60 different private details in this file. Take them out first"
)
GONE_FILE = "A file that you added is no longer there. Add it again"
STAYS = (
    "A detail that was to be masked would still stand in your file. Take it out on "
    "your device, then add the file again"
)
NO_SERIES = "We could not add up the values of this file"
NO_PDF = (
    "This PDF is damaged, or made in a way we cannot clean. Print it to a new PDF "
    "and add that"
)
LOCKED_PDF = "This PDF is locked with a password. Save it without one"
SLOW_PDF = "This PDF takes too long to clean. Print it to a new PDF with fewer pages"
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
    files_here: int = 0
    """Files of the post that is being written."""


def may_be_added(*, is_blocked: bool) -> Answer:
    """What was taken down does not come back, whoever adds it."""
    return no(TAKEN_DOWN) if is_blocked else YES


def may_send(size: int) -> Answer:
    """Files of up to 10 MB are looked at."""
    if size > BYTES_MAX:
        return no(TOO_LARGE)
    return YES if size else no(EMPTY)


def may_send_file(size: int) -> Answer:
    """Files that are no pictures are taken up to 2 MB."""
    if size > FILE_BYTES_MAX:
        return no(FILE_TOO_LARGE)
    return YES if size else no(EMPTY)


def may_carry_files(files: int) -> Answer:
    """A post has five files at most."""
    if files <= FILES_PER_POST_MAX:
        return YES
    return no(f"A post can have {FILES_PER_POST_MAX} files. Take some away")


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
    return _has_room(holding, size)


def may_keep_file(holding: Holding, size: int) -> Answer:
    """A member may add a file while there is room for it."""
    if not (answer := may_carry_files(holding.files_here + 1)):
        return answer
    return _has_room(holding, size)


def _has_room(holding: Holding, size: int) -> Answer:
    if holding.pending + 1 > PENDING_MAX:
        return no(
            f"You have added {PENDING_MAX} photos or files to posts that you did not "
            "send. "
            "Send or empty one of these first; what is left is deleted after a day"
        )
    if holding.stored + size > QUOTA_BYTES:
        return no(
            f"Your photos and files take up {QUOTA_BYTES // MB} MB, which is all there "
            "is for each member. Withdraw an older post with photos or files first"
        )
    return YES
