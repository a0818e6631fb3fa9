"""Makers of hostile requests: each spoils something else about a good one."""

from collections.abc import Callable, Iterator
from random import Random

from tests.hostile import rubbish
from tests.hostile.bodies import files, odd_body, odd_parts
from tests.hostile.filling import (
    CSRF,
    Fields,
    filled_in,
    own_names,
    plain,
    put_in,
    quoted,
    token,
)
from tests.hostile.sending import Sent
from tests.hostile.targets import Target

QUERY_NAMES = (
    *("page", "q", "after", "before", "sort", "board", "tag", "by", "show", "next"),
    *("as", "print", "limit", "quote", "item", "ids", "day"),
)
QUERIES = (
    *("&", "=", "%", "%ff=%ff", "?", "a&a&a", "page", "page=&page=2", "\xe4"),
    *("q[]=1", "page[]=1", "q=" + "%" * 400, "x" * 9000),
)
QUERY_MAX = 60_000
FORGED = (
    *(b"eyJhIjoxfQ.aaaa.bbbb", b".eJwDAAAAAAE.aaaa.bbbb", b"." * 900, b"x" * 9000),
    "٣".encode() * 40,
)
Maker = Callable[[Random, Target, list[str]], Sent]


def made(dice: Random, target: Target, names: list[str]) -> Sent:
    """Return a hostile request to a target; `names` are those of fields anywhere."""
    makers, weights = zip(*MAKERS, strict=True)
    maker: Maker = dice.choices(makers, weights)[0]
    sent = maker(dice, target, names)
    sent.made_by = maker.__name__
    return sent


def spoilt_field(dice: Random, target: Target, names: list[str]) -> Sent:
    """Fill a form in well, but for one field or two."""
    sent, fields = plain(target), filled_in(dice, target)
    for _ in range(dice.choice((1, 1, 1, 2))):
        name = dice.choice(own_names(target, names))
        fields = [one for one in fields if one[0] != name]
        fields.append((name, rubbish.raw(dice)))
    put_in(sent, fields)
    return sent


def rubbish_everywhere(dice: Random, target: Target, names: list[str]) -> Sent:
    """Fill every field with rubbish, and some that the form has not."""
    sent = plain(target)
    own = [name for name, _ in target.fields if name != CSRF]
    more = dice.sample(names, dice.randint(0, 12))
    put_in(sent, [*token(target), *((name, rubbish.raw(dice)) for name in own + more)])
    return sent


def odd_shape(dice: Random, target: Target, names: list[str]) -> Sent:
    """Send fields twice, not at all, as lists, under odd names, or very many."""
    sent, fields = plain(target), filled_in(dice, target)
    rest = dice.choice([*_shapes(dice, fields, own_names(target, names), names)])
    put_in(sent, [*token(target), *(one for one in rest if one[0] != CSRF)])
    return sent


def _shapes(
    dice: Random, fields: Fields, own: list[str], names: list[str]
) -> Iterator[Fields]:
    name, some = dice.choice(own), rubbish.raw(dice)
    yield [*fields, *fields]
    yield [*fields, (name, some), (name, some)]
    yield [one for one in fields if dice.random() < 0.5]
    yield [*fields, (f"{name}[]", some), (f"{name}[0]", some), (f"{name}.x", b"1")]
    yield [(f"{name}-{number}", b"1") for number in range(300)]
    yield [*fields, *((f"choice-{rubbish.text(dice)}", some) for _ in range(9))]
    yield [*fields, *((f"alt-{rubbish.text(dice)}", some) for _ in range(9))]
    yield [(f"f{number}", b"") for number in range(1200)]
    yield [(rubbish.text(dice), some), ("", some), (" ", some)]
    yield [(one, b"") for one, _ in fields]
    yield [(one, some) for one in dice.sample(names, 30)]


def odd_query(dice: Random, target: Target, names: list[str]) -> Sent:
    """Ask an address with a query of rubbish."""
    sent = plain(target)
    if dice.random() < 0.2:
        sent.query = dice.choice(QUERIES)
        return sent
    own = own_names(target, names) if target.method == "GET" else []
    wanted = (*own, *QUERY_NAMES, dice.choice(names))
    chosen = dice.choices(wanted, k=dice.choice((1, 1, 2, 5, 300)))
    pairs = (f"{name}={quoted(rubbish.raw(dice))}" for name in chosen)
    sent.query = "&".join(pairs)[:QUERY_MAX]
    return sent


def odd_path(dice: Random, target: Target, _: list[str]) -> Sent:
    """Ask an address with a piece of it put in another's place, or more of them."""
    sent, pieces = plain(target), target.path.split("/")
    piece = dice.choice(rubbish.PATHS)
    if dice.random() < 0.3:
        piece = quoted(rubbish.raw(dice))[:QUERY_MAX]
    at, how = dice.randrange(1, len(pieces)), dice.randrange(5)
    if how == 0:
        pieces.insert(at, piece)
    elif how == 1:
        pieces[at] += piece
    else:
        pieces[at] = piece
    sent.path = "/".join(pieces)
    return sent


def odd_headers(dice: Random, target: Target, _: list[str]) -> Sent:
    """Send a good request with one to three odd headers."""
    sent = plain(target)
    for name, values in dice.sample(rubbish.HEADERS, dice.choice((1, 1, 2, 3))):
        sent.set(name, dice.choice(values))
    return sent


def odd_method(dice: Random, target: Target, _: list[str]) -> Sent:
    """Ask by a method that the address does not know."""
    sent = plain(target)
    sent.method = dice.choice(rubbish.METHODS)
    if dice.random() < 0.3:
        sent.set("X-HTTP-Method-Override", dice.choice(rubbish.METHODS[:6]))
        sent.query = "_method=DELETE"
    return sent


def forged(dice: Random, target: Target, names: list[str]) -> Sent:
    """Spoil what the forum itself put into a form: tokens, seals, numbers."""
    sent, fields = plain(target), filled_in(dice, target)
    known = [at for at, (_, value) in enumerate(fields) if value]
    if not known:
        return spoilt_field(dice, target, names)
    at = dice.choice(known)
    name, value = fields[at]
    cut = dice.randrange(len(value) + 1)
    fields[at] = (
        name,
        dice.choice(
            (
                *(value[:cut], value[:cut] + b"x" + value[cut + 1 :], value + value),
                *(value[::-1], value.swapcase(), value.replace(b".", b"..", 1)),
                value[:cut] + dice.choice(rubbish.BYTES) + value[cut:],
                *FORGED,
            )
        ),
    )
    put_in(sent, fields)
    return sent


MAKERS: tuple[tuple[Maker, int], ...] = (
    (spoilt_field, 34),
    (rubbish_everywhere, 10),
    (odd_shape, 10),
    (odd_query, 10),
    (odd_path, 10),
    (odd_headers, 8),
    (forged, 8),
    (odd_body, 6),
    (files, 5),
    (odd_parts, 4),
    (odd_method, 3),
)
"""Each maker, and how often of a hundred or so it is asked."""
