"""Pages around the boards: learn, support, contact, who runs this, health."""

from datetime import timedelta

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from forum.api.rules import robots as told
from forum.core import db as database
from forum.core.access.totals import KINDS, totals_since
from forum.core.clock import utcnow
from forum.core.finished.showing import never_kept
from forum.core.jobs import last_round
from forum.core.retention import OUTSIDE, retention_table
from forum.disclosure import KINDS_EXPLAINED
from forum.disclosure.kinds import HINTING, NEVER_PUBLIC
from forum.mail import queries as mail
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.rights import queries as rights
from forum.settings import Settings
from forum.site.context import transparency_parts
from forum.site.trends import trends
from forum.solar.glossary import TERMS
from forum.solar.yields import yield_table
from forum.warnings import queries as warnings

bp = Blueprint("site", __name__)
TRAFFIC_SHOWN = timedelta(days=14)


@bp.get("/about")
def about() -> str:
    """Say what this is and who runs it."""
    return render_template("site/about.html")


@bp.get("/learn")
def learn() -> str:
    """Explain solar basics, words and what a post can give away, from their sources."""
    return render_template(
        "site/learn.html",
        yields=yield_table(),
        words=TERMS,
        kinds=KINDS_EXPLAINED,
        refused=NEVER_PUBLIC,
        hinting=HINTING,
    )


@bp.get("/support")
def support() -> str:
    """Say where help is to be had."""
    return render_template("site/support.html")


@bp.get("/privacy/retention")
@never_kept
def retention() -> str:
    """Show how long what is kept, from the code that deletes it."""
    return render_template(
        "site/retention.html",
        table=retention_table(),
        outside=OUTSIDE,
        last_run=last_round("sweep", utcnow()),
    )


@bp.get("/transparency")
def transparency() -> str:
    """Show how many warnings led to what, and how often a law had us disclose."""
    return render_template(
        "site/transparency.html",
        months=warnings.months(),
        few=warnings.FEW,
        half_years=rights.demands_by_half_year(),
        parts=[ask() for ask in transparency_parts],
    )


@bp.get("/robots.txt")
def robots() -> Response:
    """Say what crawlers should leave alone, and where the sitemap is."""
    settings: Settings = current_app.extensions["settings"]
    refused = settings.crawlers_refused.split()
    return Response(told(refused, settings.base_url), mimetype="text/plain")


@bp.get("/healthz")
@never_kept
def healthz() -> Response:
    """Say that the process lives."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@never_kept
def readyz() -> Response:
    """Say that the database answers."""
    if not database.answers():
        return Response("the database is away\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@bp.get("/admin/traffic")
@member_required
def traffic(member: Member) -> str:
    """Show the operator how many came, by day."""
    if not member.is_administrator:
        current_app.aborter(403, "This page is for administrators.")
    totals = totals_since((utcnow() - TRAFFIC_SHOWN).date())
    return render_template("site/traffic.html", charts=trends(totals, KINDS))


@bp.get("/admin/outbox")
@member_required
def outbox(member: Member) -> str:
    """Show the operator what was printed instead of sent."""
    if not member.is_administrator:
        current_app.aborter(403, "This page is for administrators.")
    return render_template("site/outbox.html", mails=mail.printed())
