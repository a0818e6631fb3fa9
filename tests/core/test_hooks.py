"""Hooks: typed lists through which an extension has its say."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.hooks import Hook

greetings: Hook[Callable[[], str]] = Hook("greetings of a test")


def test_a_hook_is_read_in_the_order_of_joining() -> None:
    app = Flask("test")
    greetings.add(app, lambda: "first")
    greetings.add(app, lambda: "second")

    with app.app_context():
        assert [greet() for greet in greetings] == ["first", "second"]


def test_a_hook_nobody_joined_is_empty() -> None:
    with Flask("test").app_context():
        assert list(greetings) == []


def test_an_application_knows_nothing_of_anothers_extensions() -> None:
    one, other = Flask("one"), Flask("other")
    greetings.add(one, lambda: "one")

    with other.app_context():
        assert list(greetings) == []


def test_hooks_of_different_names_do_not_mix() -> None:
    app, farewells = Flask("test"), Hook[Callable[[], str]]("farewells of a test")
    farewells.add(app, lambda: "good-bye")

    with app.app_context():
        assert list(greetings) == []
        assert len(list(farewells)) == 1


def test_a_hook_is_read_in_an_application_only() -> None:
    with pytest.raises(RuntimeError, match="application context"):
        list(greetings)
