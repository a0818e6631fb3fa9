"""A forum without any extra: `pip install .` and it runs, as the README says."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.structure.sources import ROOT

RUN = """
import sys
for name in {missing!r}:
    sys.modules[name] = None
sys.argv = ["soltrex-forum", *{words!r}]
import wsgi
wsgi.main()
"""


def extras() -> list[str]:
    """Return the packages that are installed only where they are asked for."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    optional = told["project"]["optional-dependencies"]
    needed = [one for name, ones in optional.items() if name != "test" for one in ones]
    return [re.split(r"[\[><=]", one)[0] for one in needed]


def test_a_forum_without_extras_runs_and_is_backed_up(tmp_path: Path) -> None:
    missing, file = extras(), tmp_path / "forum.backup"
    said = [
        subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", RUN.format(missing=missing, words=words)],
            cwd=ROOT,
            env={**os.environ, "FORUM_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        for words in (["db", "upgrade"], ["backup", str(file)], ["doctor"])
    ]

    assert {"psycopg", "boto3", "redis"} <= set(missing)
    assert [one.returncode for one in said] == [0, 0, 0], said
    assert file.exists()
