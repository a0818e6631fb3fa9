"""Published figures as tables, drawings and files: the same cells in each."""

from forum.systems.charts.activity import of_forum
from forum.systems.charts.drawing import Chart, Published, as_csv
from forum.systems.charts.systems import of_systems

__all__ = ["Chart", "as_csv", "drawn", "named", "of_forum", "of_systems"]


def drawn(systems: Published | None, forum: Published | None) -> tuple[Chart, ...]:
    """Return all charts of the published figures, in their order."""
    return (*of_systems(systems), *of_forum(forum))


def named(
    name: str, systems: Published | None, forum: Published | None
) -> Chart | None:
    """Return one chart by its name, if it is published."""
    return next((one for one in drawn(systems, forum) if one.name == name), None)
