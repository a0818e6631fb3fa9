"""The Nu HTML checker over a folder of pages, in one process."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import npm

HERE = Path(__file__).parent
NO_JAVA = "Java is not installed (Debian: apt-get install default-jre-headless)"
JAR = Path("node_modules", "vnu-jar", "build", "dist", "vnu.jar")
WAIT = 400


def said(folder: Path, *kinds: str) -> list[str]:
    """Return what the checker says against the files of a folder, errors and warnings.

    `kinds` are options that tell it what else than HTML is there.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip(NO_JAVA)
    jar = npm.installed(HERE) / JAR
    options: Sequence[str] = ("--format", "json", "--stdout", "--exit-zero-always")
    done = subprocess.run(  # noqa: S603 - our own words
        [java, "-Xss2m", "-jar", str(jar), *options, *kinds, str(folder)],
        capture_output=True,
        check=True,
        timeout=WAIT,
        text=True,
    )
    return [_sentence(one) for one in json.loads(done.stdout)["messages"]]


def _sentence(message: dict[str, str]) -> str:
    """Return a message with the name of its file and the place in it."""
    name = Path(urlsplit(message.get("url", "")).path).name
    place = f"{name}:{message.get('lastLine', '?')}"
    return f"{place} {message['message']} {message.get('extract', '')!r}"
