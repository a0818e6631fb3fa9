"""Finding watched words in a text, in time that grows with the text alone.

There are no regular expressions here: whoever writes a pattern or a post cannot
make this slow. A glob knows `*`, any run of characters without a blank, and `#`,
one digit. It is matched by a machine whose state is one whole number: bit i says
that the first i parts of the pattern end at this character.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.walls.models import PATTERN_MAX, Way

ANY_RUN = "*"
DIGIT = "#"
Span = tuple[int, int]


def folded(text: str) -> str:
    """Return a text in small letters, character for character."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def spans(pattern: str, way: Way, text: str) -> list[Span]:
    """Return where a pattern stands in a text that is folded: apart, in order."""
    wanted = folded(pattern)
    if way is Way.GLOB:
        return list(_globbed(wanted, text))
    return list(_found(wanted, text, whole=way is Way.WORD))


def is_fit(pattern: str, way: Way) -> bool:
    """Say whether a pattern asks for anything: two letters or digits at least."""
    if not pattern or len(pattern) > PATTERN_MAX:
        return False
    counted = pattern if way is Way.GLOB else pattern.replace(DIGIT, "")
    return sum(one.isalnum() or one == DIGIT for one in counted) > 1


def _found(wanted: str, text: str, *, whole: bool) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        is_one = not whole or _is_whole(text, at, end)
        if is_one:
            yield at, end
        at = text.find(wanted, end if is_one else at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and _in_word(text[start - 1])
    after = end < len(text) and _in_word(text[end])
    return not before and not after


def _in_word(one: str) -> bool:
    return one.isalnum() or one == "_"


@dataclass(frozen=True, slots=True)
class _Machine:
    """A glob without the runs at its ends, ready to be moved over a text."""

    parts: str
    """The characters that must stand there, without any `*`."""
    loops: int
    """Bits of parts after which any run may follow."""
    pieces: tuple[str, ...]
    """Runs of plain characters: a text without one of them has no match."""

    def ends(self, text: str, start: int = 0, stop: int | None = None) -> int:
        """Return where the first match ends that begins at `start` or later."""
        goal, state, loops = 1 << len(self.parts) - 1, 0, self.loops
        masks = _masks(self.parts)
        for at in range(start, len(text) if stop is None else stop):
            one = text[at]
            mask = 0 if one == DIGIT else masks.get(one, 0)
            if one.isdecimal():
                mask |= masks.get(DIGIT, 0)
            stays = 0 if one.isspace() else state & loops
            state = (state << 1 | 1) & mask | stays
            if state & goal:
                return at + 1
        return -1


def _globbed(wanted: str, text: str) -> list[Span]:
    inner = wanted.strip(ANY_RUN)
    forward, backward = _machine(inner), _machine(inner[::-1])
    if not inner or any(piece not in text for piece in forward.pieces):
        return []
    found, done = [], 0
    while (end := forward.ends(text, done)) >= 0:
        # The nearest start of a match that ends here, looked for from its end.
        back = text[done:end][::-1]
        start = end - backward.ends(back)
        found.append(_widened(text, wanted, (start, end), done))
        done = found[-1][1]
    return found


def _widened(text: str, wanted: str, span: Span, floor: int) -> Span:
    """Let a run at an end of the pattern take what it can."""
    start, end = span
    if wanted.startswith(ANY_RUN):
        while start > floor and not text[start - 1].isspace():
            start -= 1
    if wanted.endswith(ANY_RUN):
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


@lru_cache(maxsize=2048)
def _machine(inner: str) -> _Machine:
    parts, loops = "", 0
    for one in inner:
        if one == ANY_RUN:
            loops |= 1 << len(parts) - 1
        else:
            parts += one
    pieces = tuple(p for p in inner.replace(DIGIT, ANY_RUN).split(ANY_RUN) if p)
    return _Machine(parts, loops, pieces)


@lru_cache(maxsize=2048)
def _masks(parts: str) -> dict[str, int]:
    masks: dict[str, int] = {}
    for at, one in enumerate(parts):
        masks[one] = masks.get(one, 0) | 1 << at
    return masks
