"""How an address of another forum is told from others, however it is spelled."""

import re
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

PATH_MAX = 2000
PARTS_MAX = 10
"""Nobody's address has more; each is one more to look for."""
NUMBERED = re.compile(r"([0-9]+)(-.*)?|.+\.([0-9]+)")
"""A number with the title before or behind it: old forums ask for the number alone."""


def key_of(address: str) -> str:
    """Return what an address is kept by: its path and what it asks, in any order.

    Scheme, host and anchor do not count. Raises `ValueError` for what is none.
    """
    if len(address) > PATH_MAX or not address.strip():
        raise ValueError("no address")
    parts = urlsplit(address.strip())
    if not parts.path.startswith("/"):
        raise ValueError("no path")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    return _key(unquote(parts.path), asked)


def keys_for(path: str, query: str) -> list[str]:
    """Return the keys that an address may be kept by, the closest first.

    Old links carry more than what names the page: so each part of what they ask
    is tried on its own, that which stands last first, then the path alone, then
    shorter ones, as long as there is a number in them. A title beside a number
    does not count.
    """
    return list(dict.fromkeys(_keys(path[:PATH_MAX], query[:PATH_MAX])))


def _keys(path: str, query: str) -> Iterator[str]:
    asked = parse_qsl(query, keep_blank_values=True)[:PARTS_MAX]
    yield _key(path, asked)
    for name, value in reversed(asked):
        yield _key(path, [(name, value)])
        number = NUMBERED.fullmatch(name.partition("/")[0])
        if number is not None and not value:
            yield _key(path, [(number[1] or number[3], "")])
    yield _key(path, [])
    steps = path.rstrip("/").split("/")[: PARTS_MAX + 1]
    for many in range(len(steps), 1, -1):
        number = NUMBERED.fullmatch(steps[many - 1])
        if number is not None:
            yield _key("/".join(steps[:many]), [])
            plain = [*steps[: many - 1], number[1] or number[3]]
            yield _key("/".join(plain), [])


def _key(path: str, asked: list[tuple[str, str]]) -> str:
    plain = f"{path.rstrip('/') or '/'}?{urlencode(sorted(asked))}"
    return sha256(plain.encode("utf-8", "replace")).hexdigest()
