"""What the tests of commands share."""

from typing import Protocol

from click.testing import Result
from sqlalchemy import func, select

from forum.core.db import Base, db
from tests.world import World


class Run(Protocol):
    """Runs a command of the forum in this process."""

    def __call__(self, *arguments: str, stdin: str = "") -> Result:
        """Run it with what stands on its standard input."""


def counts(world: World) -> dict[str, int]:
    """Return how many rows each table has."""
    with world.reading():
        return {
            name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
