"""Markdown as members write it: CommonMark with tables, links that say where."""

import pytest

from forum.core.markup import plain, render
from forum.core.markup.quoting import LINES_MAX
from forum.core.markup.writer import DEPTH_MAX, PIECES_MAX

TABLE = "| month | kWh |\n|:--|--:|\n| Jan | 310 |\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Some *snow*, **no** shade.", "<p>Some <em>snow</em>, <strong>no</strong>"),
        ("~~1,154~~ 1,145", "<s>1,154</s>"),
        ("# Yield", "<h3>Yield</h3>"),
        ("# Yield\n\n## Of March", "<h4>Of March</h4>"),
        ("- tilt\n- azimuth", "<ul>\n<li>tilt</li>\n<li>azimuth</li>\n</ul>"),
        ("3. c\n4. d", '<ol start="3">'),
        ("> Some snow", "<blockquote><p>Some snow</p>\n</blockquote>"),
        ("one\\\ntwo", "one<br>\ntwo"),
        ("---", "<hr>"),
        ("`a < b`", "<code>a &lt; b</code>"),
    ],
)
def test_commonmark_is_understood(source: str, html: str) -> None:
    assert html in render(source).html


def test_a_code_block_is_kept_as_typed_and_can_be_reached_by_keyboard() -> None:
    html = render("```\n<b>*x*</b> https://example.com\n```").html

    assert 'tabindex="0"' in html
    assert "&lt;b&gt;*x*&lt;/b&gt; https://example.com" in html
    assert "<a" not in html


def test_a_table_keeps_its_columns_and_their_sides() -> None:
    html = render(TABLE).html

    assert 'tabindex="0" role="group" aria-label="Table"' in html
    assert '<th scope="col">month</th>' in html
    assert '<th scope="col" class="n">kWh</th>' in html
    assert '<td class="n">310</td>' in html


@pytest.mark.parametrize(
    "source",
    [
        "[data sheet](https://panels.example.com/x.pdf)",
        "https://panels.example.com/x.pdf",
        "<https://panels.example.com/x.pdf>",
        "![data sheet](https://panels.example.com/x.pdf)",
    ],
)
def test_a_link_says_where_it_leads_and_that_it_leaves(source: str) -> None:
    html = render(source, own_hosts={"forum.example"}).html

    assert 'class="ext"' in html
    assert 'rel="ugc nofollow noopener noreferrer"' in html
    assert "panels.example.com" in html.partition('href="')[2].partition(">")[2]
    assert "(leaves SolTrex)" in html
    assert "<img" not in html


@pytest.mark.parametrize("target", ["/t/7/snow", "https://forum.example/t/7"])
def test_a_link_that_stays_is_not_marked(target: str) -> None:
    html = render(f"[here]({target})", own_hosts={"forum.example"}).html

    assert f'<a href="{target}">here</a>' in html
    assert "leaves" not in html


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("see https://example.com/a.", "https://example.com/a"),
        ("(see https://example.com/a)", "https://example.com/a"),
        ("https://example.com/a_(b)", "https://example.com/a_(b)"),
        ("www.example.com/a, and", "https://www.example.com/a"),
    ],
)
def test_a_bare_address_ends_before_the_sentence_does(
    source: str, address: str
) -> None:
    assert f'href="{address}"' in render(source).html


def test_a_mail_address_is_shown_but_is_no_link() -> None:
    html = render("<rosa@example.com> or rosa@example.com").html

    assert html.count("rosa@example.com") == 2
    assert "<a" not in html


def test_letters_that_look_alike_are_shown_as_what_they_are() -> None:
    html = render("[SolTrex](https://s\u043eltrex.example)").html

    assert "xn--" in html


def test_a_quotation_names_the_post_it_quotes() -> None:
    quoting = "> [ken wrote in #1](/p/41)\n>\n> Some snow\n\nSee [this](/p/42)."

    assert render(quoting).quoted == {41}


@pytest.mark.parametrize("piece", ["*a* ", "`a` ", "a\n"])
def test_a_text_in_more_pieces_than_a_book_is_shown_as_typed(piece: str) -> None:
    most, more = (render(piece * many).html for many in (1_900, PIECES_MAX + 1))

    assert most != plain(piece * 1_900)
    assert more == plain(piece * (PIECES_MAX + 1))


@pytest.mark.parametrize("sign", ["\x01", "\x1c", "\x7f", "\x85"])
def test_a_sign_that_no_page_may_carry_shows_as_unknown(sign: str) -> None:
    assert render(f"a{sign}b").html == "<p>a\ufffdb</p>\n"


def test_a_text_that_nests_too_deep_is_shown_as_typed() -> None:
    source = "> " * (DEPTH_MAX + 1) + "deep"

    html = render(source).html

    assert "<blockquote>" not in html
    assert html == plain(source)


def test_a_text_of_too_many_pieces_is_shown_as_typed() -> None:
    source = "|a|\n|-|\n" + "|a|\n" * 2_000

    html = render(source).html

    assert "<table" not in html
    assert html == plain(source)


def test_a_table_of_a_whole_year_is_shown_as_one() -> None:
    row = "|" + "31.0|" * 8
    source = "\n".join(["|a" * 8 + "|", "|-" * 8 + "|", *[row] * 365])

    html = render(source).html

    assert html.count("<tr>") == 366


def test_a_long_quotation_is_folded_below_who_wrote_it() -> None:
    lines = "\n".join(f"> Line {number}" for number in range(LINES_MAX + 1))

    html = render(f"> [ken wrote in #1](/p/41)\n>\n{lines}\n\nSo it is.").html

    head, folded = html.split("<details>")
    assert "ken wrote in #1" in head
    assert folded.startswith("<summary>Show the whole quotation</summary>")
    assert folded.index("Line 12") < folded.index("</details>")
    assert folded.index("</details>") < folded.index("</blockquote>")
    assert "So it is." in folded.partition("</blockquote>")[2]


def test_a_quotation_of_twelve_lines_is_shown_whole() -> None:
    lines = "\n".join(f"> Line {number}" for number in range(LINES_MAX))

    assert "<details>" not in render(f"> [ken](/p/41)\n>\n{lines}").html


def test_only_the_outer_quotation_is_folded() -> None:
    lines = "\n".join(f"> > Line {number}\n> >" for number in range(LINES_MAX + 5))

    assert render(f"> Said\n>\n{lines}").html.count("<details>") == 1
