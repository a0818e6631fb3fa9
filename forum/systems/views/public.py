"""Pages that everybody can read: public cards, and what all cards make together."""

from collections.abc import Collection

from flask import Response, jsonify, render_template, request

from forum.core.answers import NotFound
from forum.members.models import Member
from forum.members.viewers import current_viewer, member_required
from forum.solar.kinds import INVERTER_TYPES, SYSTEM_TYPES
from forum.solar.places import STATES
from forum.systems import charts, queries
from forum.systems.queries import Wanted
from forum.systems.views.blueprint import bp

PAGES_MAX = 10**6
KINDS = ("module", "inverter")


@bp.get("/systems")
def explore() -> str:
    """Show the cards that everybody may see, those of a kind if one is chosen."""
    wanted = Wanted(
        _known("state", STATES),
        _known("type", SYSTEM_TYPES),
        _known("inverter", INVERTER_TYPES),
    )
    cards, page = queries.public_cards(wanted, current_viewer(), _asked_page())
    return render_template(
        "systems/explore.html",
        cards=cards,
        page=page,
        wanted=wanted,
        states=STATES,
        types=SYSTEM_TYPES,
        inverters=INVERTER_TYPES,
    )


@bp.get("/systems/suggest")
@member_required
def suggest(viewer: Member) -> Response:  # noqa: ARG001 - members only
    """Suggest names of modules or inverters to a script that asks for them."""
    kind, typed = request.args.get("kind", ""), request.args.get("q", "")
    found = queries.suggestions(kind, typed) if kind in KINDS else ()
    return jsonify(
        [{"maker": one.maker, "model": one.model, "watts": one.watts} for one in found]
    )


@bp.get("/statistics")
def statistics() -> str:
    """Show what all cards make together, and all posts, from ten members on."""
    figures, activity = queries.figures(), queries.activity()
    return render_template(
        "systems/statistics.html",
        figures=figures,
        systems=charts.of_systems(figures),
        activity=activity,
        forum=charts.of_forum(activity),
    )


@bp.get("/statistics/<name>.csv")
def statistics_csv(name: str) -> Response:
    """Send one table with the very cells that the page shows."""
    chart = charts.named(name, queries.figures(), queries.activity())
    if chart is None:
        raise NotFound
    answer = Response(charts.as_csv(chart), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{chart.name}.csv"'
    return answer


def _known(name: str, known: Collection[str]) -> str:
    """Return a choice from the address; one that is not on the list is none."""
    asked = request.args.get(name, "")
    return asked if asked in known else ""


def _asked_page() -> int:
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit()) or not 0 < int(asked[:9]) <= PAGES_MAX:
        raise NotFound
    return int(asked[:9])
