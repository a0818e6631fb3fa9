"""Texts made to take a parser long: runs and nests of what some parser looks for."""

from collections.abc import Iterator
from itertools import permutations, product
from typing import NamedTuple

ZERO_WIDTH, COMBINING, LEFTWARD = "\u200b", "\u0301", "\u202e"
SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ODD = "\t\n \u00a0\u00bd\u00df\u0130\ufb01\uff11\u06f3\u05d0\u4e2d\U0001f31e"
MARKS = ("*", "_", "`", "~~", "[", "](", "<", ">", "|", "\n")
"""What Markdown is made of: every pair of them stands beside words, too."""
PIECES = (
    *("[a](", "![a](", "[a][", "[a]: /b\n", "[[a](b)", "![[a]()", "](<", "<!--", "<?"),
    *("<![CDATA[", "<!A ", "<a ", "<a b='", "</a", "<b>", "<a@b.c", "<http://a"),
    *("&#", "&#x", "&amp", "&#64;", "&lt;b&gt;", "\\*", "\\\\[", "**a*", "*a _b "),
    *("`a``", "``a` ", "~~a", "~~~\na\n", "```\na\n", "    a\n", "\ta\n", "- a\n  "),
    *("1. a\n", "9) a\n", "- - ", "> - ", "> a\n\n", ">> a\n", "# a\n", "a\n=\n"),
    *("a\n-\n", "---\n", "|a|\n|-|\n", "a|", "|:-:", "|-|\n", "- [ ] a\n", "  \n"),
    *("www.a", "http://a.b/(", "http://[", "https://a@", "http://a.b?c=d&", "//a/"),
    *("https://a.b/)))", "HTTP://A.", "user:pass@", "mailto:a@b.c", "mailto:a&amp;"),
    *("@a", "@a.", "@a-b_", "`@a", "@@a ", "> @a\n", "a@", "a@b.", "a@b.c ", "a at b "),
    *("a at b dot ", "a[at]b", "a (at) b (dot) ", "at]", "dot ", "a+b@", "x.y."),
    *("42.30215 -72.58744 ", "42.30215,", "42\u00b018'", "N42 ", "-72.", "lat 4 "),
    *("802 555 ", "(802) 555-", "+1 ", "+44 20 ", "1-800-", "ext. 4 ", "five ", "1 2 "),
    *(
        "12",
        "1,234",
        "1.2.",
        "4539 3898 ",
        "219-09-",
        "DE89 ",
        "3/7/",
        "::1 ",
        "b8:27:",
    ),
    *("14 Larch Lane, ", "12 calle ", "corner of ", "MA 01040 ", "Mr. A ", "-- \n"),
    *(
        "serial number ",
        "SN: A1B2, ",
        "password: ",
        "gate code ",
        "account # ",
        "[masked ",
    ),
    *('"a ', '-"', "board:", 'by:"', "-a ", "tag:a,", "a-b.", "a+", "5.2kW ", "IQ8+"),
    *("{{system:1}}", "{{system:", "{% a %}", "${a}", "<svg>", "</form>", "<form"),
    *(
        f"a{ZERO_WIDTH}",
        f"a{COMBINING}",
        COMBINING,
        LEFTWARD,
        f"{LEFTWARD}\u202c",
        "\u0300a",
    ),
    *("e\u0301\u200d", "\u05d0\u05d1 ", "\u0e01\u0e33", "\r", "\x0b", "\x1c", "\ufffd"),
    *(
        "a-",
        "1.",
        "aa:",
        "://",
        "([{<",
        "'\"",
        "[a]: b\n",
        "call 1-",
        "John Smith ",
        "Mr. ",
    ),
    *("Lucille Thorsen ", "12 Main Street ", "No. 14, ", "n 12 e 12 ", "Holyoke, MA "),
    *(
        "lat ",
        "what3words ",
        "maps.google.com/",
        "x at y dot ",
        "barb9@quarrymail.com ",
    ),
    *("serial: A1B2C3D4, ", "meter ", "born on 3/7/", "license ", "2001:db8:"),
    *("away until ", "[phone ", "[serial number 1219", "[masked by ", "413 555 "),
    *("a ", "a\n", "a\n\n", "Ab9", "0123456789abcdef", "the ", "x" * 63 + "."),
)
NESTS = (
    *(
        ("[", "](b)"),
        ("![", "](b)"),
        ("(", ")"),
        ("*a ", "*"),
        ("**", "**"),
        ("_", "_"),
    ),
    *(("~~a ", "~~"), ("> ", ""), ("- ", ""), ("1. ", ""), ("<b>", "</b>"), ('"', '"')),
    *(
        ("`", "a"),
        ("``", "a"),
        ("~", "a"),
        ("[", "a"),
        ("<", "a"),
        ("(", "a"),
        ("#", "a"),
    ),
    *(
        ("&", "a"),
        ("\\", "a"),
        ("@", "a"),
        ("-", "a"),
        (".", "a"),
        ("7", "a"),
        ("a", "@"),
    ),
    *(
        ("a", "@b.c"),
        ("a", " at "),
        ("1 ", "@"),
        ("a.", "("),
        ("http://a/", ")"),
        (" ", "a"),
    ),
    *(("\n", "a"), ("\t", "a"), ("> ", "a"), ("|", "a"), ("|-", "\n"), ("{{", "}}")),
)
"""A half of the one, then of the other: what was opened is looked for far off."""


class Shape(NamedTuple):
    """A text: how it begins, what is repeated, and what in its second half."""

    before: str
    first: str
    second: str = ""

    def of_size(self, size: int) -> str:
        """Return such a text of this length."""
        half = size // 2 if self.second else size
        text = self.before + _repeated(self.first, half - len(self.before))
        return text + _repeated(self.second, size - half) if self.second else text

    @property
    def name(self) -> str:
        """Return how a test is called that looks at it."""
        return ascii(f"{self.before}{self.first[:24]} {self.second}".strip())


def shapes() -> Iterator[Shape]:
    """Yield each kind of text once."""
    alone = (*SIGNS, *ODD, *PIECES, *_pairs(), *_growing())
    yield from (Shape("", one) for one in dict.fromkeys(alone))
    for first, second in NESTS:
        yield Shape("", first, second)
        yield Shape("So ", first, second)


def _repeated(part: str, size: int) -> str:
    return (part * (size // len(part) + 1))[:size] if part else ""


def _pairs() -> Iterator[str]:
    """Two marks beside each other, with a letter behind them."""
    for one, other in permutations(MARKS, 2):
        yield f"{one}{other}a"


def _growing() -> Iterator[str]:
    """Runs that are never as long as one another, so that none closes another."""
    for sign, between in product("`*~[<", ("a", "\n")):
        yield "".join(sign * many + between for many in range(1, 200))
