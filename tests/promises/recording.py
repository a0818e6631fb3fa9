"""The record of a test run that /promises reads.

PROMISES_RECORD=FILE pytest writes it. A release is built with the one of its own
tests in forum/privacy/record.json; elsewhere FORUM_TEST_RECORD names the file.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

import moderation
from forum import __version__
from forum.app import sources
from forum.privacy.records import digest_of

ASKED_BY = "PROMISES_RECORD"
FOLDER = "tests/promises/"


class Recording:
    """Counts what passed and what failed in each file of tests of promises."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._passed: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test by its file; setting up and tidying away can fail too."""
        file = report.nodeid.partition("::")[0]
        if not file.startswith(FOLDER):
            return
        name = file.removeprefix(FOLDER)
        if report.failed:
            self._failed[name] += 1
        elif report.passed and report.when == "call":
            self._passed[name] += 1

    def pytest_sessionfinish(self) -> None:
        """Write the record."""
        said = {
            "version": __version__,
            "sources": digest_of(sources((moderation,))),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "passed": dict(sorted(self._passed.items())),
            "failed": dict(sorted(self._failed.items())),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(said, indent=1) + "\n")
