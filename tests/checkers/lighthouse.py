"""Lighthouse on pages of a forum that runs here, as on a telephone."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import npm
from tests.chromium import CHROMIUM, NO_CHROMIUM, QUIET

HERE = Path(__file__).parent
CLI = Path("node_modules", "lighthouse", "cli", "index.js")
SPEED = "performance"
OTHERS = ("accessibility", "best-practices", "seo")
WAIT = 300


@dataclass(frozen=True, slots=True)
class Report:
    """What Lighthouse thinks of a page."""

    scores: dict[str, int]
    """By category, of 100."""
    below: list[str]
    """What kept a score from being whole."""
    times: dict[str, str]
    """The figures behind the speed, as Lighthouse words them."""


def report(url: str, categories: Sequence[str] = (SPEED, *OTHERS)) -> Report:
    """Open a page as on a telephone and a slow line; return what Lighthouse says."""
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    folder = npm.installed(HERE)
    command = [
        *(npm.node(), str(folder / CLI), url, "--quiet", "--output=json"),
        "--only-categories=" + ",".join(categories),
        "--chrome-flags=" + " ".join(("--headless=new", *QUIET)),
        "--no-enable-error-reporting",
    ]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    done = subprocess.run(  # noqa: S603 - our own words
        command, env=environment, capture_output=True, check=False, timeout=WAIT
    )
    assert done.returncode == 0, done.stderr.decode()
    return _read(json.loads(done.stdout))


def _read(said: dict[str, dict[str, dict[str, object]]]) -> Report:
    """Take from all that Lighthouse tells what the tests ask for."""
    scores: dict[str, int] = {}
    counts = set()
    for name, category in said["categories"].items():
        scores[name] = round(100 * float(str(category["score"])))
        refs = category["auditRefs"]
        assert isinstance(refs, list)
        counts |= {one["id"] for one in refs if one["weight"]}
    audits = said["audits"]
    below = [
        f"{name}: {audits[name]['title']} {audits[name].get('displayValue', '')}"
        for name in sorted(counts)
        if audits[name]["score"] not in {1, None}
    ]
    times = {
        name: str(one["displayValue"])
        for name, one in audits.items()
        if one["scoreDisplayMode"] == "numeric" and "displayValue" in one
    }
    return Report(scores, below, times)
