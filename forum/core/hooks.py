"""Typed lists through which an extension has its say in the forum."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from flask import Flask, current_app

T = TypeVar("T")


class Hook(Generic[T]):
    """A list of `T` for each application, read in the order of joining."""

    def __init__(self, name: str) -> None:
        self._key = f"hook:{name}"

    def add(self, app: Flask, item: T) -> None:
        """Let `item` take part in this application."""
        app.extensions.setdefault(self._key, []).append(item)

    def __iter__(self) -> Iterator[T]:
        return iter(current_app.extensions.get(self._key, ()))
