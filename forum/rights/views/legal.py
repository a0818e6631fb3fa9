"""The register of what a law made us disclose, and the second administrator's word."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.answers import NotFound, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import fresh_required, staff_required
from forum.rights import actions, packing, queries, rules
from forum.rights.forms import SealForm
from forum.rights.models import LegalExport
from forum.rights.views.blueprint import Page, bp

P = ParamSpec("P")


def administrator_required(
    view: Callable[Concatenate[Member, P], Page],
) -> Callable[P, Page]:
    """Hand an administrator to a view; moderators do not get in."""

    def for_administrator(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> Page:
        if not member.is_administrator:
            abort(HTTPStatus.FORBIDDEN, "This page is for administrators.")
        return view(member, *args, **kwargs)

    return wraps(view)(staff_required(for_administrator))


@bp.get("/admin/legal")
@administrator_required
def legal(viewer: Member) -> Page:
    """Show the register of disclosures, and what waits for a second word."""
    return _register(viewer, SealForm())


@bp.post("/admin/legal/<int:entry_id>/approve")
@administrator_required
def legal_approve(viewer: Member, entry_id: int) -> Page:  # noqa: ARG001 - as below
    """Hand out the sealed archive, once, to the second administrator."""
    return _approved(entry_id)


@bp.post("/admin/legal/<int:entry_id>/notice")
@administrator_required
def legal_notice(viewer: Member, entry_id: int) -> Page:  # noqa: ARG001 - of staff only
    """Have a member told now whose notice was delayed."""
    return _noticed(entry_id)


@fresh_required
def _noticed(viewer: Member, entry_id: int) -> Page:  # noqa: ARG001 - of staff only
    with transaction():
        actions.note_noticed(entry_id, utcnow())
    flash("The member gets a mail about it.", "ok")
    return redirect(url_for(".legal"), HTTPStatus.SEE_OTHER)


@bp.post("/admin/legal/<int:entry_id>/release")
@administrator_required
def legal_release(viewer: Member, entry_id: int) -> Page:  # noqa: ARG001 - as above
    """Let go of the posts that a case no longer needs."""
    return _released(entry_id)


@fresh_required
def _released(viewer: Member, entry_id: int) -> Page:  # noqa: ARG001 - of staff only
    with transaction():
        actions.release(entry_id, utcnow())
    flash("Nothing of this case is held any more.", "ok")
    return redirect(url_for(".legal"), HTTPStatus.SEE_OTHER)


@fresh_required
def _approved(viewer: Member, entry_id: int) -> Page:
    form, now = SealForm(), utcnow()
    entry = queries.legal_export_numbered(entry_id)
    if entry is None:
        raise NotFound
    require(rules.may_approve(viewer, entry.prepared_by))
    require(rules.may_disclose(queries.is_former(entry.subject_id)))
    if not form.validate():
        return _register(viewer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    content = {
        f"data/{name}.json": packing.written(rows)
        for name, rows in queries.demanded(entry).items()
    }
    archive = packing.sealed(packing.zipped(content, now), form.passphrase.data or "")
    digest = hashlib.sha256(archive).hexdigest()
    with transaction():
        actions.approve(entry_id, viewer, digest, now)
    return _archive(entry, archive)


def _archive(entry: LegalExport, archive: bytes) -> Response:
    response = Response(archive, mimetype="application/octet-stream")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"legal-{entry.id}.sealed"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _register(viewer: Member, form: SealForm) -> str:
    rows = [
        (entry, rules.may_approve(viewer, entry.prepared_by))
        for entry in queries.legal_exports()
    ]
    return render_template("rights/legal.html", rows=rows, form=form)
