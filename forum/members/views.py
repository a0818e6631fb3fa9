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

from forum.core.answers import NotFound, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members import actions, queries, rules
from forum.members.forms import TAKEN, HandleForm, ProfileForm
from forum.members.models import (
    ABOUT_MAX,
    AFFILIATION_TEXT_MAX,
    Member,
    MemberSession,
    Shown,
)
from forum.members.news import cards_of, member_tools, on_my, own_pages, recent_threads
from forum.members.registry import registry
from forum.members.rules import Described
from forum.members.sessions import ServerSession, name_of
from forum.members.viewers import GUEST, current_viewer, fresh_required, member_required
from forum.solar.places import STATES
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import (
    EVERYONE,
    Author,
    Page,
    Passage,
    Readers,
    Sending,
    checked,
)

bp = Blueprint("members", __name__)

READERS = {
    Shown.PUBLIC: EVERYONE,
    Shown.MEMBERS: Readers("Members see", "Signed-in members can read this."),
    Shown.HIDDEN: Readers("You see", "Only you can read this."),
}


def author(member: Member) -> Author:
    """Return a member as the check of their texts needs to know them."""
    known = registry().registered(member.id)
    return Author(member.id, known, member.wants_hints)


@bp.get("/m/<handle>")
def member(handle: str) -> str | Response:
    """Show what a viewer sees of a member; a user name given up leads on.

    Its owner can look at it as a guest does.
    """
    viewer = GUEST if request.args.get("as") == "guest" else current_viewer()
    try:
        found = queries.profile(handle, viewer)
    except NotFound:
        if now_called := queries.called_now(handle, utcnow()):
            return redirect(url_for(".member", handle=now_called), HTTPStatus.FOUND)
        raise
    asked = cards_of if found.card_count else ()
    cards = [card for ask in asked for card in ask(found.id, viewer)]
    return render_template(
        "members/member.html",
        profile=found,
        cards=cards,
        sees_all=viewer.id == found.id,
        tools=[
            tool for ask in member_tools for tool in ask(viewer, found.id, found.handle)
        ],
    )


@bp.get("/my")
@member_required
def my(viewer: Member) -> str:
    """Show a member what others see of them and what stays private."""
    return render_template(
        "members/my.html",
        member=viewer,
        at_soltrex=registry().elsewhere(viewer.id),
        known=registry().registered(viewer.id),
        state=STATES.get(viewer.region, ""),
        pages=tuple(own_pages),
        standing=[line for ask in on_my for line in ask(viewer, utcnow())],
        recent=[thread for ask in recent_threads for thread in ask(viewer)],
    )


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
    sending = _to_readers(stands, said)
    done = checked(form, sending, author(viewer), lambda: _profile(viewer, form))
    if not isinstance(done, Settled):
        return done
    about, words = done.texts["about"], done.texts["affiliation_text"]
    with transaction():
        actions.describe(viewer.id, about, said.affiliation, words)
        actions.show(viewer.id, said.about_seen, said.region, said.region_seen)
        count(done.tally, now)
    flash("Your profile is saved.", "ok")
    return redirect(url_for(".my", _anchor="profile"), HTTPStatus.SEE_OTHER)


@bp.get("/my/handle")
@fresh_required
def handle(viewer: Member) -> str:
    """Say what another user name means, and ask for it."""
    return _handle(viewer, HandleForm(viewer))


@bp.post("/my/handle")
@limiter.limit("20 per hour")
@fresh_required
def handle_send(viewer: Member) -> Page:
    """Give a member another user name; it stands everywhere at once."""
    form, now = HandleForm(viewer), utcnow()
    require(rules.may_rename(viewer, now))
    if not form.validate():
        return _handle(viewer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.handle.data or ""
    with transaction():
        done = actions.rename(viewer.id, wanted, form.leads_on.data, now)
    if not done:
        form.handle.errors = [TAKEN]
        return _handle(viewer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"You are {wanted} now. Your posts show it already.", "ok")
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


def _handle(viewer: Member, form: HandleForm) -> str:
    may = rules.may_rename(viewer, utcnow())
    return render_template("members/handle.html", member=viewer, form=form, may=may)


def _described(member: Member) -> Described:
    return Described(
        member.about,
        member.affiliation,
        member.affiliation_text,
        member.about_seen,
        member.region,
        member.region_seen,
    )


def _to_readers(stands: Described, said: Described) -> Sending:
    """Return the texts on their way; wider circles are asked about again."""
    is_wider = rules.WIDTH[said.about_seen] > rules.WIDTH[stands.about_seen]
    about = Passage(
        said.about,
        "What you say about yourself",
        READERS[said.about_seen],
        stands="" if is_wider else stands.about,
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
