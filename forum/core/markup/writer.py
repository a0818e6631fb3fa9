"""HTML from the events of the parser; what a member typed as a tag stays text."""

from collections.abc import Iterable
from re import Pattern
from typing import Any

from markupsafe import escape

from forum.core.markup import links
from forum.core.markup.quoting import LINES_MAX

REL = "ugc nofollow noopener noreferrer"
LEVEL_MAX = 6
DEPTH_MAX = 24
BLOCKS_MAX = 2_000
PIECES_MAX = 4_000
"""Tags and line breaks of all kinds: a book has not as many on as little room."""
ALIGNED = {"Right": "n", "Center": "c"}
PLAIN_TAGS = {
    "Paragraph": "p",
    "Item": "li",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "s",
    "TableRow": "tr",
}
ENDS_LINE = frozenset({"Paragraph", "Item", "Heading", "TableRow", "TableHead"})
WITHIN = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Link", "Image", "TableCell"}
)
FOLDED = "Show the whole quotation"
SCROLL = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
PRE = '<pre tabindex="0" role="group" aria-label="Code"><code>'


class Writer:
    """Writes one text; afterwards knows what it quotes and whether that is too much."""

    def __init__(
        self, masks: Pattern[str] | None, own_hosts: frozenset[str], top: int
    ) -> None:
        self.quoted: set[int] = set()
        self.has_too_much = False
        self._blocks = 0
        self._pieces = 0
        self._masks = masks
        self._own_hosts = own_hosts
        self._top = top
        self._levels: list[tuple[int, int]] = []
        self._out: list[str] = []
        self._closing: list[str] = []
        self._kinds: list[str] = []
        self._columns: list[tuple[str, ...]] = []
        self._column = 0
        self._lines = 0
        self._quote = (0, 0)
        """Where the words of the outer quotation begin, and how many lines before."""
        self._is_new = False

    def write(self, events: Iterable[Any]) -> str:
        """Return the HTML of all events, or what was written when it was too much."""
        for event in events:
            if self.has_too_much:
                break
            if isinstance(event, str):
                self._count()
                self._lines += 1
                self._out.append("<hr>\n" if event == "Rule" else "<br>\n")
                continue
            ((what, value),) = event.items()
            if what == "Start":
                self._start(value)
            elif what == "End":
                self._end()
            elif what == "Code":
                self._count()
                self._out.append(f"<code>{escape(value)}</code>")
            else:  # Text, and what looks like HTML
                self._words(value)
        return "".join(self._out)

    def _start(self, tag: Any) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in PLAIN_TAGS:
            before, after = f"<{PLAIN_TAGS[name]}>", f"</{PLAIN_TAGS[name]}>"
            after += "\n" if name in {"Paragraph", "Item", "TableRow"} else ""
        else:
            before, after = getattr(self, f"_{name.lower()}", self._unknown)(value)
        self._out.append(before)
        self._closing.append(after)
        self._kinds.append(name)
        self._count(is_block=name not in WITHIN)

    def _count(self, *, is_block: bool = False) -> None:
        self._pieces += 1
        self._blocks += is_block
        self.has_too_much = (
            self._pieces > PIECES_MAX
            or self._blocks > BLOCKS_MAX
            or len(self._kinds) > DEPTH_MAX
        )

    def _end(self) -> None:
        kind, closing = self._kinds.pop(), self._closing.pop()
        self._lines += kind in ENDS_LINE
        if kind == "BlockQuote" and "BlockQuote" not in self._kinds:
            self._fold()
        self._out.append(closing)
        if self._kinds == ["BlockQuote"] and kind == "Paragraph" and self._is_new:
            # A first paragraph of one line says who wrote it: that stays in sight.
            if self._lines == self._quote[1] + 1:
                self._quote = (len(self._out), self._lines)
            self._is_new = False

    def _fold(self) -> None:
        """Fold the outer quotation that ends here if it is a long one."""
        begin, before = self._quote
        if self._lines - before > LINES_MAX:
            self._out.insert(begin, f"<details><summary>{FOLDED}</summary>\n")
            self._out.append("</details>\n")

    def _heading(self, value: Any) -> tuple[str, str]:
        level = self._level_on_page(int(value["level"].removeprefix("H")))
        return f"<h{level}>", f"</h{level}>\n"

    def _level_on_page(self, level: int) -> int:
        """Fit a heading below those around the text, without a step left out."""
        while self._levels and self._levels[-1][0] >= level:
            self._levels.pop()
        above = self._levels[-1][1] if self._levels else self._top - 1
        shown = min(above + 1, LEVEL_MAX)
        self._levels.append((level, shown))
        return shown

    def _blockquote(self, _: Any) -> tuple[str, str]:
        if "BlockQuote" not in self._kinds:
            self._quote, self._is_new = (len(self._out) + 1, self._lines), True
        return "<blockquote>", "</blockquote>\n"

    def _list(self, first: int | None) -> tuple[str, str]:
        if first is None:
            return "<ul>\n", "</ul>\n"
        start = f' start="{first}"' if first != 1 else ""
        return f"<ol{start}>\n", "</ol>\n"

    def _codeblock(self, _: Any) -> tuple[str, str]:
        return PRE, "</code></pre>\n"

    def _table(self, alignments: tuple[str, ...]) -> tuple[str, str]:
        self._columns.append(alignments)
        return f'{SCROLL}<table class="tbl">', "</tbody></table></div>\n"

    def _tablehead(self, _: Any) -> tuple[str, str]:
        self._column = 0
        return "<thead><tr>", "</tr></thead>\n<tbody>"

    def _tablecell(self, _: Any) -> tuple[str, str]:
        tag = "th" if self._kinds[-1] == "TableHead" else "td"
        if self._kinds[-1] == "TableRow" and self._out[-1] == "<tr>":
            self._column = 0
        columns = self._columns[-1]
        aligned = columns[self._column] if self._column < len(columns) else "None"
        self._column += 1
        scope = ' scope="col"' if tag == "th" else ""
        style = f' class="{ALIGNED[aligned]}"' if aligned in ALIGNED else ""
        return f"<{tag}{scope}{style}>", f"</{tag}>"

    def _link(self, value: Any) -> tuple[str, str]:
        if value["link_type"] == "Email":
            return "", ""  # an address is shown, never made into a link
        return self._anchor(value["dest_url"], value["title"])

    def _image(self, value: Any) -> tuple[str, str]:
        """A picture from elsewhere would tell its host who reads: link to it."""
        return self._link(value)

    def _anchor(
        self, address: str, title: str = "", shown: bool = False
    ) -> tuple[str, str]:
        target = links.safe_target(address)
        if target is None or "Link" in self._kinds:
            return "", ""
        post = links.quoted_post(target, self._own_hosts)
        if post and "BlockQuote" in self._kinds:
            self.quoted.add(post)
        titled = f' title="{escape(title)}"' if title else ""
        host = links.host_outside(target, self._own_hosts)
        if not host:
            return f'<a href="{escape(target)}"{titled}>', "</a>"
        named = "" if shown else f' <span class="host">({escape(host)})</span>'
        return (
            f'<a class="ext" href="{escape(target)}"{titled} rel="{REL}">',
            f'{named}<span class="vh"> (leaves SolTrex)</span></a>',
        )

    def _htmlblock(self, _: Any) -> tuple[str, str]:
        return "<p>", "</p>\n"

    def _unknown(self, _: Any) -> tuple[str, str]:
        return "", ""

    def _words(self, text: str) -> None:
        """Write words; bare addresses become links, masks show as masks."""
        if self._kinds and self._kinds[-1] == "CodeBlock":
            self._out.append(str(escape(text)))
            return
        if "Link" in self._kinds or "Image" in self._kinds:
            self._masked(text)
            return
        for words, address in links.split_bare(text):
            self._masked(words)
            if address:
                full = address if "://" in address else f"https://{address}"
                before, after = self._anchor(full, shown=True)
                self._out += [before, str(escape(address)), after]

    def _masked(self, text: str) -> None:
        done = 0
        for match in self._masks.finditer(text) if self._masks else ():
            label = escape(match.group().strip("[]"))
            self._out.append(str(escape(text[done : match.start()])))
            self._out.append(f'<span class="masked">{label}</span>')
            done = match.end()
        self._out.append(str(escape(text[done:])))
