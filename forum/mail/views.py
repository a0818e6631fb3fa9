"""Pages of mail: what a member wants, the end of a kind of it, the mail log."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.http import from_anywhere
from forum.mail import actions, queries
from forum.mail.choices import ALL_ACTIVITY, MailClass, choices
from forum.mail.forms import ChoicesForm
from forum.mail.models import Said
from forum.mail.news import choice_pages
from forum.mail.unsubscribing import Ending, ending_of
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.viewers import administrator_required, member_required

bp = Blueprint("mail", __name__)
EVERYTHING = "all"


@bp.get("/my/mail")
@member_required
def choose(viewer: Member) -> str:
    """Show a member what mail they get and what they can choose."""
    contact = registry().contact(viewer.id)
    return render_template(
        "mail_pages/choose.html",
        chosen=queries.chosen(viewer.id),
        more=tuple(choice_pages),
        activity=choices(MailClass.ACTIVITY),
        promotion=choices(MailClass.PROMOTIONAL),
        stopped=queries.suppressed_since(contact.email) if contact else None,
    )


@bp.post("/my/mail")
@member_required
def choose_send(viewer: Member) -> Response:
    """Keep what a member chose; it holds for what waits in line too."""
    chosen, now = ChoicesForm().chosen(), utcnow()
    with transaction():
        changed = actions.choose(viewer.id, chosen, Said.PAGE, now)
    flash("Saved. It holds at once." if changed else "Nothing changed.", "ok")
    return redirect(url_for(".choose"), HTTPStatus.SEE_OTHER)


@bp.post("/my/mail/again")
@member_required
def again(viewer: Member) -> Response:
    """Send mail again to an address from which mail came back."""
    with transaction():
        actions.try_again(viewer.id)
    flash("We send mail to your address again.", "ok")
    return redirect(url_for(".choose"), HTTPStatus.SEE_OTHER)


@bp.get("/mail/end/<link>")
def unsubscribe(link: str) -> str:
    """Ask whoever came from a mail whether that kind of it should end."""
    return _ending_page(_ending(link), link)


@bp.post("/mail/end/<link>")
@from_anywhere
def unsubscribe_send(link: str) -> str:
    """End a kind of mail, for a person or for a mail program (RFC 8058)."""
    ending, now = _ending(link), utcnow()
    everything = ending.choice is ALL_ACTIVITY
    if ending.choice.mail_class is MailClass.ACTIVITY:
        everything = everything or EVERYTHING in request.form
    names = actions.kinds_of_activity() if everything else (ending.choice.name,)
    with transaction():
        actions.stop(ending.member_id, names, now)
    return _ending_page(ending, link, is_done=True)


@bp.get("/admin/mail")
@administrator_required
def log(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what became of mail: no words, no addresses."""
    return render_template("mail_pages/log.html", log=queries.log_page(utcnow()))


def _ending(link: str) -> Ending:
    ending = ending_of(link)
    if ending is None:
        abort(HTTPStatus.BAD_REQUEST, "This link is not one of ours, or was cut off.")
    return ending


def _ending_page(ending: Ending, link: str, *, is_done: bool = False) -> str:
    return render_template(
        "mail_pages/end.html",
        choice=ending.choice,
        link=link,
        is_done=is_done,
        may_end_all=ending.choice.mail_class is MailClass.ACTIVITY
        and ending.choice is not ALL_ACTIVITY,
    )
