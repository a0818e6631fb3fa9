"""My privacy: every choice about it on one page, and the way to all the rest."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members import actions as members
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.rights.forms import PrivacyForm
from forum.rights.views.blueprint import Page, bp
from forum.systems import actions as systems
from forum.systems.queries import statistics_choice


@bp.get("/my/privacy")
@member_required
def privacy(viewer: Member) -> str:
    """Show a member what they chose, and where the rest is said and done."""
    chosen = statistics_choice(viewer.id)
    form = PrivacyForm(
        takes_part=chosen.takes_part,
        counts_yields=chosen.counts_yields,
        wants_hints=viewer.wants_hints,
        skips_search=viewer.skips_search,
    )
    return render_template("rights/privacy.html", member=viewer, form=form)


@bp.post("/my/privacy")
@member_required
def privacy_send(viewer: Member) -> Page:
    """Keep what a member chose; it holds at once."""
    form, now = PrivacyForm(), utcnow()
    with transaction():
        members.prefer(
            viewer.id,
            wants_hints=form.wants_hints.data,
            skips_search=form.skips_search.data,
        )
        systems.choose(viewer.id, form.takes_part.data, form.counts_yields.data, now)
    flash("Your choices are saved.", "ok")
    return redirect(url_for(".privacy"), HTTPStatus.SEE_OTHER)
