"""What schema.org and search engines ask of the data on a page.

JSON-LD is expanded by the algorithm of the W3C, so that each name becomes the address
of a term; then types, properties and their values are held to the tables below.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from pyld import jsonld

TERMS = "http://schema.org/"
CONTEXT = {
    "@vocab": TERMS,
    "url": {"@id": f"{TERMS}url", "@type": "@id"},
    "item": {"@id": f"{TERMS}item", "@type": "@id"},
}
"""The context of schema.org, as far as it changes what is said here."""
TEXT, WEB, MOMENT, NUMBER = "a text", "an address", "a moment", "a number"
THING = {"name": {TEXT}, "url": {WEB}, "description": {TEXT}}
WORK = THING | {
    "author": {"Person", "Organization"},
    "comment": {"Comment"},
    "commentCount": {NUMBER},
    "dateModified": {MOMENT},
    "datePublished": {MOMENT},
    "headline": {TEXT},
    "text": {TEXT},
}
ALLOWED: dict[str, dict[str, set[str]]] = {
    "DiscussionForumPosting": WORK,
    "Question": WORK | {"acceptedAnswer": {"Answer"}, "answerCount": {NUMBER}},
    "Comment": WORK,
    "Answer": WORK,
    "Person": THING,
    "BreadcrumbList": THING | {"itemListElement": {"ListItem"}},
    "ListItem": THING | {"item": {WEB}, "position": {NUMBER}},
}
"""Which properties schema.org gives each type, and what may stand in them."""
NEEDED = {
    "DiscussionForumPosting": {"author", "datePublished", "headline", "url"},
    "Question": {"acceptedAnswer", "answerCount", "name"},
    "Comment": {"author", "datePublished", "text", "url"},
    "Answer": {"author", "datePublished", "text", "url"},
    "Person": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"item", "name", "position"},
}
"""What search engines ask for, or advise, for each."""


def block_of(html: str) -> str:
    """Return the one block of data of a page."""
    page = BeautifulSoup(html, "html.parser")
    (block,) = page.select('script[type="application/ld+json"]')
    return block.string or ""


def faults(block: str) -> list[str]:
    """Return what is wrong with the data of a page."""
    said = json.loads(block)
    if said.get("@context") != "https://schema.org":
        return ["does not speak the words of schema.org"]
    nodes = jsonld.expand(said, {"documentLoader": _context})
    every = [one for node in nodes for one in _nodes(node)]
    names = Counter(one["@id"] for one in every if "@id" in one)
    twice = [f"names {one} twice" for one, times in names.items() if times > 1]
    return [*twice, *(fault for one in every for fault in _of_node(one))]


def _context(url: str, _: Any) -> dict[str, Any]:
    """Answer for schema.org, so that nothing is asked over the network."""
    document = {"@context": CONTEXT}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def _nodes(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        if "@type" in said and "@value" not in said:
            yield said
        for one in said.values():
            yield from _nodes(one)
    elif isinstance(said, list):
        for one in said:
            yield from _nodes(one)


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    kinds = [str(one).removeprefix(TERMS) for one in node["@type"]]
    unknown = [one for one in kinds if one not in ALLOWED]
    if unknown:
        yield f"is a {unknown[0]}, which nobody knows"
        return
    allowed = {name: may for kind in kinds for name, may in ALLOWED[kind].items()}
    given = {one.removeprefix(TERMS): said for one, said in node.items()}
    given = {name: said for name, said in given.items() if not name.startswith("@")}
    for name in set().union(*(NEEDED[kind] for kind in kinds)) - given.keys():
        yield f"is a {kinds[0]} without {name}"
    for name, values in given.items():
        if name not in allowed:
            yield f"is a {kinds[0]} with {name}"
            continue
        wrong = [one for one in values if not _is(one, allowed[name])]
        if wrong or (len(values) > 1 and name not in {"comment", "itemListElement"}):
            yield f"has {values} for {name}"


def _is(said: dict[str, Any], allowed: set[str]) -> bool:
    """Say whether a value is of a kind that may stand there."""
    kinds = {str(one).removeprefix(TERMS) for one in said.get("@type", ())}
    if kinds:
        return bool(kinds & allowed)
    value = said.get("@value")
    if set(said) == {"@id"}:
        return WEB in allowed and str(said["@id"]).startswith(("https://", "http://"))
    if isinstance(value, int) and not isinstance(value, bool):
        return NUMBER in allowed and value >= 0
    if not isinstance(value, str) or not value.strip():
        return False
    return TEXT in allowed or (MOMENT in allowed and _is_moment(value))


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
