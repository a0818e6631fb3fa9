"""Pages of roles: who looks after what, and why somebody may do something or not."""

from http import HTTPStatus

from flask import flash, render_template

from forum.admin import actions, queries
from forum.admin.explaining import rights_on
from forum.admin.forms import CustomRoleForm
from forum.admin.models import CustomRole
from forum.admin.views.blueprint import Page, bp, to
from forum.boards.models import Board
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.permissions import DEEDS
from forum.members.viewers import (
    GUEST,
    administrator_required,
    fresh_administrator_required,
)


@bp.get("/admin/roles")
@administrator_required
def roles(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what each role may do, and who has one."""
    names = {board.id: board.name for board in _boards()}
    return render_template(
        "admin/roles.html",
        staff=queries.staff(),
        names=names,
        customs=queries.custom_roles(),
        deeds=DEEDS,
    )


@bp.get("/admin/roles/new")
@administrator_required
def role_new(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Ask what a role of one's own is to give and refuse."""
    return _custom(None, CustomRoleForm())


@bp.post("/admin/roles/new")
@fresh_administrator_required
def role_add(viewer: Member) -> Page:
    """Make a role."""
    form = CustomRoleForm()
    form.fill(None, _pairs())
    if not form.validate():
        return _custom(None, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        row = actions.add_role(viewer, form.words(), utcnow())
    flash("Added. Give it to somebody on their page, under Role.", "ok")
    return to("custom_role", role_id=row.id)


@bp.get("/admin/roles/<int:role_id>")
@administrator_required
def custom_role(viewer: Member, role_id: int) -> str:  # noqa: ARG001
    """Show a role of one's own, to be changed or deleted, and who has it."""
    return _custom(queries.role_numbered(role_id), CustomRoleForm())


@bp.post("/admin/roles/<int:role_id>")
@fresh_administrator_required
def custom_role_send(viewer: Member, role_id: int) -> Page:
    """Change a role; it holds at once for everybody who has it."""
    row, form = queries.role_numbered(role_id), CustomRoleForm()
    form.fill(row, _pairs())
    if not form.validate():
        return _custom(row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        is_new = actions.change_custom_role(viewer, row.id, form.words(), utcnow())
    flash("Saved. It holds from now on." if is_new else "Nothing to change.", "ok")
    return to("roles")


@bp.post("/admin/roles/<int:role_id>/delete")
@fresh_administrator_required
def custom_role_delete(viewer: Member, role_id: int) -> Page:
    """Delete a role that nobody has."""
    queries.role_numbered(role_id)
    with transaction():
        actions.delete_role(viewer, role_id, utcnow())
    flash("Deleted.", "ok")
    return to("roles")


@bp.get("/admin/roles/guest")
@administrator_required
def why_guest(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what somebody may do who is not signed in, board by board."""
    rights = rights_on(GUEST, _boards(), utcnow())
    return render_template("admin/why.html", member=None, rights=rights)


@bp.get("/admin/members/<int:member_id>/why")
@administrator_required
def why(viewer: Member, member_id: int) -> Page:  # noqa: ARG001
    """Show what a member may do, board by board, with the rule that decided."""
    row = queries.member_behind(member_id)
    rights = rights_on(row, _boards(), utcnow())
    return render_template("admin/why.html", member=row, rights=rights)


def _custom(row: CustomRole | None, form: CustomRoleForm) -> str:
    form.fill(row, _pairs())
    return render_template(
        "admin/custom_role.html",
        role=row,
        form=form,
        holders=queries.holders_of(row.id) if row else [],
    )


def _pairs() -> list[tuple[int, str]]:
    return [(board.id, board.name) for board in _boards()]


def _boards() -> list[Board]:
    return [board for group in queries.every_board() for board in group.boards]
