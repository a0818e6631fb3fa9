"""The page between a short text and its readers: notes, reasons, profiles.

Posts have a page of their own; every other form with words for others goes
through `checked`. No route stands here: each form keeps its address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.disclosure import Registered
from forum.warnings.actions import count
from forum.warnings.forms import CheckedForm
from forum.warnings.seals import Writing
from forum.warnings.weighing import (
    Answers,
    Back,
    Settled,
    Unchecked,
    Warned,
    Weighed,
    weigh,
)

Page = str | tuple[str, HTTPStatus] | Response
OF_ITS_OWN = frozenset({"csrf_token", "once", "seal", "step"})
CARRIED_MAX = 200
UNCHECKED = (
    "We could not check your text just now, so nothing was sent. Your text is still "
    "here. Please try again in a minute"
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the texts, as far as the check has to know."""

    id: int
    registered: Registered
    wants_hints: bool = True


@dataclass(frozen=True, slots=True)
class Readers:
    """Who will read a text, in the words of the page."""

    see: str
    sentence: str
    keep: str = "Keep it"
    why: str = ""
    """Why a detail need not be there; empty: what is said of details in public."""


EVERYONE = Readers(
    "Readers see",
    "Anyone can read this, copy it and use it.",
    "Keep it public",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a form, and who will read it."""

    text: str
    label: str
    readers: Readers = EVERYONE
    stands: str = ""
    """What its author lets these readers see already: not asked about again."""
    at_most: int = 0
    """How long it may be once it is masked; 0 for any length."""

    @property
    def where(self) -> str:
        """Where a place stands, as a sentence begins."""
        return f"In {self.label[:1].lower()}{self.label[1:]}"

    @property
    def is_public(self) -> bool:
        """Whether everybody will read it."""
        return self.readers is EVERYONE


@dataclass(frozen=True, slots=True)
class Sending:
    """A form on its way to its readers; passages by the name of their field."""

    action: str
    verb: str
    what: str
    not_yet: str
    passages: Mapping[str, Passage]

    @property
    def heading(self) -> str:
        """The heading of the page: it says how far the words would go."""
        public = any(one.is_public for one in self.passages.values())
        return "Check what will be public" if public else "Check what others will read"

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by the name of its field."""
        return {name: one.text for name, one in self.passages.items()}

    @property
    def standing(self) -> dict[str, str]:
        """What its readers see already."""
        return {name: one.stands for name, one in self.passages.items()}


@dataclass(frozen=True, slots=True)
class Done:
    """What a form asked for is done: what its sender reads, and where they go on."""

    says: str
    url: str
    is_new: bool = True
    """Whether the texts were kept; what was there already is not counted twice."""


Deed = Callable[[Mapping[str, str]], Done | Page]
"""Does what a form asks for, with the texts as they may be stored."""


def sent(
    form: CheckedForm,
    sending: Sending,
    author: Author,
    again: Callable[[], str],
    deed: Deed,
) -> Page:
    """Answer a form: refuse it, ask about its texts, or do what it asks for.

    `again` makes the page with the form. The deed runs in one transaction, and says
    where its sender goes on; or returns a page, if a colleague was faster.
    """
    if not form.validate():
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    settled = checked(form, sending, author, again)
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        done = deed(settled.texts)
        if isinstance(done, Done) and done.is_new:
            count(settled.tally, utcnow())
    if not isinstance(done, Done):
        return done
    flash(done.says, "ok")
    return redirect(done.url, HTTPStatus.SEE_OTHER)


def checked(
    form: CheckedForm, sending: Sending, author: Author, again: Callable[[], str]
) -> Settled | Page:
    """Return the texts as they may be stored, or the page to be shown before that.

    `again` makes the page with the form: for who goes back to the text, and for
    a check that failed. Only `Settled` texts may be stored.
    """
    try:
        weighed = _weighed(form, sending, author)
    except Unchecked:
        _blame(form, sending, UNCHECKED)
        return again(), HTTPStatus.SERVICE_UNAVAILABLE
    form.seal.data = weighed.seal
    outcome = weighed.outcome
    if isinstance(outcome, Back) or form.wants_back:
        return again()
    if isinstance(outcome, Warned) or form.wants_preview:
        return _confirmation(form, sending, weighed)
    if _grew_too_long(form, sending, outcome):
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    return outcome


def _weighed(form: CheckedForm, sending: Sending, author: Author) -> Weighed:
    """Weigh the texts; decisions hold for this form at this address only."""
    writing = Writing(author.id, f"{form.token} {sending.action}", sending.texts)
    before = replace(writing, texts=sending.standing)
    stands = weigh(before, Answers(), author.registered).places
    kept = frozenset((str(place.finding.kind), place.words) for place in stands)
    answers = replace(form.answers(), kept_before=kept)
    return weigh(writing, answers, author.registered, with_hints=author.wants_hints)


def _confirmation(form: CheckedForm, sending: Sending, weighed: Weighed) -> Page:
    page = render_template(
        "warnings/confirm.html",
        sending=sending,
        weighed=weighed,
        carried=_carried(form),
        asked_before=form.is_confirmed and not form.wants_preview,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _carried(form: CheckedForm) -> list[tuple[str, str]]:
    """Return what was sent, to be sent again with the decisions."""
    sent = [
        (field.name, value)
        for field in form
        if field.name not in OF_ITS_OWN
        for value in request.form.getlist(field.name)
    ]
    return [
        *sent[:CARRIED_MAX],
        ("once", form.token),
        ("seal", form.seal.data or ""),
        ("step", "confirm"),
    ]


def _grew_too_long(form: CheckedForm, sending: Sending, settled: Settled) -> bool:
    """Say whether a label in the place of some words made a text too long."""
    for name, one in sending.passages.items():
        if one.at_most and len(settled.texts[name]) > one.at_most:
            said = f"Masked, it has more than {one.at_most:,} characters. Shorten it"
            form[name].errors = [said]
            return True
    return False


def _blame(form: CheckedForm, sending: Sending, said: str) -> None:
    written = [name for name, one in sending.passages.items() if one.text]
    form[[*written, *sending.passages][0]].errors = [said]
