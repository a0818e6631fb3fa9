"""Markdown to safe HTML: parsed once, when written, behind three walls.

The parser never lets HTML through (what looks like a tag is shown as typed),
bleach keeps an allow-list, nh3 keeps the same list again, and the content
policy of the page stands behind them all. Every step is linear, but for bleach,
which slows down with the number of siblings: hence the bounds of the writer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from re import Pattern

import pyromark
from markupsafe import Markup, escape

from forum.core.markup.walls import walled
from forum.core.markup.writer import Writer

SOURCE_MAX = 20_000
HTML_MAX = 200_000
TOP = 3

_INVISIBLE = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {9, 10, 13}, "\ufffd")
"""What no page may carry; bleach takes its time over each."""

_markdown = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What readers get to see, and what was noticed while writing it."""

    html: Markup
    quoted: frozenset[int]
    """Keys of the posts that the text quotes."""


def render(
    source: str,
    masks: Pattern[str] | None = None,
    own_hosts: Collection[str] = (),
    top: int = TOP,
) -> Rendered:
    """Return the HTML of a text.

    `masks` finds what was masked before publication, so that it shows as such;
    links to `own_hosts` are not marked as leaving the site; the highest heading
    of the text becomes one of level `top`. A text that would grow too large or
    too deep is shown plainly, as it was typed.
    """
    source = source.translate(_INVISIBLE)
    writer = Writer(masks, frozenset(own_hosts), top)
    html = writer.write(_markdown.events(source))
    if writer.has_too_much or len(html) > HTML_MAX:
        return Rendered(plain(source), frozenset())
    return Rendered(Markup(walled(html)), frozenset(writer.quoted))  # noqa: S704


def unwrapped(source: str) -> str:
    """Join the lines of paragraphs that a file wraps for its own sake."""
    paragraphs = source.strip().split("\n\n")
    return "\n\n".join(
        paragraph
        if paragraph.startswith(("|", "- ", "1. ", "    "))
        else paragraph.replace("\n", " ")
        for paragraph in paragraphs
    )


def plain(source: str) -> Markup:
    """Return a text as it was typed, in paragraphs."""
    parts = (part.strip("\n") for part in source.split("\n\n"))
    lines = (Markup("<br>\n").join(escape(part).split("\n")) for part in parts if part)
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines)
