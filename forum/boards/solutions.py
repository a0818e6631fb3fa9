"""The answer to a thread in short, for beside the thread and below its question."""

import re

from markupsafe import Markup

from forum.boards.pages import Solution
from forum.systems.references import without_cards

SHORT_MAX = 200
_QUOTED = re.compile(
    r"<(blockquote|figure|pre|table)\b(?:(?!<\1\b).)*?</\1>", re.DOTALL | re.IGNORECASE
)
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|div)>|<br\s*/?>", re.IGNORECASE)


def solution_of(
    post_id: int | None, number: int | None, html: str | None, by: str | None
) -> Solution | None:
    """Return the reply that answered a thread, if there is one to show."""
    if post_id is None or number is None:
        return None
    return Solution(post_id, number, by or "", in_short(html or ""))


def in_short(html: str) -> str:
    """Return how an answer begins, as plain words without what it quotes."""
    said = str(without_cards(Markup(html)))  # noqa: S704 - was sanitized
    before = ""
    while said != before:
        before, said = said, _QUOTED.sub(" ", said)
    words = str(Markup(_BLOCK_ENDS.sub(" ", said)).striptags())  # noqa: S704 - same
    words = " ".join(words.split())
    if len(words) <= SHORT_MAX:
        return words
    return f"{words[:SHORT_MAX].rsplit(' ', 1)[0].rstrip(' .,;:')} …"
