"""Files that somebody changed on their way: a value, some bytes, or the end of them."""

import json
from collections.abc import Callable

from hypothesis import strategies as st

JUNK = st.sampled_from(
    [
        *(None, "", 0, -1, 1.5, float("inf"), float("nan"), True, [], {}, ["a"], [[1]]),
        *(
            10**30,
            2**63,
            2**31,
            -(2**63),
            "\ud800",
            "\x00",
            "x" * 3_000,
            "\u0663",
            "\u00b2",
        ),
        *("2019-13-45T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"),
        *(
            "!!!!",
            "1e5",
            "<b>",
            "javascript:x",
            "../../x",
            ["http://["],
            ["/x" * 3_000],
        ),
        *(["\ud800"], ["\x00"], {"a": [1]}, " ", "a\nb", "2019-01-01T00:00:00"),
    ]
)
LINES = st.sampled_from(
    [
        *(b"\xff", b"[" * 50_000, b'{"id":' * 3_000, b"\x00", b'{"id":1e999}', b"{}"),
        *(b'{"id":' + b"9" * 5_000 + b"}", b"NaN", b"null", b"[]", b'{"\\u0000":1}'),
    ]
)
Mutation = Callable[[bytes], bytes]


def _value(line: int, field: int, junk: object) -> Mutation:
    """Put something else into one field of one line."""

    def mutate(content: bytes) -> bytes:
        lines = content.splitlines() or [b"{}"]
        row = json.loads(lines[line % len(lines)])
        names = sorted(row) or ["id"]
        row[names[field % len(names)]] = junk
        lines[line % len(lines)] = json.dumps(row).encode()
        return b"\n".join(lines) + b"\n"

    return mutate


def _bytes(at: int, many: int, other: bytes) -> Mutation:
    """Put other bytes in the place of some."""

    def mutate(content: bytes) -> bytes:
        place = at % (len(content) + 1)
        return content[:place] + other + content[place + many :]

    return mutate


PLACES = st.integers(0, 10_000)
MUTATIONS: st.SearchStrategy[Mutation] = st.one_of(
    st.builds(_value, PLACES, PLACES, JUNK),
    st.builds(_value, PLACES, PLACES, JUNK),
    st.builds(_bytes, PLACES, st.integers(0, 4), st.binary(max_size=4)),
    LINES.map(lambda line: lambda content: content + b"\n" + line + b"\n"),
    PLACES.map(lambda at: lambda content: content[: at % (len(content) + 1)]),
)
