"""Whatever is written, nothing but the allow-list comes out."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.markup import render
from forum.core.markup.walls import ATTRIBUTES, CLASSES, TAGS, walled

SCHEMES = {"http", "https", "mailto"}
NEVER = {
    *("script", "style", "iframe", "object", "embed", "svg", "math", "img", "video"),
    *("audio", "form", "input", "button", "textarea", "base", "link", "meta"),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//example.com></iframe>",
    "<style>*{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x](vbscript:x)",
    "[x](//example.com/x)",
    "[x](/\\example.com/x)",
    "[x](\x01javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '[x](https://example.com "\\" onmouseover=alert(1) x=")',
    '[x](https://example.com/"onmouseover="alert(1))',
    "https://example.com/\"onmouseover='alert(1)'",
    '```"><script>alert(1)</script>\nx\n```',
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a class=ext id=main name=csrf_token href=/x>x</a>",
    "<form action=/sign-out><button>x",
    "<p style=position:fixed>x",
    "\x00<script>alert(1)</script>",
]
WORDS = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [*HOSTILE, "[", "](", ")", "<", ">", "*", "`", "|", "\n", "> ", "- ", "http://"]
    ),
    max_size=12,
).map("".join)
TAGGED = st.lists(
    st.sampled_from(
        [*HOSTILE, *(f"<{tag}>" for tag in sorted(TAGS)), "</p>", "</a>", "&", "x", '"']
    ),
    max_size=12,
).map("".join)


def _offences(html: str) -> list[str]:
    """Return what a page must never carry, found as a browser would read it."""
    found = []
    for tag in BeautifulSoup(f"<div>{html}</div>", "html.parser").find_all(True):
        if tag.name not in TAGS:
            found.append(f"<{tag.name}>")
        found += [
            f"<{tag.name} {name}>"
            for name in tag.attrs
            if name not in ATTRIBUTES.get(tag.name, ())
        ]
        found += [
            f"class {name}"
            for name in tag.get_attribute_list("class")
            if name and name not in CLASSES.get(tag.name, ())
        ]
        target = str(tag.get("href", "/")).strip().lower()
        inside = target.startswith("/") and not target.startswith(("//", "/\\"))
        if not inside and target.partition(":")[0] not in SCHEMES:
            found.append(target)
    return found


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_text_becomes_harmless_words(source: str) -> None:
    assert not _offences(render(source).html)


@pytest.mark.parametrize("html", HOSTILE)
def test_the_walls_hold_without_the_parser(html: str) -> None:
    assert not _offences(walled(html))


def test_the_allow_list_itself_allows_no_harm() -> None:
    attributes = {name for names in ATTRIBUTES.values() for name in names}

    assert not TAGS & NEVER
    assert not attributes & {"style", "id", "name", "src", "target", "formaction"}
    assert not [name for name in attributes if name.startswith("on")]


def test_what_would_do_harm_is_recognized() -> None:
    assert _offences("<script>") == ["<script>"]
    assert _offences("<p onclick=x>") == ["<p onclick>"]
    assert _offences('<a href="javascript:x">') == ["javascript:x"]
    assert _offences('<span class="note">') == ["class note"]


def test_html_is_shown_as_it_was_typed() -> None:
    html = render("Type <b>bold</b> & <script>x</script>").html

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;" in html


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_no_text_at_all_gets_anything_through(source: str) -> None:
    assert not _offences(render(source).html)


@settings(max_examples=50, deadline=None)
@given(TAGGED)
def test_what_passed_the_walls_passes_them_unchanged(html: str) -> None:
    once = walled(html)

    assert walled(once) == once


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_what_is_rendered_passes_the_walls_unchanged(source: str) -> None:
    html = render(source).html

    assert walled(html) == html


PLAIN = st.text(alphabet="ab <&\"'=();,%$/{}\u20ac\u00df\u00bd\u4e2d", max_size=80)


@settings(max_examples=100, deadline=None)
@given(PLAIN)
def test_plain_words_read_as_they_were_typed(typed: str) -> None:
    said = f"So {typed} is it"

    read = BeautifulSoup(render(said).html, "html.parser").get_text()

    assert read.split() == said.split()
