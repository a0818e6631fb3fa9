"""Searching: one page whose address says all of it, and threads like a title."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards import queries as boards
from forum.boards.models import TITLE_MAX
from forum.boards.views.blueprint import asked_page, writer
from forum.core.clock import utcnow
from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.viewers import current_viewer, member_required
from forum.search import queries, rules
from forum.search.rules import QUERY_MAX, Asked, Filters
from forum.search.views.blueprint import bp

OFTEN = "120 per minute"
WHILE_WRITING = "60 per minute"
LATELY = {"year": ("Last 12 months", 365), "month": ("Last 30 days", 30)}
STATUS = {"open": "Open threads", "locked": "Locked threads"}
FIELDS = {"by": "By", "tag": "Tag", "after": "From", "before": "Before"}
"""What is typed and not chosen from a list, and how it is called where it holds."""
FIELD_MAX = 60
RARER = frozenset({*FIELDS, "status", "image"})
"""Filters that are folded away until one of them holds."""
CHOICES = ("board", "when", "in", "status", "image", "answer", "sort")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that holds, and the address of the search without it."""

    label: str
    url: str


@bp.get("/search")
@limiter.limit(OFTEN)
def search() -> str:
    """Show what a search finds; the address says all of it and can be passed on."""
    typed = " ".join(request.args.get("q", "").split())[:QUERY_MAX]
    places = boards.boards_read_by(current_viewer())
    chosen = _chosen(dict(places))
    tags = boards.tags_for("tag:" if "tag" in chosen else typed)
    fields = {name: chosen[name] for name in FIELDS if name in chosen}
    filters, hints = rules.filled_in(_filters(chosen), fields, tags)
    is_newest = chosen.get("sort") == "newest"
    asked = rules.understood(typed, filters, newest=is_newest, tags=tags, hints=hints)
    results = queries.found(asked, current_viewer(), asked_page())
    return render_template(
        "search/search.html",
        typed=typed,
        asked=asked,
        results=results,
        too_long=rules.TOO_LONG,
        chosen=chosen,
        chips=_chips(typed, asked, chosen, dict(places)),
        places=places,
        lately=LATELY,
        statuses=STATUS,
        has_more=not RARER.isdisjoint(chosen),
        page_url=lambda number: _url(typed, chosen, number),
    )


@bp.get("/search/similar")
@limiter.limit(WHILE_WRITING, key_func=writer)
@member_required
def similar(member: Member) -> Response:
    """Tell whoever writes a title which threads are about the same."""
    title = request.args.get("title", "")[:TITLE_MAX]
    board = request.args.get("board", "")
    found = queries.similar_threads(title, member, board=board)
    return jsonify(
        [
            {
                "url": url_for("boards.thread", thread_id=one.id, slug=one.slug),
                "title": one.title,
                "replies": one.replies,
                "is_answered": one.is_answered,
            }
            for one in found
        ]
    )


def _chosen(places: dict[str, str]) -> dict[str, str]:
    """Return what was chosen beside the words; what is no choice is passed over."""
    allowed = {
        "board": set(places),
        "when": set(LATELY),
        "in": {"title"},
        "status": set(STATUS),
        "image": {"1"},
        "answer": {"1"},
        "sort": {"newest"},
    }
    given = {name: request.args.get(name, "") for name in CHOICES}
    chosen = {name: value for name, value in given.items() if value in allowed[name]}
    filled = {name: request.args.get(name, "").strip()[:FIELD_MAX] for name in FIELDS}
    return chosen | {name: value for name, value in filled.items() if value}


def _filters(chosen: dict[str, str]) -> Filters:
    filters = Filters(
        board=chosen.get("board", ""),
        in_title="in" in chosen,
        has_image="image" in chosen,
        has_answer="answer" in chosen,
        status=chosen.get("status", ""),
    )
    if when := chosen.get("when"):
        since = utcnow() - timedelta(days=LATELY[when][1])
        filters = replace(filters, after=since.date())
    return filters


def _chips(
    typed: str, asked: Asked, chosen: dict[str, str], places: dict[str, str]
) -> list[Chip]:
    """Return each filter that holds, chosen or typed, with the way out of it."""
    labels = {
        "board": places.get(chosen.get("board", ""), ""),
        "when": LATELY.get(chosen.get("when", ""), ("", 0))[0],
        "in": "Titles only",
        "status": STATUS.get(chosen.get("status", ""), ""),
        "image": "With a photo",
        "answer": "Solved",
    }
    labels |= {name: f"{said} {chosen.get(name)}" for name, said in FIELDS.items()}
    chips = [
        Chip(label, _url(typed, {k: v for k, v in chosen.items() if k != name}))
        for name, label in labels.items()
        if name in chosen
    ]
    for operator in asked.operators:
        rest = " ".join(typed.replace(operator, " ", 1).split())
        chips.append(Chip(operator, _url(rest, chosen)))
    return chips


def _url(typed: str, chosen: dict[str, str], number: int = 1) -> str:
    page = number if number > 1 else None
    given: dict[str, Any] = {"q": typed or None, **chosen, "page": page}
    return url_for("search.search", **given)
