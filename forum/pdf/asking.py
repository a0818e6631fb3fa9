"""Hands a PDF to another process and waits: not for long, and with little memory.

Whoever makes a PDF to keep us busy keeps that process busy; it is ended, and takes
neither the forum's memory nor its secrets along.
"""

import subprocess
import sys
from pathlib import Path

SECONDS = 20
ROOT = Path(__file__).parents[2]
LOCKED = 3


class Damaged(Exception):
    """What was handed in is no PDF that can be read and written anew."""


class Locked(Damaged):
    """It takes a password."""


class TooSlow(Damaged):
    """It took longer or needed more than any honest one."""


def cleaned(data: bytes) -> bytes:
    """Return a PDF with its pages alone; raises `Damaged` and its kinds."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "forum.pdf.cleaning"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    if done.returncode == LOCKED:
        raise Locked
    if done.returncode < 0:
        raise TooSlow
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise Damaged
    return done.stdout
