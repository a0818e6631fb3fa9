"""The two walls behind the parser: one allow-list, kept by two sanitizers.

bleach is no longer maintained (its last word is of June 2026), so it is never
the only wall: nh3 keeps the same list behind it.
"""

import bleach
import nh3

SCHEMES = {"http", "https", "mailto"}
CLASSES = {
    "a": {"ext"},
    "span": {"host", "vh", "masked"},
    "div": {"scroll"},
    "table": {"tbl"},
    "th": {"n", "c"},
    "td": {"n", "c"},
}
ATTRIBUTES = {
    "a": {"class", "href", "rel", "title"},
    "span": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "pre": {"tabindex", "role", "aria-label"},
    "table": {"class"},
    "th": {"class", "scope"},
    "td": {"class"},
    "ol": {"start"},
}
TAGS = set(ATTRIBUTES) | {
    *("p", "br", "strong", "em", "s", "code", "blockquote", "ul", "li", "hr"),
    *("h2", "h3", "h4", "h5", "h6", "thead", "tbody", "tr", "details", "summary"),
}


def walled(html: str) -> str:
    """Return only what the allow-list lets through, checked twice."""
    # A Cleaner mixes up its texts when threads share it: a new one each time.
    first = bleach.Cleaner(TAGS, _may_stay, SCHEMES, strip=False).clean(html)
    return nh3.clean(
        first,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_filtered,
        link_rel=None,
    )


def _may_stay(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return value in CLASSES.get(tag, ())
    return name in ATTRIBUTES.get(tag, ())


def _filtered(tag: str, name: str, value: str) -> str | None:
    return value if _may_stay(tag, name, value) else None
