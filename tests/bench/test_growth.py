"""The measurement of growth runs, on two small forums, and draws what it found."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from click.testing import CliRunner

from tests.bench.growth import REPLY, SEARCHES, main

SMALL, LARGE = 300, 600


def test_everything_is_measured_in_both_and_drawn(tmp_path: Path) -> None:
    figures, svg = tmp_path / "figures.json", tmp_path / "growth.svg"

    done = CliRunner().invoke(
        main,
        [
            f"--sizes={LARGE},{SMALL}",
            f"--folder={tmp_path}",
            "--rounds=1",
            f"--json={figures}",
            f"--svg={svg}",
        ],
        catch_exceptions=False,
    )

    assert done.exit_code == 0
    costs = json.loads(figures.read_text())
    assert {*SEARCHES, REPLY, "home", "unread", "thread, last page"} <= set(costs)
    for name, row in costs.items():
        assert [one["posts"] for one in row] == [SMALL, LARGE]
        assert all(one["queries"] and one["cpu_ms"][0] > 0 for one in row), name
        assert f"| {name} |" in done.output
    drawn = ET.parse(svg).getroot()  # noqa: S314 - our own
    names = {one.text for one in drawn if one.tag.endswith("text")}
    assert set(costs) <= names
    lines = [one for one in drawn if one.tag.endswith("polyline")]
    assert len(lines) == len(costs)
