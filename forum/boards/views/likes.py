"""Threads about the same: below a thread, and below the title while one writes."""

from forum.boards.forms import ThreadForm, WriteForm
from forum.boards.news import Like, SimilarTo, similar
from forum.members.viewers import current_viewer


def of_form(form: WriteForm) -> list[Like]:
    """Return threads about the same as one in the making. One query, or none."""
    if not isinstance(form, ThreadForm):
        return []
    subject = SimilarTo(form.title.data or "", form.board.data or "")
    for ask in similar:
        return ask(current_viewer(), subject)
    return []
