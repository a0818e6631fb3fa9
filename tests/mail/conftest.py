"""What tests of mail share: a forum that may send promotion."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browser import Browser
from tests.mail.announcing import administrator
from tests.world import World


@pytest.fixture
def with_postal_address(app: Flask) -> Iterator[None]:
    """Give the operator a postal address for the time of a test."""
    before = app.extensions["settings"]
    address = {"postal_address": "100 Example Street, Sampletown"}
    app.extensions["settings"] = before.model_copy(update=address)
    yield
    app.extensions["settings"] = before


@pytest.fixture
def bea(world: World) -> Browser:
    """Return the browser of Bea, the second administrator."""
    return administrator(world, "bea_admin")
