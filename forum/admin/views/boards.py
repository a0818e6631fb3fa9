"""Pages of boards and their groups, for administrators."""

from http import HTTPStatus

from flask import flash, render_template, request

from forum.admin import actions, queries
from forum.admin.forms import READERS, WRITERS, BoardForm, GroupForm
from forum.admin.news import board_choices
from forum.admin.views.blueprint import Page, bp, to
from forum.boards.models import Board
from forum.core.answers import Stale
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import (
    administrator_required,
    fresh_administrator_required,
)


@bp.get("/admin/boards")
@administrator_required
def boards(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show all boards under their headings, with buttons to order them."""
    return _boards(GroupForm())


@bp.post("/admin/boards/groups")
@fresh_administrator_required
def group_add(viewer: Member) -> Page:
    """Add a heading."""
    form = GroupForm()
    if not form.validate():
        return _boards(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.add_group(viewer, form.name.data or "", utcnow())
    flash("Added. It shows as soon as it has a board.", "ok")
    return to("boards")


@bp.get("/admin/boards/groups/<int:group_id>")
@administrator_required
def group(viewer: Member, group_id: int) -> str:  # noqa: ARG001
    """Ask for another name of a heading."""
    row = queries.group_numbered(group_id)
    return render_template("admin/group.html", group=row, form=GroupForm(name=row.name))


@bp.post("/admin/boards/groups/<int:group_id>")
@fresh_administrator_required
def group_send(viewer: Member, group_id: int) -> Page:
    """Give a heading another name."""
    row, form = queries.group_numbered(group_id), GroupForm()
    form.group_id = row.id
    if not form.validate():
        page = render_template("admin/group.html", group=row, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.rename_group(viewer, row.id, form.name.data or "", utcnow())
    flash("Saved.", "ok")
    return to("boards")


@bp.post("/admin/boards/groups/<int:group_id>/move")
@fresh_administrator_required
def group_move(viewer: Member, group_id: int) -> Page:
    """Move a heading up, or down."""
    with transaction():
        actions.move_group(viewer, group_id, up="up" in request.form, now=utcnow())
    return to("boards")


@bp.post("/admin/boards/groups/<int:group_id>/delete")
@fresh_administrator_required
def group_delete(viewer: Member, group_id: int) -> Page:
    """Delete a heading without boards."""
    with transaction():
        actions.delete_group(viewer, group_id, utcnow())
    flash("Deleted.", "ok")
    return to("boards")


@bp.get("/admin/boards/new")
@administrator_required
def board_new(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Ask what a new board is to be."""
    return _board(None, BoardForm())


@bp.post("/admin/boards/new")
@fresh_administrator_required
def board_add(viewer: Member) -> Page:
    """Add a board."""
    form = BoardForm()
    form.fill(None)
    if not form.validate():
        return _board(None, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.add_board(viewer, form.words(), utcnow())
    flash("Added. It shows now to everybody who may read it.", "ok")
    return to("boards")


@bp.get("/admin/boards/<int:board_id>")
@administrator_required
def board(viewer: Member, board_id: int) -> str:  # noqa: ARG001
    """Show a board, to be changed, archived or deleted."""
    return _board(queries.board_numbered(board_id), BoardForm())


@bp.post("/admin/boards/<int:board_id>")
@fresh_administrator_required
def board_send(viewer: Member, board_id: int) -> Page:
    """Change a board, unless somebody else did meanwhile."""
    row, form = queries.board_numbered(board_id), BoardForm()
    form.fill(row)
    if not form.validate():
        return _board(row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction():
            seen = form.seen.data or ""
            is_new = actions.change_board(viewer, row.id, form.words(), seen, utcnow())
    except Stale as stale:
        form.name.errors = [str(stale)]
        return _board(queries.board_numbered(board_id), form), HTTPStatus.CONFLICT
    flash("Saved." if is_new else "Nothing to change.", "ok")
    return to("boards")


@bp.post("/admin/boards/<int:board_id>/move")
@fresh_administrator_required
def board_move(viewer: Member, board_id: int) -> Page:
    """Move a board up in its group, or down."""
    with transaction():
        actions.move_board(viewer, board_id, up="up" in request.form, now=utcnow())
    return to("boards")


@bp.post("/admin/boards/<int:board_id>/archive")
@fresh_administrator_required
def board_archive(viewer: Member, board_id: int) -> Page:
    """Let a board only be read, or take posts again."""
    ends = "end" in request.form
    with transaction():
        actions.archive(viewer, board_id, ends=ends, now=utcnow())
    said = "It takes posts again." if ends else "It is archived: it can only be read."
    flash(said, "ok")
    return to("board", board_id=board_id)


@bp.post("/admin/boards/<int:board_id>/delete")
@fresh_administrator_required
def board_delete(viewer: Member, board_id: int) -> Page:
    """Delete a board on which nothing stands."""
    with transaction():
        actions.delete_board(viewer, board_id, utcnow())
    flash("Deleted.", "ok")
    return to("boards")


def _boards(form: GroupForm) -> str:
    return render_template(
        "admin/boards.html",
        groups=queries.every_board(),
        form=form,
        readers=READERS,
        writers=WRITERS,
    )


def _board(row: Board | None, form: BoardForm) -> str:
    form.fill(row)
    return render_template(
        "admin/board.html",
        board=row,
        form=form,
        standing=queries.standing_on(row.id) if row else None,
        choices=[ask(row.id) for ask in board_choices] if row else [],
    )
