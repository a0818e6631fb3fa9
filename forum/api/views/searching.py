"""Searching, as a guest finds it."""

from flask import abort, request
from werkzeug.wrappers import Response

from forum.api import cursors, shapes, shaping
from forum.api.operations import CURSOR, Asked, operation
from forum.api.views.blueprint import bp, once, sent
from forum.boards import queries as boards
from forum.members.viewers import GUEST
from forum.search import queries
from forum.search.rules import QUERY_MAX, TOO_LONG, understood

WORDS = Asked(
    "q",
    "What is looked for, with the operators of the search page.",
    {"type": "string", "maxLength": QUERY_MAX},
)
SORT = Asked(
    "sort",
    "The newest first, and not the best.",
    {"type": "string", "enum": ["newest"]},
)


@bp.get("/search")
@once
@operation("/search", shapes.Hits, WORDS, SORT, CURSOR)
def search() -> Response:
    """Search posts by words, phrases and filters; without any nothing is found."""
    typed = " ".join(request.args.get("q", "").split())
    if len(typed) > QUERY_MAX:
        abort(400, f"What is looked for has {QUERY_MAX} characters at most.")
    number = cursors.number(request.args.get("after", ""))
    asked = understood(
        typed,
        newest=request.args.get("sort") == "newest",
        tags=boards.tags_for(typed),
    )
    results = queries.found(asked, GUEST, number)
    if results.took_too_long:
        abort(400, TOO_LONG)
    return sent(shaping.hits(results))
