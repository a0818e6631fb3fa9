"""Time grows with the length of a text and not with its square, whatever it says."""

import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest

from forum.disclosure import Registered, mask, scan

SIZES = (1_000, 10_000, 100_000)
MOST = 20
"""Ten times the text may take so many times as long; a square takes a hundred."""
NEGLIGIBLE = 0.01
"""Seconds of computing below which a clock tells nothing."""
TRIES = 3

LUCILLE = Registered(
    name="Lucille Thorsen",
    email="barb9@quarrymail.com",
    phone="413-555-0142",
    street="14 Larch Lane",
    city="Holyoke",
    zip="01040",
    handle="lthorsen4",
)
SHAPES = [
    *("a", "7", " ", "\n", "[", "&", "\\", "\u00bd", "\u0130", "\uff11"),
    *("a@", "a-", "1.", "aa:", "://", "&#64;", "([{<", "'\"", "](", "> "),
    *("0123456789abcdef", "Ab9", "e\u0301\u200d"),
    *("413 555 ", "1 2 3 ", "five ", "+1 ", "call 1-"),
    *("John Smith ", "Mr. ", "Lucille Thorsen ", "-- \n"),
    *("12 Main Street ", "14 Larch Lane, ", "No. 14, ", "12 calle "),
    *("corner of ", "n 12 e 12 ", "Holyoke, MA ", "MA 01040 "),
    *("lat ", "what3words ", "42.30215 -72.58744 ", "42\u00b018' "),
    *("http://a.b/c?d=e&", "maps.google.com/", "user:pass@"),
    *("password: ", "gate code ", "x at y dot ", "barb9@quarrymail.com "),
    *("serial number ", "serial: A1B2C3D4, ", "account number ", "meter "),
    *("4539 3898 ", "219-09-", "DE89 ", "born on 3/7/", "license "),
    *("b8:27:eb:", "::1 ", "2001:db8:", "away until "),
    *("[phone ", "[serial number 1219", "[masked by "),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_scanning_takes_time_as_the_text_is_long(shape: str) -> None:
    scan(shape, LUCILLE)

    assert _grows_evenly(partial(_scan, shape), SIZES)


@pytest.mark.parametrize(
    "shape",
    [
        "14 Larch Lane, Ames. ",
        "roof: 42.20431, -72.61619 or\n",
        "serial number 121904123456\n",
    ],
)
def test_masking_takes_time_as_the_text_is_long(shape: str) -> None:
    texts = {size: _of(shape, size) for size in SIZES[1:]}
    found = {size: scan(text) for size, text in texts.items()}

    def work(size: int) -> None:
        mask(texts[size], found[size])

    assert _grows_evenly(work, SIZES[1:])


def _scan(shape: str, size: int) -> None:
    scan(_of(shape, size), LUCILLE)


def _of(shape: str, size: int) -> str:
    return (shape * (size // len(shape) + 1))[:size]


def _grows_evenly(work: Callable[[int], None], sizes: tuple[int, ...]) -> bool:
    """Say whether ten times the size takes no more than some ten times as long.

    Others may use the machine: only time of this process counts, and the best of
    some tries.
    """
    best = dict.fromkeys(sizes, float("inf"))
    for _ in range(TRIES):
        for size in sizes:
            started = time.process_time()
            work(size)
            best[size] = min(best[size], time.process_time() - started)
        if all(
            best[long] < MOST * max(best[short], NEGLIGIBLE)
            for short, long in pairwise(sizes)
        ):
            return True
    return False
