"""Writing: threads, replies and corrections, each through the same gate."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import assert_never

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries
from forum.boards.actions import Held, Posted
from forum.boards.drafts import AddedFile, Cleared, Sent
from forum.boards.forms import WriteForm
from forum.boards.gates import Stopped
from forum.boards.news import called_before
from forum.boards.rules import may_mention, mentions
from forum.boards.views import drafts, papers, pictures, targets
from forum.boards.views.beside import shown_there
from forum.boards.views.blueprint import bp
from forum.boards.views.likes import of_form
from forum.boards.views.targets import Target, Where
from forum.boards.weighing import WeighedDraft, kept_places, weigh_draft
from forum.core.answers import Stale
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.http import takes_files
from forum.core.limits import count, network_key, spent, used
from forum.core.markup import plain, unwrapped
from forum.core.numbers import key_in
from forum.images.actions.papers import Unwritten
from forum.members.calling import called_in
from forum.members.models import Member
from forum.members.news import ToRead, has_read, must_read
from forum.members.registry import registry
from forum.members.rules import may_write
from forum.members.sessions import flash_if_kept
from forum.members.viewers import member_required
from forum.privacy.actions import acknowledge
from forum.privacy.documents import Document
from forum.privacy.queries import to_acknowledge
from forum.warnings import Back, Unchecked, Warned

Page = str | tuple[str, HTTPStatus] | Response
WAITS = "Thank you. A moderator will check it first."
BURST = "1000 per 10 minutes"
"""How long posts from one network are counted; they are never refused for it."""
EDITS = "30 per hour"
"""How often a member corrects posts."""
UNCHECKED = (
    "We could not check your text just now, so nothing was posted. Your text is "
    "still here. Please try again in a minute"
)


@bp.get("/b/<slug>/new")
@member_required
def new_thread(member: Member, slug: str) -> Page:
    """Show the composer for a thread."""
    target, _ = targets.new_thread(member, slug, utcnow())
    return composer(member, drafts.reopened(member, target))


@bp.post("/b/<slug>/new")
@takes_files
@member_required
def new_thread_send(member: Member, slug: str) -> Page:
    """Open a thread."""
    now = utcnow()
    target, board = targets.new_thread(member, slug, now)
    return _send(
        member,
        target,
        lambda cleared: shown_there(
            actions.open_thread(member.id, board.id, cleared, now)
        ),
    )


@bp.get("/t/<int:thread_id>/reply")
@member_required
def reply(member: Member, thread_id: int) -> Page:
    """Show the composer for a reply, with a quotation if asked for."""
    quote = key_in(request.args.get("quote", ""))
    target = targets.reply(member, thread_id, utcnow(), quote)
    return composer(member, drafts.reopened(member, target))


@bp.post("/t/<int:thread_id>/reply")
@takes_files
@member_required
def reply_send(member: Member, thread_id: int) -> Page:
    """Reply to a thread."""
    now = utcnow()
    target = targets.reply(member, thread_id, now)
    return _send(
        member,
        target,
        lambda cleared: shown_there(actions.reply(member.id, thread_id, cleared, now)),
    )


@bp.get("/p/<int:post_id>/edit")
@member_required
def edit(member: Member, post_id: int) -> Page:
    """Show a post to its author for correction."""
    target = targets.correction(member, post_id, utcnow())
    return composer(member, drafts.reopened(member, target))


@bp.post("/p/<int:post_id>/edit")
@takes_files
@member_required
def edit_send(member: Member, post_id: int) -> Page:
    """Correct a post; who saw an older wording gets both to compare."""
    now = utcnow()
    target = targets.correction(member, post_id, now)
    seen = target.form.revision.data or 0
    try:
        return _send(
            member,
            target,
            lambda cleared: actions.edit(member.id, post_id, seen, cleared, now),
        )
    except Stale:
        page = render_template(
            "boards/conflict.html",
            target=target,
            form=target.form,
            theirs=queries.original(post_id, member),
            changes=queries.changed_since(post_id, seen),
            pictures=pictures.shown(member, target),
        )
        return page, HTTPStatus.CONFLICT


def composer(
    member: Member, target: Target, weighed: WeighedDraft | None = None
) -> str:
    """Return the page for writing, with what was found in the draft so far.

    It says what keeps this member from sending, if something does.
    """
    now = utcnow()
    may = may_write(member, now)
    return render_template(
        "boards/compose.html",
        stopped=may.because,
        to_read=next(_unread(member), None) if may else None,
        target=target,
        form=target.form,
        pictures=pictures.shown(member, target),
        weighed=weighed,
        likes=of_form(target.form) if weighed else [],
        member=member,
        tags=sorted(queries.tag_list().tags),
    )


def weighed_draft(
    member: Member,
    form: WriteForm,
    where: Where,
    alts: Mapping[int, str],
    sent: Sent | None = None,
    files: Mapping[int, AddedFile] | None = None,
) -> WeighedDraft:
    """Look for places in what was sent that disclose something."""
    known = registry().registered(member.id)
    draft = replace(form.draft(), alts=alts, files=files or {}, sent=sent or Sent())
    answers = form.answers()
    if where.standing is not None:
        answers = replace(answers, kept_before=kept_places(where.standing, known))
    return weigh_draft(
        member.id,
        draft,
        answers,
        known,
        where=where.name,
        with_hints=member.wants_hints,
    )


def _send(
    member: Member,
    target: Target,
    publish: Callable[[Cleared], Posted | Held],
) -> Page:
    """Publish what was sent, or show the one page that stands before that."""
    form = target.form
    is_sound = form.validate()
    came = pictures.take_in(member, target)
    if page := _not_sent(member, target, is_only_photos=came.is_only_that):
        return page
    shown = pictures.shown(member, target)
    papers.ask_about_steps(target, shown)
    _refuse_many_mentions(member, target)
    _refuse_many_edits(member, target)
    if not is_sound or form.errors:
        return composer(member, target), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        alts, files = pictures.carried(shown)
        sent = _how_sent(target)
        weighed = weighed_draft(member, form, target.where, alts, sent, files)
    except Unchecked:
        form.body.errors = [UNCHECKED]
        return composer(member, target), HTTPStatus.SERVICE_UNAVAILABLE
    outcome = weighed.outcome
    form.seal.data = weighed.seal
    unread = to_acknowledge(member.id, utcnow())
    if isinstance(outcome, Back) or form.wants_back:
        return composer(member, target, weighed)
    if (
        isinstance(outcome, Warned)
        or form.wants_preview
        or came.new
        or came.files
        or (unread and not form.has_acknowledged(unread))
    ):
        return _confirmation(member, target, weighed, unread, new=came.new)
    try:
        with papers.published(outcome), transaction():
            acknowledge(member.id, unread, utcnow())
            done = publish(outcome)
            actions.drop_posted(member.id, form.token)
            answer: Page = _after(done, outcome.tally.masked.total())
        count(BURST, _from_network())
        if target.post_id is not None:
            count(EDITS, f"edits of {member.id}")
    except (Stopped, Unwritten) as stop:
        answer = _handed_back(member, target, weighed, unread, stop)
    return answer


def _refuse_many_mentions(member: Member, target: Target) -> None:
    """Say beside the text that it mentions more members than one post may.

    Whom an earlier wording told counts too, so that edits reach no more than ten.
    """
    form, told = target.form, _told_before(target)
    is_new = (
        member.post_count == 0 and member.vouched_at is None and not member.is_staff
    )
    names = called_in(form.body.data or "")
    if form.body.errors or len(names) + len(told) <= mentions(is_new=is_new):
        return
    named = queries.members_called(names)
    many = len(named | told) if named - told else 0
    may = may_mention(many, is_new=is_new, is_edit=bool(told))
    form.body.errors = [may.because] if not may else []


def _told_before(target: Target) -> frozenset[int]:
    """Return whom earlier wordings of a post told that they are mentioned."""
    if target.post_id is None:
        return frozenset()
    return frozenset(key for ask in called_before for key in ask(target.post_id))


def _refuse_many_edits(member: Member, target: Target) -> None:
    """Say beside the text that somebody edited more than enough within an hour."""
    if target.post_id is None or target.form.body.errors:
        return
    if wait := spent(EDITS, f"edits of {member.id}"):
        minutes = max(1, round(wait / 60))
        said = f"You edited very often. Try again in {minutes} min"
        target.form.body.errors = [said]


def _how_sent(target: Target) -> Sent:
    """Say how a form came in, for whoever guards the boards."""
    form = target.form
    return Sent(
        form.seconds_open(utcnow()),
        bool(form.website.data),
        used(BURST, _from_network()),
        target.post_id,
        is_confirmed=bool(form.told.data),
    )


def _from_network() -> str:
    return f"posts from {network_key()}"


def _handed_back(
    member: Member,
    target: Target,
    weighed: WeighedDraft,
    unread: tuple[Document, ...],
    stop: Stopped | Unwritten,
) -> Page:
    """Hand back what may not stand there as it is, or what has a note to be read."""
    if isinstance(stop, Unwritten):
        target.form.files.errors = [str(stop)]
        return composer(member, target, weighed), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.note_stopped(member.id, stop.judgement, utcnow())
    if stop.is_final:
        target.form.body.errors = [str(stop)]
        return composer(member, target, weighed), HTTPStatus.UNPROCESSABLE_ENTITY
    return _confirmation(member, target, weighed, unread, new=0, told=str(stop))


def _not_sent(member: Member, target: Target, *, is_only_photos: bool) -> Page | None:
    """Return the page for somebody who did not send, or may not; none for others."""
    if is_only_photos or target.form.wants_draft:
        return _goes_on(member, target, is_saved=not is_only_photos)
    return _stopped(member, target) if _is_stopped(member) else None


def _is_stopped(member: Member) -> bool:
    """Say whether something keeps a member from sending; note what they have read."""
    key = key_in(request.form.get("have-read", ""))
    if not key:
        return not may_write(member, utcnow()) or any(_unread(member))
    with transaction():
        for tell in has_read:
            tell(member.id, key, utcnow())
    return True


def _stopped(member: Member, target: Target) -> Page:
    """Show the composer again, with what keeps a member from sending."""
    for field in target.form:
        field.errors = []
    has_read_it = "have-read" in request.form
    status = HTTPStatus.OK if has_read_it else HTTPStatus.FORBIDDEN
    return composer(member, target), status


def _unread(member: Member) -> Iterator[ToRead]:
    """Find what a member has to read before they send anything."""
    found = (ask(member.id, utcnow()) for ask in must_read)
    return (one for one in found if one is not None)


def _goes_on(member: Member, target: Target, *, is_saved: bool) -> Page:
    """Show the composer to somebody who did not send; only photos can be wrong."""
    form = target.form
    if is_saved:
        kept = drafts.save(member, target)
        return kept or (composer(member, target), HTTPStatus.UNPROCESSABLE_ENTITY)
    for field in form:
        if field not in (form.photos, form.files):
            field.errors = []
    is_refused = form.photos.errors or form.files.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return composer(member, target), status


def _confirmation(
    member: Member,
    target: Target,
    weighed: WeighedDraft,
    unread: tuple[Document, ...],
    *,
    new: int,
    told: str = "",
) -> Page:
    form = target.form
    asked_before = form.is_confirmed and not form.wants_preview
    page = render_template(
        "boards/confirm.html",
        target=target,
        form=form,
        pictures=pictures.shown(member, target),
        new_photos=new,
        weighed=weighed,
        member=member,
        unread=unread,
        told=told,
        has_acknowledged=form.has_acknowledged(unread),
        asked_before=asked_before,
        today=utcnow().date(),
        text_of=lambda document: plain(unwrapped(document.source)),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _after(done: Posted | Held, masked: int) -> Response:
    """Lead to the post, with a word on what became of it."""
    match done:
        case Posted(again=True):
            flash_if_kept("You posted this already.", "info")
        case Posted(because=because):
            details = {0: "", 1: " One detail was masked."}
            said = details.get(masked, f" {masked} details were masked.")
            said += f" {because}" if because else ""
            said = f"Your post is public.{said} You can edit or withdraw it."
            flash_if_kept(said, "ok")
        case Held(because=because):
            flash_if_kept(f"{WAITS} {because}".strip(), "wait")
        case _:
            assert_never(done)
    address = url_for("boards.post", post_id=done.post.id)
    return redirect(address, HTTPStatus.SEE_OTHER)
