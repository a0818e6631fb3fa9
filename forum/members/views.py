"""Pages of members: what others see of them, and My SolTrex."""

from http import HTTPStatus

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members import actions, queries, rules
from forum.members.forms import ProfileForm
from forum.members.models import ABOUT_MAX, AFFILIATION_TEXT_MAX, Member, MemberSession
from forum.members.news import cards_of
from forum.members.registry import registry
from forum.members.rules import Described
from forum.members.sessions import ServerSession, name_of
from forum.members.viewers import current_viewer, member_required
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Author, Page, Passage, Sending, checked

bp = Blueprint("members", __name__)


def author(member: Member) -> Author:
    """Return a member as the check of their texts needs to know them."""
    known = registry().registered(member.id)
    return Author(member.id, known, member.wants_hints)


@bp.get("/m/<handle>")
def member(handle: str) -> str:
    """Show what everybody sees of a member."""
    found = queries.profile(handle)
    asked = cards_of if found.card_count else ()
    cards = [card for ask in asked for card in ask(found.id, current_viewer())]
    return render_template("members/member.html", profile=found, cards=cards)


@bp.get("/my")
@member_required
def my(viewer: Member) -> str:
    """Show a member what others see of them and what stays private."""
    at_soltrex = registry().elsewhere(viewer.id)
    return render_template("members/my.html", member=viewer, at_soltrex=at_soltrex)


@bp.get("/my/profile")
@member_required
def profile(viewer: Member) -> str:
    """Show a member what they say about themselves, to be changed."""
    return _profile(viewer, ProfileForm(viewer))


@bp.post("/my/profile")
@member_required
def profile_send(viewer: Member) -> Page:
    """Change what a member says about themselves, once it was checked."""
    form, now = ProfileForm(viewer), utcnow()
    if not form.validate():
        return _profile(viewer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    said, stands = form.said(), _described(viewer)
    require(rules.may_describe(viewer, stands, said, now))
    sending = _to_everyone(stands, said)
    done = checked(form, sending, author(viewer), lambda: _profile(viewer, form))
    if not isinstance(done, Settled):
        return done
    about, words = done.texts["about"], done.texts["affiliation_text"]
    with transaction():
        actions.describe(viewer.id, about, said.affiliation, words)
        actions.prefer_hints(viewer.id, form.wants_hints.data)
        count(done.tally, now)
    flash("Your profile is saved.", "ok")
    return redirect(url_for(".my", _anchor="profile"), HTTPStatus.SEE_OTHER)


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this session on the server; a second click does no harm."""
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    session.sign_out()
    response = redirect(registry().after_sign_out(), HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/my/sessions")
@member_required
def sessions(viewer: Member) -> str:
    """Show a member where they are signed in."""
    rows = _sessions(viewer)
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    here = name_of(session.key)
    return render_template("members/sessions.html", rows=rows.items(), here=here)


@bp.post("/my/sessions/end")
@member_required
def end_sessions(viewer: Member) -> Response:
    """Sign a member out of the session they chose, or everywhere, here too."""
    chosen = request.form.get("session")
    if chosen is None:
        with transaction():
            actions.end_sessions(viewer.id)
        return redirect(url_for("account.sign_in"), HTTPStatus.SEE_OTHER)
    row = _sessions(viewer).get(chosen)
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    if row is not None and row.key == session.key:
        return sign_out()
    if row is not None:
        with transaction():
            actions.end_other_session(viewer.id, row.key)
    flash("That session has ended.", "ok")
    return redirect(url_for(".sessions"), HTTPStatus.SEE_OTHER)


@bp.post("/my/stay")
@member_required
def stay(viewer: Member) -> tuple[str, HTTPStatus]:  # noqa: ARG001 - a member only
    """Keep a session from ending for lack of use; asked for by a script."""
    session.modified = True
    return "", HTTPStatus.NO_CONTENT


def _sessions(viewer: Member) -> dict[str, MemberSession]:
    """Return a member's sessions by the names their forms carry."""
    rows = queries.sessions_of(viewer, utcnow())
    return {name_of(row.key): row for row in rows}


def _profile(viewer: Member, form: ProfileForm) -> str:
    may = rules.may_write(viewer, utcnow())
    return render_template(
        "members/profile.html", member=viewer, form=form, because=may.because
    )


def _described(member: Member) -> Described:
    return Described(member.about, member.affiliation, member.affiliation_text)


def _to_everyone(stands: Described, said: Described) -> Sending:
    about = Passage(
        said.about,
        "What you say about yourself",
        stands=stands.about,
        at_most=ABOUT_MAX,
    )
    tie = Passage(
        said.affiliation_text,
        "Your tie to the trade",
        stands=stands.affiliation_text,
        at_most=AFFILIATION_TEXT_MAX,
    )
    return Sending(
        url_for(".profile_send"),
        "Save it",
        "Your profile",
        "changed",
        {"about": about, "affiliation_text": tie},
    )
