"""The forum that is measured."""

from collections.abc import Iterator

import pytest

from tests.checkers.busy import Busy, served


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """Return a forum with a page of twenty posts, running."""
    with served(tmp_path_factory.mktemp("busy")) as busy:
        yield busy
