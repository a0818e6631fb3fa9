"""What waits on a board, chosen on the page where administrators change it."""

from forum.admin.news import BoardChoice
from moderation.walls.chosen import MODES
from moderation.walls.queries import mode_of


def what_waits(board_id: int, /) -> BoardChoice:
    """Return what waits there now, and what can be chosen. One query."""
    return BoardChoice(
        "What waits on this board",
        "A post that waits is seen by its author and moderators until one of them "
        "approves it.",
        tuple((str(mode), said) for mode, said in MODES.items()),
        str(mode_of(board_id)),
        "mode",
        "walls.boards_send",
    )
