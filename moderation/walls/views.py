"""Pages of the walls: what waits on each board, which words are watched."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import administrator_required, staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Readers, Sending, checked
from moderation import rules
from moderation.walls import actions, queries
from moderation.walls.chosen import MODES
from moderation.walls.forms import WAYS, ModeForm, WordForm
from moderation.walls.models import SAID_MAX
from moderation.walls.queries import Trial

bp = Blueprint("walls", __name__)
WRITERS = Readers(
    "Whoever writes it sees",
    "Whoever writes the word reads this.",
    why="Members do not need this to know what is wrong with their text.",
)


@bp.get("/moderation/boards")
@administrator_required
def boards(member: Member) -> Page:  # noqa: ARG001 - an administrator only
    """Show what waits on each board."""
    return render_template("walls/boards.html", boards=queries.boards(), modes=MODES)


@bp.post("/moderation/boards")
@administrator_required
def boards_send(member: Member) -> Page:
    """Say what waits on a board from now on."""
    form, rows = ModeForm(), queries.boards()
    form.board.choices = [(row.id, row.name) for row in rows]
    if not form.validate():
        page = render_template(
            "walls/boards.html", boards=rows, modes=MODES, wrong=form.first_errors()
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        is_new = actions.set_mode(member, form.board.data, form.chosen, utcnow())
    said = "Saved. It holds from now on." if is_new else "Nothing to change."
    flash(said, "ok")
    if form.comes_from_board:
        back = url_for("admin.board", board_id=form.board.data)
        return redirect(back, HTTPStatus.SEE_OTHER)
    return redirect(url_for(".boards"), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/words")
@staff_required
def words(member: Member) -> Page:
    """Show which words are watched."""
    require(rules.may_tend(member, None))
    return _words(WordForm())


@bp.post("/moderation/words")
@staff_required
def words_send(member: Member) -> Page:
    """Watch a word, or show first where it stands in the newest posts."""
    require(rules.may_tend(member, None))
    form = WordForm()
    form.fill(queries.boards())
    if not form.validate():
        return _words(form), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.wants_trial:
        return _words(form, _tried(form))
    note = Passage(form.said.data or "", "Your note", WRITERS, at_most=SAID_MAX)
    action = url_for(".words_send")
    sending = Sending(action, "Watch it", "The word", "watched", {"said": note})
    settled = checked(form, sending, author(member), lambda: _words(form))
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        actions.watch(member, form.wanted(settled.texts["said"]), utcnow())
        count(settled.tally, utcnow())
    flash("Saved. It is watched from now on.", "ok")
    return redirect(url_for(".words"), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/words/<int:word_id>/end")
@staff_required
def word_end(member: Member, word_id: int) -> Page:
    """Watch a word no more."""
    require(rules.may_tend(member, None))
    with transaction():
        actions.unwatch(member, word_id, utcnow())
    flash("It is not watched any more.", "ok")
    return redirect(url_for(".words"), HTTPStatus.SEE_OTHER)


def _tried(form: WordForm) -> Trial:
    chosen = form.boards.data or ()
    return queries.tried(form.pattern.data or "", form.looked_for, chosen)


def _words(form: WordForm, trial: Trial | None = None) -> str:
    form.fill(queries.boards())
    return render_template(
        "walls/words.html",
        form=form,
        trial=trial,
        words=queries.words(utcnow()),
        way_names=WAYS,
    )
