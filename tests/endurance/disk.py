"""A small disk of its own, that can be filled to the last byte."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 2**20
NO_DISK = "Only root can make a disk to be filled (mount -t tmpfs)"


def can_be_made(folder: Path) -> bool:
    """Say whether a small disk can be made here."""
    if os.geteuid() != 0 or not (mount := shutil.which("mount")):
        return False
    folder.mkdir()
    if subprocess.run(  # noqa: S603 - the program found above
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False
    ).returncode:
        return False
    _unmount(folder)
    return True


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Make a disk of a size in a folder."""
    mount = shutil.which("mount")
    assert mount
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    subprocess.run(  # noqa: S603 - the program found above
        [mount, "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True
    )
    try:
        yield folder
    finally:
        _unmount(folder)


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; return the file that does it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 1024, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue
    return ballast


def _unmount(folder: Path) -> None:
    unmount = shutil.which("umount")
    assert unmount
    # Lazily: somebody who ends may still hold a file.
    subprocess.run([unmount, "-l", str(folder)], check=True)  # noqa: S603 - found above
