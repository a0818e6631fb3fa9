"""How fast members may post: what administrators chose, as rules understand it."""

from datetime import timedelta

from forum.boards import rules
from forum.core.chosen import declare, number
from forum.core.options import Option

POSTS_PER_HOUR = declare(
    Option(
        "posts_per_hour",
        "Posts of a member in an hour",
        "Who wrote more waits half an hour. It does not hold for the SolTrex team.",
        str(rules.POSTS_PER_HOUR),
        low=5,
        high=500,
        unit="posts",
    )
)
THREADS_PER_HOUR = declare(
    Option(
        "threads_per_hour",
        "Threads of a member in an hour",
        "Who opened more waits half an hour. It does not hold for the SolTrex team.",
        str(rules.THREADS_PER_HOUR),
        low=1,
        high=100,
        unit="threads",
    )
)
PAUSE_OF_NEW = declare(
    Option(
        "pause_of_new_members",
        "Pause of a new member between two posts",
        "It holds until their first post is public.",
        str(int(rules.PAUSE_NEW.total_seconds())),
        low=10,
        high=3600,
        unit="seconds",
    )
)


def limits() -> rules.Limits:
    """Return how fast members may post now. One query at most in a request."""
    return rules.Limits(
        int(number(POSTS_PER_HOUR)),
        int(number(THREADS_PER_HOUR)),
        timedelta(seconds=number(PAUSE_OF_NEW)),
    )
