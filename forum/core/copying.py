"""Everything from one store of files into another, as often as it takes."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from forum.core.files import UNFINISHED, Files


@dataclass(frozen=True, slots=True)
class Copied:
    """How many files were copied, and how many stood there already."""

    new: int
    there: int


def copy_all(source: Files, target: Files, tell: Callable[[int], None]) -> Copied:
    """Copy what the target lacks, or has as it was before; remove nothing.

    A file is there whole or not at all, so this may be stopped and begun again.
    """
    known = dict(target.names())
    new = there = 0
    for name, written in source.names():
        if name.endswith(f".{UNFINISHED}"):
            continue
        if name in known and known[name] >= written:
            there += 1
        elif _copied(name, source, target):
            new += 1
            tell(new)
    return Copied(new, there)


def _copied(name: str, source: Files, target: Files) -> bool:
    file = source.opened(name)
    if file is None:  # removed since it was listed
        return False
    with file, target.writing(name) as copy:
        shutil.copyfileobj(file, copy)
    return True
