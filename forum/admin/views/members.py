"""Pages of members, for administrators: to find them, help them, and no more."""

from http import HTTPStatus

from flask import flash, render_template

from forum.admin import actions, queries
from forum.admin.forms import ErasureForm, FindForm, OpenForm, RoleForm
from forum.admin.news import about_members
from forum.admin.views.blueprint import Page, bp, to
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member, Role
from forum.members.news import member_tools
from forum.members.registry import registry
from forum.members.viewers import (
    administrator_required,
    fresh_administrator_required,
)
from forum.rights.models import Fate

SAID_OF_ROLES = {
    (False, False): "Nothing to change.",
    (False, True): "Saved. It holds from now on.",
    (True, False): "Saved. They use it after signing in anew.",
    (True, True): "Saved. They use it after signing in anew.",
}
NOBODY = "Nobody here has this user name or this very address"


@bp.get("/admin/members")
@administrator_required
def members(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Ask whom to look for."""
    return render_template("admin/members.html", form=FindForm(), application=None)


@bp.post("/admin/members")
@administrator_required
def members_send(viewer: Member) -> Page:  # noqa: ARG001
    """Lead to a member; an address never stands in an address of a page."""
    form = FindForm()
    found = queries.Found()
    if form.validate():
        found = queries.find(form.wanted.data or "")
        if found.member_id is not None:
            return to("member", member_id=found.member_id)
        if found.application_id is None:
            form.wanted.errors = [NOBODY]
    page = render_template(
        "admin/members.html", form=form, application=found.application_id
    )
    is_right = found.application_id is not None
    return page, HTTPStatus.OK if is_right else HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/admin/members/registrations/<int:application_id>/send")
@fresh_administrator_required
def welcome_again(viewer: Member, application_id: int) -> Page:
    """Write once more to somebody who has yet to confirm their address."""
    with transaction():
        actions.send_welcome_again(viewer, application_id, utcnow())
    flash("A new link is on its way to them. The one before no longer works.", "ok")
    return to("members")


@bp.get("/admin/members/<int:member_id>")
@administrator_required
def member(viewer: Member, member_id: int) -> Page:
    """Show how a member stands, and what can be done for them."""
    return _member(viewer, queries.member_behind(member_id), OpenForm())


@bp.post("/admin/members/<int:member_id>/address")
@fresh_administrator_required
def address(viewer: Member, member_id: int) -> Page:
    """Open the address of a member; that is written down first."""
    row, form = queries.member_behind(member_id), OpenForm()
    if not form.validate():
        return _member(viewer, row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.note_opened(viewer, row.id, form.reason.data, utcnow())
    return to("address_shown", member_id=row.id)


@bp.get("/admin/members/<int:member_id>/address")
@administrator_required
def address_shown(viewer: Member, member_id: int) -> Page:
    """Show an address to whoever opened it just now; to nobody else."""
    row = queries.member_behind(member_id)
    if not queries.has_opened(viewer.id, row.id, utcnow()):
        return to("member", member_id=row.id)
    contact = registry().contact(row.id)
    return render_template(
        "admin/address.html", member=row, email=contact.email if contact else ""
    )


@bp.post("/admin/members/<int:member_id>/sessions")
@fresh_administrator_required
def sessions_end(viewer: Member, member_id: int) -> Page:
    """Sign a member out everywhere."""
    with transaction():
        actions.end_sessions(viewer, member_id, utcnow())
    flash("They are signed out everywhere.", "ok")
    return to("member", member_id=member_id)


@bp.post("/admin/members/<int:member_id>/confirmation")
@fresh_administrator_required
def letter_again(viewer: Member, member_id: int) -> Page:
    """Write once more to the address that a member has to confirm."""
    with transaction():
        actions.send_again(viewer, member_id, utcnow())
    flash("A new link is on its way to them. The one before no longer works.", "ok")
    return to("member", member_id=member_id)


@bp.get("/admin/members/<int:member_id>/erase")
@administrator_required
def erase(viewer: Member, member_id: int) -> Page:  # noqa: ARG001
    """Ask what a member wished who asked to be erased."""
    row = queries.member_behind(member_id)
    return render_template("admin/erase.html", member=row, form=ErasureForm())


@bp.post("/admin/members/<int:member_id>/erase")
@fresh_administrator_required
def erase_send(viewer: Member, member_id: int) -> Page:
    """Have a member erased in fourteen days; they are told, and can stop it."""
    row, form = queries.member_behind(member_id), ErasureForm()
    if not form.validate():
        page = render_template("admin/erase.html", member=row, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.ask_erasure(viewer, row.id, Fate(form.fate.data), utcnow())
    flash("They will be erased in 14 days, and are told so by mail.", "ok")
    return to("member", member_id=member_id)


@bp.get("/admin/members/<int:member_id>/role")
@administrator_required
def role(viewer: Member, member_id: int) -> Page:  # noqa: ARG001
    """Ask what a member is here for from now on."""
    row = queries.member_behind(member_id)
    form = RoleForm(
        role=str(row.role),
        boards=row.moderates or [],
        others=queries.custom_keys(row),
    )
    return _role(row, form)


@bp.post("/admin/members/<int:member_id>/role")
@fresh_administrator_required
def role_send(viewer: Member, member_id: int) -> Page:
    """Give a member another role, or a moderator other boards."""
    row, form = queries.member_behind(member_id), RoleForm()
    form.fill(_boards())
    if not form.validate():
        return _role(row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    chosen, boards = Role(form.role.data), form.boards.data or []
    why, others, now = form.reason.data, form.others.data or [], utcnow()
    with transaction():
        given = actions.give_roles(viewer, row.id, others, why, now)
        is_new = actions.change_role(viewer, row.id, chosen, boards, why, now)
    flash(SAID_OF_ROLES[is_new, given], "ok")
    return to("roles") if row.id == viewer.id else to("member", member_id=row.id)


def _member(viewer: Member, row: Member, form: OpenForm) -> str:
    now = utcnow()
    tools = [one for ask in member_tools for one in ask(viewer, row.id, row.handle)]
    return render_template(
        "admin/member.html",
        member=row,
        seen=queries.seen_of(row, now),
        facts=[one for ask in about_members for one in ask(row, now)],
        tools=tools,
        boards=dict(_boards()),
        form=form,
    )


def _role(row: Member, form: RoleForm) -> str:
    form.fill(_boards())
    return render_template("admin/role.html", member=row, form=form)


def _boards() -> list[tuple[int, str]]:
    return [
        (board.id, board.name)
        for group in queries.every_board()
        for board in group.boards
    ]
