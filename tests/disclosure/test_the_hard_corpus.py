"""Posts written one by one by writers who had not seen the detector.

They write numbers in words, break them over lines and hide them in links. What is
reached here is not what is reached on posts nobody has seen.
"""

from functools import cache

import pytest

from forum.disclosure import Kind, Registered, scan
from tests.bench.posts import CORPUS, Post, Span, posts_in
from tests.bench.scoring import Score, score

PARTS = ("part1.txt", "part2.txt", "part3.txt", "part4.txt")
UNSEEN = "part5.txt"
"""Measured when the rules were done, and no rule was made for it since."""


def _member(post: Post) -> Registered:
    told = post.registered
    known = {name: told.get(name, "") for name in ("name", "email", "phone", "street")}
    return Registered(
        **known,
        city=told.get("city", ""),
        zip=told.get("zip", ""),
        handle=told.get("username", ""),
    )


def _found(post: Post) -> list[Span]:
    return [
        Span(one.start, one.end, one.kind)
        for one in scan(post.text, _member(post))
        if one.kind is not Kind.ABSENCE
    ]


@cache
def _score(part: str) -> Score:
    posts = posts_in([CORPUS / part])
    return score(posts, [_found(post) for post in posts])


@pytest.mark.parametrize("part", PARTS)
def test_nearly_all_that_stands_in_the_posts_is_found(part: str) -> None:
    assert _score(part).f2 >= 0.91


@pytest.mark.parametrize("part", PARTS)
def test_little_else_is_found(part: str) -> None:
    assert _score(part).precision >= 0.97
    assert _score(part).alarmed <= 0.02 * _score(part).clean


@pytest.mark.parametrize("part", PARTS)
def test_money_and_keys_are_found(part: str) -> None:
    found = _score(part)
    for kind in ("ssn", "credit_card", "bank_account", "email", "phone"):
        assert found.found[kind] >= 0.8 * found.marked[kind]


def test_most_is_found_in_posts_that_no_rule_was_made_for() -> None:
    found = _score(UNSEEN)

    assert found.f2 >= 0.87
    assert found.alarmed <= 0.05 * found.clean
