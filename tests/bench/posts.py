"""Posts with marked details, from files of JSON lines or of marked text.

A line of JSON is {"text": ..., "spans": [{"start", "end", "kind"}], "ignore": [...],
"registered": {...}}. In marked text a post begins with `=== name | group |
registered`, and each detail stands in white brackets after its kind.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "disclosure" / "corpus"
_HEAD = re.compile(r"^=== (?P<head>[^\n]*)\n", re.MULTILINE)
_MARK = re.compile("\u27e6(?P<kind>[a-z_]+|\\?)\\*?:(?P<words>[^\u27e6\u27e7]+)\u27e7")
NEUTRAL = "?"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a text, in code points, and of which kind it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post, what it discloses, and who wrote it."""

    text: str
    spans: tuple[Span, ...]
    ignored: tuple[Span, ...]
    registered: dict[str, Any]


def posts_in(paths: Iterable[Path]) -> list[Post]:
    """Read every post in some files, or in the files of some folders, if there."""
    return [post for path in _files(paths) for post in _posts(path)]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix in _READERS)
        elif path.exists():
            yield path


def _posts(path: Path) -> Iterator[Post]:
    yield from _READERS.get(path.suffix, _marked)(path.read_text("utf-8"))


def _lines(text: str) -> Iterator[Post]:
    for line in filter(str.strip, text.split("\n")):
        said = json.loads(line)
        yield Post(
            said["text"],
            tuple(Span(s["start"], s["end"], s["kind"]) for s in said["spans"]),
            tuple(Span(s["start"], s["end"], NEUTRAL) for s in said["ignore"] or ()),
            said.get("registered") or {},
        )


def _marked(text: str) -> Iterator[Post]:
    _, *parts = _HEAD.split(text)
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        registered = head.split("|", 2)[2].strip()
        known = {} if registered == "-" else json.loads(registered)
        yield _unmarked(body.strip("\n"), known)


def _unmarked(marked: str, registered: dict[str, Any]) -> Post:
    text, done = "", 0
    spans: list[Span] = []
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        done = match.end()
        spans.append(Span(len(text), len(text) + len(match["words"]), match["kind"]))
        text += match["words"]
    return Post(
        text + marked[done:],
        tuple(one for one in spans if one.kind != NEUTRAL),
        tuple(one for one in spans if one.kind == NEUTRAL),
        registered,
    )


_READERS = {".jsonl": _lines, ".txt": _marked}
