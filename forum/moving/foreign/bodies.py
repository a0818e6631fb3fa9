"""What a post of another forum says, as Markdown and as readers see it."""

import re
from dataclasses import dataclass

import nh3
from markdownify import MarkdownConverter

from forum.boards.rendering import rendered
from forum.disclosure import Level, Registered, scan
from forum.moving.foreign.reading import BODY_MAX, Bad


@dataclass(frozen=True, slots=True)
class Place:
    """That a text discloses something: which kind and where, never the words."""

    part: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """A text that can be stored."""

    markdown: str
    html: str
    places: tuple[Place, ...]


NO_WORDS = {"script", "style", "title", "template"}
"""What browsers would not show as words either."""
BLANKS = re.compile(r"([ \t\n\xa0]{100})[ \t\n\xa0]+")

_converter = MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False)


def body_of(body: str, title: str, *, is_html: bool) -> Body:
    """Make a text ready, and look for what it discloses; raises `Bad`."""
    markdown = converted(body) if is_html else body
    if not markdown.strip():
        raise Bad("says nothing once its HTML is Markdown")
    if len(markdown) > BODY_MAX:
        raise Bad(f"has more than {BODY_MAX:,} characters as Markdown")
    texts = {"title": title, "body": markdown}
    return Body(markdown, str(rendered(markdown).html), tuple(_places(texts)))


def converted(html: str) -> str:
    """Return HTML of another forum as Markdown; raises `Bad`."""
    # The converter takes the square of the time over tags that never end, and blanks.
    html = BLANKS.sub(r"\1", nh3.clean(html, clean_content_tags=NO_WORDS))
    try:
        markdown: str = _converter.convert(html)
    except RecursionError:
        raise Bad("has HTML that is nested too deeply") from None
    return markdown.strip()


def _places(texts: dict[str, str]) -> list[Place]:
    """Return what may not go unseen; hints are not worth a moderator's time."""
    return [
        Place(part, str(found.kind), found.start, found.end)
        for part, text in texts.items()
        for found in scan(text, Registered())
        if found.level is not Level.HINT
    ]
