"""Forms for writing: a thread, a reply, a correction."""

from collections.abc import Iterable

from flask import request
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import ValidationError

from forum.boards import queries, rules
from forum.boards.drafts import Draft
from forum.boards.models import REASON_MAX, TITLE_MAX
from forum.core.db import KEY_MAX
from forum.core.forms import Form, Line, Text
from forum.privacy.documents import Document
from forum.solar.tags import TAGS_MAX, read_tags
from forum.warnings.forms import CheckedForm

ALT_MAX = 300
"""A sentence or two that say what a picture shows."""

PASSAGES_MAX = 50
PASSAGE_MIN = 2


class WriteForm(CheckedForm):
    """What a draft and the decisions about it travel in."""

    body = Text("Your text")
    photos = MultipleFileField("Photos")
    files = MultipleFileField("Files")
    acknowledged = BooleanField("I know that what I post is public")
    unread = Line()
    """Which versions stood beside the box that was ticked."""
    website = Line("Leave this empty")
    """Nobody sees this field; what fills it in is no person."""
    seen_draft = HiddenField()
    """Which draft its author had before them, as it was saved last."""
    told = HiddenField()
    """Whether its author read what a moderator says about a word in it."""

    def validate_body(self, field: Text) -> None:
        """Check that there is a text and that it is not endless."""
        length = len((field.data or "").strip())
        if not length:
            raise ValidationError("Write something before you post")
        if length < rules.BODY_MIN:
            raise ValidationError(f"Write at least {rules.BODY_MIN} characters")
        if len(field.data or "") > rules.BODY_MAX:
            raise ValidationError(
                f"The text has {len(field.data or ''):,} characters; "
                f"{rules.BODY_MAX:,} is the most. Split it into two posts"
            )

    def has_acknowledged(self, documents: Iterable[Document]) -> bool:
        """Say whether the box was ticked beside these very versions."""
        shown = (self.unread.data or "").split()
        known = all(document.key in shown for document in documents)
        return bool(self.acknowledged.data) and known

    @property
    def is_too_long(self) -> bool:
        """Whether any text is longer than a post takes; such is not looked into."""
        draft = self.draft()
        return (
            len(draft.body) > rules.BODY_MAX
            or len(draft.title) > TITLE_MAX
            or len(draft.reason) > REASON_MAX
        )

    @property
    def wants_draft(self) -> bool:
        """Whether it is to be kept and not sent."""
        return "save-draft" in request.form

    @property
    def tags_typed(self) -> str:
        """The tags as they were typed; only a thread has any."""
        return ""

    def draft(self) -> Draft:
        """Hand over what was written."""
        return Draft(body=(self.body.data or "").strip(), once=self.token)


class ReplyForm(WriteForm):
    """A reply."""


class ThreadForm(WriteForm):
    """A new thread."""

    title = Line("Title")
    board = SelectField("Board", choices=[])
    tags = Line("Tags")

    def validate_title(self, field: Line) -> None:
        """Check that the title is a line one can go by."""
        check_title(field)

    def validate_tags(self, field: Line) -> None:
        """Check that all tags are of the list, and not too many."""
        known, unknown = read_tags(field.data or "", queries.tag_list())
        if unknown:
            raise ValidationError(f"We do not have the tag “{unknown[0]}”")
        if len(known) > TAGS_MAX:
            raise ValidationError(f"Use {TAGS_MAX} tags at most")

    @property
    def tags_typed(self) -> str:
        """The tags as they were typed."""
        return self.tags.data or ""

    def draft(self) -> Draft:
        """Hand over what was written."""
        known, _ = read_tags(self.tags.data or "", queries.tag_list())
        return Draft(
            body=(self.body.data or "").strip(),
            title=self.title.data or "",
            tags=tuple(known),
            once=self.token,
        )


class EditForm(WriteForm):
    """A correction; an opening post has its title in it too."""

    title = Line("Title")
    reason = Line("Why you changed it")
    revision = IntegerField()
    has_title = False

    def validate_title(self, field: Line) -> None:
        """Check the title of an opening post."""
        if self.has_title:
            check_title(field)

    def validate_reason(self, field: Line) -> None:
        """Check that the reason is a short one."""
        if len(field.data or "") > REASON_MAX:
            raise ValidationError(f"Use {REASON_MAX} characters at most")

    def validate_revision(self, field: IntegerField) -> None:
        """Take any number that can be a revision."""
        if not field.data or not 0 < field.data <= KEY_MAX:
            raise ValidationError("The form is incomplete. Open the post again")

    def draft(self) -> Draft:
        """Hand over what was written."""
        return Draft(
            body=(self.body.data or "").strip(),
            title=(self.title.data or "") if self.has_title else "",
            once=self.token,
            reason=self.reason.data or "",
        )


def check_title(field: Line) -> None:
    """Stop a title that is missing, too short or too long."""
    length = len(field.data or "")
    if not length:
        raise ValidationError("Write a title")
    if length < rules.TITLE_MIN:
        raise ValidationError(f"Write at least {rules.TITLE_MIN} characters")
    if length > TITLE_MAX:
        raise ValidationError(f"Use {TITLE_MAX} characters at most")


class TakeBackForm(Form):
    """What of one's own post is to be destroyed."""

    found = SelectMultipleField("What the check finds", validate_choice=False)
    words = Text("Other words, one passage a line")
    pictures = SelectMultipleField("Photos", coerce=int, validate_choice=False)
    is_done = BooleanField()

    def validate_words(self, field: Text) -> None:  # noqa: ARG002 - asked by name
        """Ask for something that can be found, and not for hundreds of things."""
        if not self.passages and not self.pictures.data:
            raise ValidationError("Choose what you want to take back")
        if any(sum(map(str.isalnum, one)) < PASSAGE_MIN for one in self.passages):
            raise ValidationError(f"Write {PASSAGE_MIN} letters or digits at least")
        if len(self.passages) > PASSAGES_MAX:
            raise ValidationError(f"Use {PASSAGES_MAX} passages at most")

    @property
    def passages(self) -> tuple[str, ...]:
        """The words to be destroyed, each once."""
        lines = (line.strip() for line in (self.words.data or "").split("\n"))
        said = [*(self.found.data or ()), *(line for line in lines if line)]
        return tuple(dict.fromkeys(said))
