"""What everybody reads: figures, the public log, the rules as they stood."""

from flask import get_template_attribute, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.boards.views.blueprint import asked_page
from moderation.figures import pages, queries
from moderation.figures.rules import GROUPS
from moderation.figures.views.blueprint import bp


def published() -> Markup:
    """Return the part of /transparency about moderation. One query."""
    shown = queries.shown()
    macro = get_template_attribute("parts/figures.html", "published")
    return Markup(  # noqa: S704 - made by a template that escapes
        macro(
            shown,
            pages.parts_of(shown),
            pages.decisions_drawn(shown.months),
            pages.hours_drawn(shown.months),
            [(group, pages.TONES[group]) for group in GROUPS],
        )
    )


@bp.get("/transparency/figures.csv")
def file() -> Response:
    """Hand out everything that was published, as a file."""
    made = Response(pages.as_csv(queries.shown()), mimetype="text/csv")
    made.headers["Content-Disposition"] = "attachment; filename=figures.csv"
    return made


@bp.get("/transparency/log")
def log() -> str:
    """Show what decisions did, about nobody."""
    found = queries.public_log(asked_page())
    return render_template("figures/public_log.html", log=found)


@bp.get("/rules/history")
def history() -> str:
    """Show each rule with every wording it had."""
    return render_template("figures/history.html", rules=queries.rule_histories())
