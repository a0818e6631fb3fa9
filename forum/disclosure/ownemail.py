"""Finds a member's own email address, however it is disguised."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_SIGNS = {
    ".": r"\.|dot|punkt|period|punto|point",
    "_": "_|underscore",
    "-": "-|dash|hyphen",
}
_OPEN, _CLOSE = r"[ \t]{0,2}[\[({<]?[ \t]?", r"[ \t]?[\])}>]?[ \t]{0,2}"
_AT = r"(?:@|#|at|a|on|over at|over on|arroba|chez|bei)"


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the registered address with other signs, blanks or words in it."""
    local, at, host = registered.email.strip().lower().partition("@")
    if not at or len(local) < 3 or "." not in host or len(host) > 80:  # noqa: PLR2004
        return
    for match in _disguised(local[:64], host).finditer(reading.lower):
        yield Candidate(*match.span(), Kind.EMAIL, own=True)


@lru_cache(maxsize=64)
def _disguised(local: str, host: str) -> re.Pattern[str]:
    name, _, rest = host.partition(".")
    ending = "".join(
        rf"(?:{_OPEN}(?:\.|,|dot|punkt|punto|point){_CLOSE}{_plainly(label)})?"
        for label in rest.split(".")
    )
    return re.compile(
        rf"(?<![\w.@-]){_plainly(local)}{_OPEN}{_AT}{_CLOSE}\n?{_plainly(name)}{ending}"
        rf"(?![\w@])"
    )


def _plainly(words: str) -> str:
    """Return a pattern for words whose signs may be spoken or left out."""
    return "".join(
        rf"[ ]?(?:{_SIGNS[part]})?[ ]?"
        if part in _SIGNS
        else "[ ]?".join(map(re.escape, part))
        for part in re.split(r"([._-])", words)
        if part
    )
