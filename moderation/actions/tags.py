"""What moderators do with the list of tags; each deed is logged."""

from datetime import datetime

from forum.boards import actions as boards
from forum.members.models import Member
from moderation.actions.auditing import Act, record


def add_tag(moderator: Member, name: str, now: datetime) -> None:
    """Let threads be found under another word."""
    boards.add_tag(name)
    record(moderator, Act("tag_added", "tag", 0, details={"tag": name}), now)


def rename_tag(
    moderator: Member, name: str, to: str, now: datetime, *, merges: bool
) -> int:
    """Give a tag another word, or let another take its threads; say how many had it."""
    threads = boards.rename_tag(name, to)
    details = {"tag": name, "to": to, "threads": threads}
    action = "tag_merged" if merges else "tag_renamed"
    record(moderator, Act(action, "tag", 0, details=details), now)
    return threads
