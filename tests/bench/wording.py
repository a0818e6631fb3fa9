"""Words of a made-up forum: as long and as often repeated as those of a real one.

A few hundred texts go through the real renderer once, with holes in them; a post is one
of these, filled in. What the search keeps of it is filled into the holes too, so that
millions of posts take no renderer. `soltrex-forum search check` compares.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, product
from random import Random

from forum.boards.rendering import rendered
from forum.search.queries.standing import arranged
from forum.search.words import singular

COMMON, MIDDLING, RARE = ("inverter", "the"), ("ballast", "clamp"), "hygrothermal"
"""Words that nearly every post has, one of a hundred, five posts of the forum."""
RARE_POSTS = 5
VOCABULARY = 30_000
MIDDLING_AT = 1_000
"""How many words are more frequent than those of which one of a hundred has some."""
SHAPES = 240
SERIAL_EVERY = 20
"""One of so many posts names a number that no other has: vocabularies never end."""
_OFTEN = (
    "the and a inverter to of it is solar in panels for on my that with this was not "
    "they you we have but from roof if are production so or system one what when "
    "installer all just get out up about day power string strings which after only "
    "their more than can will no been has had meter battery breaker cloud morning noon "
    "winter summer snow shade south north tilt array arrays modules quote contract "
    "utility grid tariff month year years degrees output clipping fault fan voltage "
    "current cable conduit rail clamped wire wires box reading readings portal app "
    "update firmware phone call called said says see saw think know looks look good "
    "better best new old first last same other still again never always maybe thanks "
    "question answer photo photos numbers number data check checked"
).split()
_ONSETS = "b br c cl d dr f fl g gr h j k l m n p pl pr r s sl st t tr v w".split()
_VOWELS = "a e i o u ai ea oo".split()
_ENDS = "n r l m t ck nd st rs ns ts".split()
_HOLE = re.compile(r"zqhole(\d+)zq")


@dataclass(frozen=True, slots=True)
class Said:
    """What a post says: as typed, as shown, as arranged for searching."""

    body: str
    html: str
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A text with holes, and its own words in the index between them."""

    holes: int
    body: str
    html: str
    words: str
    looser: frozenset[str]
    known: frozenset[str]


def vocabulary() -> list[str]:
    """Return all words, the most frequent first."""
    syllables = [f"{a}{b}" for a, b in product(_ONSETS, _VOWELS)]
    made = (f"{a}{b}{c}" for a, b, c in product(syllables, syllables, _ENDS))
    spread = Random(3).sample(list(made), VOCABULARY)  # noqa: S311 - words
    known = {*_OFTEN, *MIDDLING, RARE}
    words = [*_OFTEN, *(one for one in spread if one not in known)]
    words[MIDDLING_AT:MIDDLING_AT] = MIDDLING
    return words[:VOCABULARY]


class Writer:
    """Writes titles and posts, the same for the same chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._words = vocabulary()
        self._weights = list(
            accumulate(1 / (place + 2.5) for place in range(len(self._words)))
        )
        self._singular = {w: one for w in self._words if (one := singular(w))}
        self._plurals = frozenset(self._singular)
        self._shapes = [_shape(_markdown(n)) for n in range(SHAPES)]
        self._after_quote = [_shape(_markdown(n)) for n in range(3)]

    def title(self) -> str:
        """Return the title of a thread."""
        return " ".join(self._some(self._chance.randint(5, 9))).capitalize()

    def post(self, extra: Iterable[str] = ()) -> Said:
        """Return a post, with some more words in it if wished."""
        return self._filled(self._chance.choice(self._shapes), extra)

    def quoting(self, quotation: str, extra: Iterable[str] = ()) -> Said:
        """Return a post below a quotation; this one goes through the renderer."""
        own = self._filled(self._chance.choice(self._after_quote), extra)
        body = f"{quotation}{own.body}"
        html = str(rendered(body).html)
        return Said(body, html, arranged(2, "", html))

    def _filled(self, shape: Shape, extra: Iterable[str]) -> Said:
        count = max(12, min(400, int(self._chance.lognormvariate(4.4, 0.5))))
        words = [*self._some(count), *extra]
        size = -(-len(words) // shape.holes)
        parts = [
            words[n : n + size] or words[:1] for n in range(0, size * shape.holes, size)
        ]
        texts = [_sentences(part) for part in parts]
        said = shape.words.format(*map(" ".join, parts))
        looser = {self._singular[one] for one in self._plurals.intersection(words)}
        looser = (looser | shape.looser).difference(words) - shape.known
        loose = "".join(f" ~{one}" for one in sorted(looser))
        return Said(shape.body.format(*texts), shape.html.format(*texts), said + loose)

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)


def first_line(text: str) -> str:
    """Return what is quoted of a text."""
    return next(islice(text.split("\n"), 1)).replace("*", "")


def _sentences(words: Sequence[str]) -> str:
    parts = (words[n : n + 12] for n in range(0, len(words), 12))
    return " ".join(f"{' '.join(part).capitalize()}." for part in parts)


def _markdown(number: int) -> str:
    """Return a text in Markdown with holes: paragraphs, and now and then more."""
    parts = ["{}"] * (1 + number % 4)
    for every, part in _MORE:
        if number % every == every - 1:
            parts.insert(number % len(parts), part(number))
    return "\n\n".join(parts)


_MORE: tuple[tuple[int, Callable[[int], str]], ...] = (
    (4, lambda n: "\n".join(["- {}"] * (2 + n % 3))),
    (5, lambda _: "{} **Look at the readings first.** {}"),
    (7, lambda n: f"The manual is at [page {n}](https://example.com/manual/{n}). {{}}"),
    (11, lambda n: f"```\nstring {n}: 385.2 V, 8.1 A\nstring {n + 1}: 12 V\n```"),
)


def _shape(markdown: str) -> Shape:
    """Send a text with holes through the renderer and the index."""
    holes = markdown.count("{}")
    marked = markdown.format(*(f"zqhole{n}zq" for n in range(holes)))
    html = str(rendered(marked).html)
    told = arranged(2, "", html).split(" ")
    exact = [one for one in told if not one.startswith("~")]
    return Shape(
        holes,
        _with_holes(marked),
        _with_holes(html),
        _with_holes(" ".join(exact)),
        frozenset(one[1:] for one in told if one.startswith("~")),
        frozenset(exact),
    )


def _with_holes(text: str) -> str:
    return _HOLE.sub(r"{\1}", text.replace("{", "{{").replace("}", "}}"))
