"""What a post of another forum says, as Markdown and as readers see it."""

from dataclasses import dataclass

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


class _Converter(MarkdownConverter):
    """Leaves out what browsers would not show as words either."""

    def convert_script(self, *_: object, **__: object) -> str:
        """Return nothing: the words of a script are no words of a post."""
        return ""

    convert_style = convert_title = convert_template = convert_script


_converter = _Converter(heading_style="ATX", bullets="-", escape_misc=False)


def body_of(body: str, title: str, *, is_html: bool) -> Body:
    """Make a text ready, and look for what it discloses; raises `Bad`."""
    markdown = _converted(body) if is_html else body
    if not markdown.strip():
        raise Bad("says nothing once its HTML is Markdown")
    if len(markdown) > BODY_MAX:
        raise Bad(f"has more than {BODY_MAX:,} characters as Markdown")
    texts = {"title": title, "body": markdown}
    return Body(markdown, str(rendered(markdown).html), tuple(_places(texts)))


def _converted(html: str) -> str:
    try:
        converted: str = _converter.convert(html)
    except RecursionError:
        raise Bad("has HTML that is nested too deeply") from None
    return converted.strip()


def _places(texts: dict[str, str]) -> list[Place]:
    """Return what may not go unseen; hints are not worth a moderator's time."""
    return [
        Place(part, str(found.kind), found.start, found.end)
        for part, text in texts.items()
        for found in scan(text, Registered())
        if found.level is not Level.HINT
    ]
