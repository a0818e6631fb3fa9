"""Moving, splitting, merging and slowing down threads."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for

from forum.boards.actions import Wanted
from forum.boards.models import TITLE_MAX, Thread
from forum.core.answers import NotFound, Refused, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.paging import Page as Numbered
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings.forms import CheckedForm
from forum.warnings.views import Deed, Done, Page, Passage, Sending, sent
from moderation import actions, queries, rules
from moderation.forms import MergeForm, MoveForm, SlowForm, SplitForm
from moderation.forms.reshaping import WHY_MAX
from moderation.queries.threads import Choosable
from moderation.views.blueprint import AUTHOR, bp

UNCHOSEN = ("", "Choose a board")


@bp.get("/moderation/threads/<int:thread_id>/move")
@staff_required
def move(member: Member, thread_id: int) -> Page:
    """Ask where a thread goes."""
    found, form = _found(member, thread_id), _move_form()
    form.stub.data = True
    return _page("move", found, form)


@bp.post("/moderation/threads/<int:thread_id>/move")
@staff_required
def move_send(member: Member, thread_id: int) -> Page:
    """Move a thread to another board."""
    found, form = _found(member, thread_id), _move_form()

    def deed(said: Mapping[str, str]) -> Done:
        board, stub, why = form.board.data, form.stub.data, said["reason"]
        actions.move_thread(member, thread_id, board, why, utcnow(), with_stub=stub)
        return Done("The thread is moved. Its address is the same.", _url(thread_id))

    return _sent(member, found, form, "move", "Move it", deed)


@bp.get("/moderation/threads/<int:thread_id>/split")
@staff_required
def split(member: Member, thread_id: int) -> Page:
    """Ask which posts begin a new thread."""
    found, form = _found(member, thread_id), _split_form()
    form.board.data = queries.board_slug(found.board_id)
    return _page("split", found, form)


@bp.post("/moderation/threads/<int:thread_id>/split")
@staff_required
def split_send(member: Member, thread_id: int) -> Page:
    """Begin a new thread with some posts of another."""
    found, form = _found(member, thread_id), _split_form()

    def deed(said: Mapping[str, str]) -> Done:
        board_id, posts = queries.board_id(form.board.data), form.posts.data or ()
        wanted, why = Wanted(frozenset(posts), said["title"], board_id), said["reason"]
        made = actions.split_thread(member, thread_id, wanted, why, utcnow())
        return Done("The posts are a thread of their own now.", _url(made.id))

    try:
        return _sent(member, found, form, "split", "Split it", deed)
    except Refused as why:
        return _refused("split", found, form, "posts", why)


@bp.get("/moderation/threads/<int:thread_id>/merge")
@staff_required
def merge(member: Member, thread_id: int) -> Page:
    """Ask into which thread all posts go."""
    return _page("merge", _found(member, thread_id), MergeForm())


@bp.post("/moderation/threads/<int:thread_id>/merge")
@staff_required
def merge_send(member: Member, thread_id: int) -> Page:
    """Put all posts of a thread into another."""
    found, form = _found(member, thread_id), MergeForm()

    def deed(said: Mapping[str, str]) -> Done:
        into, why = form.target or 0, said["reason"]
        target = actions.merge_threads(member, thread_id, into, why, utcnow())
        says = "The threads are one now. The old address leads here."
        return Done(says, _url(target.id))

    try:
        return _sent(member, found, form, "merge", "Merge it", deed)
    except NotFound:
        why = Refused("There is no thread with this number")
        return _refused("merge", found, form, "into", why)
    except Refused as why:
        return _refused("merge", found, form, "into", why)


@bp.get("/moderation/threads/<int:thread_id>/slow")
@staff_required
def slow(member: Member, thread_id: int) -> Page:
    """Ask how long members wait between two posts."""
    return _page("slow", _found(member, thread_id), SlowForm())


@bp.post("/moderation/threads/<int:thread_id>/slow")
@staff_required
def slow_send(member: Member, thread_id: int) -> Page:
    """Slow a thread down, or let it run as ever."""
    found, form, now = _found(member, thread_id), SlowForm(), utcnow()
    if "end" in request.form:
        with transaction():
            actions.slow_thread(member, thread_id, 0, form.lasts, "", now)
        flash("Everybody can post here as often as ever.", "ok")
        return redirect(_url(thread_id), HTTPStatus.SEE_OTHER)

    def deed(said: Mapping[str, str]) -> Done:
        minutes, lasts, why = form.minutes.data, form.lasts, said["reason"]
        actions.slow_thread(member, thread_id, minutes, lasts, why, now)
        return Done("The thread is slowed down.", _url(thread_id))

    return _sent(member, found, form, "slow", "Slow it down", deed)


def _found(member: Member, thread_id: int) -> Thread:
    """Return a thread that this moderator looks after."""
    found = queries.thread_for_staff(thread_id)
    if found.merged_into is not None or found.purged_at is not None:
        raise NotFound
    require(rules.may_tend(member, found.board_id))
    return found


def _move_form() -> MoveForm:
    form = MoveForm()
    form.board.choices = [UNCHOSEN, *queries.boards_to_choose()]
    return form


def _split_form() -> SplitForm:
    form = SplitForm()
    form.board.choices = [UNCHOSEN, *queries.boards_to_choose()]
    return form


def _sent(
    member: Member, found: Thread, form: CheckedForm, name: str, verb: str, deed: Deed
) -> Page:
    """Answer a form about a thread: readers see why it is slow, authors the rest."""
    is_public = isinstance(form, SlowForm)
    reason = Passage(form["reason"].data or "", "The reason", at_most=WHY_MAX)
    if not is_public:
        reason = Passage(reason.text, reason.label, AUTHOR, at_most=WHY_MAX)
    passages = {"reason": reason}
    if isinstance(form, SplitForm):
        title = form.title.data or ""
        passages["title"] = Passage(title, "The title", at_most=TITLE_MAX)
    action = url_for(f".{name}_send", thread_id=found.id)
    sending = Sending(action, verb, "The thread", "changed", passages)
    again = partial(_page, name, found, form)
    return sent(form, sending, author(member), again, deed)


def _page(name: str, found: Thread, form: CheckedForm) -> str:
    posts: list[Choosable] = []
    numbered = None
    if isinstance(form, SplitForm):
        asked = request.args.get("page", 1, type=int)
        numbered = Numbered(asked, found.last_number)
        if not 0 < asked <= numbered.last:
            raise NotFound
        posts = queries.posts_to_choose(found, numbered)
    return render_template(
        f"moderation/{name}.html",
        thread=found,
        form=form,
        posts=posts,
        page=numbered,
        now=utcnow(),
    )


def _refused(
    name: str, found: Thread, form: CheckedForm, field: str, why: Refused
) -> Page:
    """Show the form again with what stands in the way, everything kept."""
    form[field].errors = [str(why).rstrip(".")]
    return _page(name, found, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _url(thread_id: int) -> str:
    return url_for("boards.thread", thread_id=thread_id)
