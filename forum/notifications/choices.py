"""What members choose about mail of what happens in the forum."""

from forum.mail.choices import Way, offer
from forum.notifications.models import Kind

WAYS = (Way.FIRST, Way.DIGEST, Way.OFF)

REPLIES = offer(
    "replies",
    "Replies in threads you watch",
    "One mail about a thread, and then none until you have looked at it.",
    is_on=True,
    ways=WAYS,
)
THREADS = offer(
    "threads",
    "New threads on boards you watch",
    "One mail about each new thread.",
    is_on=True,
    ways=WAYS,
)
MENTIONS = offer(
    "mentions",
    "Posts that mention you",
    "When somebody writes your user name after an @ in a thread you can read.",
    is_on=True,
    ways=WAYS,
)
QUOTES = offer(
    "quotes",
    "Posts that quote you",
    "When somebody answers with a quotation of yours.",
    is_on=True,
    ways=WAYS,
)
THANKS = offer(
    "thanks",
    "Thanks for your posts",
    "Never a mail of its own, only lines in the digest.",
    is_on=True,
    ways=(Way.DIGEST, Way.OFF),
)
DIGEST = offer(
    "digest",
    "Digest",
    "All that is new since the last one, and that no other mail told you. Nothing new, "
    "no mail.",
    ways=(Way.OFF, Way.DAILY, Way.WEEKLY),
)
CHOICES = {
    Kind.REPLY: REPLIES,
    Kind.THREAD: THREADS,
    Kind.MENTION: MENTIONS,
    Kind.QUOTE: QUOTES,
}
"""Which choice decides about mail of a kind."""
