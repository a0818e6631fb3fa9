"""Programs from npm that tests run: fetched once, as their lock file says."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import playwright
import pytest

LISTS = ("package.json", "package-lock.json")
NO_NPM = "npm is not installed (Debian: apt-get install npm)"
FETCHING_MAX = 150


def installed(home: Path, own: Sequence[str] = ()) -> Path:
    """Return a folder with the packages that `home` names; skip and say why if not.

    It is fetched once for each list of packages, beside copies of the files named in
    `own`, and kept for later runs. Workers that begin together fetch it beside each
    other, and the first one counts.
    """
    names = (*LISTS, *own)
    said = b"".join((home / name).read_bytes() for name in names)
    folder = _kept() / f"{home.name}-{sha256(said).hexdigest()[:16]}"
    if not folder.exists():
        fetched = Path(tempfile.mkdtemp(dir=folder.parent))
        _fetch(fetched, [home / name for name in names])
        try:
            fetched.rename(folder)
        except OSError:
            shutil.rmtree(fetched)
    return folder


def _kept() -> Path:
    """Return the folder of the user for what can be fetched again."""
    above = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(above) / "soltrex-forum-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fetch(folder: Path, files: Sequence[Path]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        folder.rmdir()
        pytest.skip(NO_NPM)
    for file in files:
        shutil.copy(file, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, capture_output=True, check=False, timeout=FETCHING_MAX
    )
    if done.returncode != 0:
        shutil.rmtree(folder)
        pytest.skip("npm could not fetch what tests need from its registry")


def node() -> str:
    """Return a Node that is new enough: the one that came with Playwright."""
    ours = Path(playwright.__file__).parent / "driver" / "node"
    return str(ours) if ours.exists() else shutil.which("node") or "node"
