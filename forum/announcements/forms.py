"""The form in which an administrator writes an announcement."""

from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from markupsafe import Markup
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.announcements import rules
from forum.announcements.actions import Words
from forum.announcements.models import BODY_MAX, TITLE_MAX, Purpose
from forum.core.clock import utcnow
from forum.core.forms import Form, Line, Text
from forum.core.markup import render
from forum.settings import Settings

PURPOSES = {
    Purpose.SERVICE: "About the service: to every active member",
    Purpose.NEWSLETTER: "Newsletter: to those who asked for it",
    Purpose.OFFERS: "Products and offers: to those who asked for them",
}


class AnnouncementForm(Form):
    """What is to be announced, to whom, and until when."""

    purpose = SelectField(
        "What it is",
        choices=lambda: [(str(one), label) for one, label in PURPOSES.items()],
    )
    title = Line(
        "Title",
        [
            InputRequired("Write a title"),
            Length(max=TITLE_MAX, message=f"Use {TITLE_MAX} characters at most"),
        ],
    )
    body = Text(
        "Text",
        [
            InputRequired("Write the text"),
            Length(max=BODY_MAX, message=f"Use {BODY_MAX:,} characters at most"),
        ],
    )
    ends_on = DateField(
        "Last day on the first page", [InputRequired("Choose the last day")]
    )
    is_mailed = BooleanField("Send it as mail too")
    no_promotion = BooleanField("It contains no promotion")

    def validate_title(self, field: Line) -> None:
        """Refuse words that sell something where nobody can refuse them."""
        self._require_plain(field.data or "")

    def validate_body(self, field: Text) -> None:
        """Refuse links that leave the site or count, and words that sell."""
        link = rules.foreign_link(str(self.html()), _settings().own_hosts)
        if link:
            raise ValidationError(
                f"Link to pages of this site only, without a mark that counts: {link}"
            )
        self._require_plain(field.data or "")

    def validate_ends_on(self, field: DateField) -> None:
        """Keep an announcement from standing there forever."""
        if field.data is None:
            return
        answer = rules.ends_in_time(_end_of(field.data), utcnow())
        if not answer:
            raise ValidationError(answer.because)

    def validate_no_promotion(self, field: BooleanField) -> None:
        """Have it said that an announcement about the service sells nothing."""
        if self.purpose.data == Purpose.SERVICE and not field.data:
            raise ValidationError(
                "An announcement about the service contains no promotion. Say so"
            )

    def html(self) -> Markup:
        """Return the text as readers will see it."""
        body = self.body.data or ""
        return render(body, None, _settings().own_hosts).html

    def words(self) -> Words:
        """Hand over what was written."""
        purpose = Purpose(self.purpose.data)
        return Words(
            purpose,
            self.title.data or "",
            self.body.data or "",
            str(self.html()),
            _end_of(self.ends_on.data or utcnow().date()),
            # Promotion is nothing but mail.
            self.is_mailed.data or purpose is not Purpose.SERVICE,
        )

    def _require_plain(self, text: str) -> None:
        if self.purpose.data == Purpose.SERVICE and (words := rules.promotion_in(text)):
            raise ValidationError(
                f"“{words}” is promotion. Nobody can refuse this mail, so leave it out"
            )


class ApproveForm(Form):
    """The second administrator's word."""

    no_promotion = BooleanField("I have read it. It contains no promotion")


def _end_of(day: date) -> datetime:
    """Return the end of a day, where the forum is."""
    midnight = datetime.combine(day + timedelta(days=1), time(), _settings().zone)
    return midnight.astimezone(UTC)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
