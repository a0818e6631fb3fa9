"""A thread on paper: where its links lead stands below, numbered."""

import re
from collections.abc import Iterable

from markupsafe import Markup

PRINTED_MAX = 200
"""So many posts stand on one page to be printed."""
_LINK = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"[^>]*>.*?</a>', re.DOTALL)


def footnoted(texts: Iterable[Markup | None]) -> tuple[list[Markup | None], list[str]]:
    """Return rendered texts with a number behind each link, and where they lead.

    The same address has the same number wherever it stands.
    """
    numbers: dict[str, int] = {}

    def numbered(link: re.Match[str]) -> str:
        number = numbers.setdefault(link[1], len(numbers) + 1)
        return f"{link[0]}<sup>[{number}]</sup>"

    marked = [
        None if one is None else Markup(_LINK.sub(numbered, one))  # noqa: S704 - same
        for one in texts
    ]
    return marked, [str(Markup(one).unescape()) for one in numbers]  # noqa: S704
