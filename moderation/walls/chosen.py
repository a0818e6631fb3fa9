"""What waits on a board of which nobody said anything: administrators choose."""

from forum.core.chosen import chosen, declare
from forum.core.options import Option
from moderation.walls.models import Mode

MODES = {
    Mode.OPEN: "Nothing waits",
    Mode.FIRST_POSTS: "First posts of new members wait",
    Mode.THREADS: "New threads wait, and first posts of new members",
    Mode.ALL: "Everything waits",
}
DEFAULT_MODE = declare(
    Option(
        "what_waits",
        "What waits on boards without a choice of their own",
        "Each board can have its own, under What waits on each board.",
        str(Mode.FIRST_POSTS),
        choices={str(mode): said for mode, said in MODES.items()},
    )
)


def default_mode() -> Mode:
    """Return what waits where nobody said anything. One query at most."""
    return Mode(chosen(DEFAULT_MODE))
