"""The closed list of tags: moderators of the whole forum add, rename and merge."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.boards import queries as boards
from forum.core.answers import NotFound, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.warnings.views import Page
from moderation import actions, rules
from moderation.forms import RenameForm, TagForm
from moderation.views.blueprint import bp


@bp.get("/moderation/tags")
@staff_required
def tags(member: Member) -> Page:
    """Show all tags, how many threads have each, and what leads to it."""
    require(rules.may_tend(member, None))
    return _tags(TagForm())


@bp.post("/moderation/tags")
@staff_required
def tags_send(member: Member) -> Page:
    """Add a tag."""
    require(rules.may_tend(member, None))
    form = TagForm()
    if not form.validate():
        return _tags(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.add_tag(member, form.wanted, utcnow())
    flash("Added. Members can choose it from now on.", "ok")
    return redirect(url_for(".tags"), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/tags/<tag>")
@staff_required
def tag(member: Member, tag: str) -> Page:
    """Ask for another name of a tag, or for the one that takes its threads."""
    require(rules.may_tend(member, None))
    return _tag(tag, RenameForm())


@bp.post("/moderation/tags/<tag>")
@staff_required
def tag_send(member: Member, tag: str) -> Page:
    """Rename a tag, or merge it into another; the old word leads on."""
    require(rules.may_tend(member, None))
    form = RenameForm()
    form.tag = tag
    if not form.validate():
        return _tag(tag, form), HTTPStatus.UNPROCESSABLE_ENTITY
    merges = bool(form.meets)
    with transaction():
        moved = actions.rename_tag(member, tag, form.wanted, utcnow(), merges=merges)
    done = "Merged" if merges else "Renamed"
    flash(f"{done}. Threads that moved along: {moved:,}. “{tag}” leads there.", "ok")
    return redirect(url_for(".tags"), HTTPStatus.SEE_OTHER)


def _tags(form: TagForm) -> str:
    known = boards.tag_list()
    uses = boards.tag_uses()
    rows = [
        (one, uses.get(one, 0), known.leading_to(one)) for one in sorted(known.tags)
    ]
    return render_template("moderation/tags.html", form=form, rows=rows)


def _tag(tag: str, form: RenameForm) -> str:
    known = boards.tag_list()
    if tag not in known.tags:
        raise NotFound
    return render_template(
        "moderation/tag.html",
        tag=tag,
        form=form,
        threads=boards.tag_uses().get(tag, 0),
        leading=known.leading_to(tag),
    )
