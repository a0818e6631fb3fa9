"""The forms in which an administrator writes an announcement."""

import re
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from markupsafe import Markup
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forum.announcements import rules
from forum.announcements.actions import Words
from forum.announcements.models import (
    BODY_MAX,
    SUCCESSOR_MAX,
    TITLE_MAX,
    Purpose,
)
from forum.core.clock import utcnow
from forum.core.forms import Form, Line, Text
from forum.core.markup import render
from forum.settings import Settings

PURPOSES = {
    Purpose.SERVICE: "About the service: to every active member",
    Purpose.COMMUNITY: "From the community: on the first page, members can dismiss it",
    Purpose.NEWSLETTER: "Newsletter: to those who asked for it",
    Purpose.OFFERS: "Products and offers: to those who asked for them",
}


TOO_LONG = f"Use {SUCCESSOR_MAX} characters at most"
HANDING_OVER = """On {day} this forum is handed over to {to_whom}.

What we keep about you goes with it: your posts, your account without its password, \
and what you agreed to. The privacy statement goes on to hold; changes of it are \
announced first.

If you do not want that, you have until then. [Get a copy of your data](/my/export) or \
[delete your account](/my/delete).

Afterwards you set a new password by mail, because passwords are not handed over."""
"""What members are told; the same words in the mail and on the first page."""


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
    starts_on = DateField("First day", [Optional()])
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
        first = max(utcnow(), _start_of(self.starts_on.data) or utcnow())
        answer = rules.ends_in_time(_end_of(field.data), first)
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
            self._is_mailed(purpose),
            starts_at=_start_of(self.starts_on.data),
        )

    def _is_mailed(self, purpose: Purpose) -> bool:
        """Promotion is nothing but mail, and what is of the community never is."""
        if purpose is Purpose.SERVICE:
            return bool(self.is_mailed.data)
        return purpose is not Purpose.COMMUNITY

    def _require_plain(self, text: str) -> None:
        if self.purpose.data == Purpose.SERVICE and (words := rules.promotion_in(text)):
            raise ValidationError(
                f"“{words}” is promotion. Nobody can refuse this mail, so leave it out"
            )


class HandingOverForm(Form):
    """To whom the forum is handed over, and when; the rest is said the same way."""

    to_whom = Line(
        "Who takes the forum over",
        [
            InputRequired("Write who takes the forum over"),
            Length(max=SUCCESSOR_MAX, message=TOO_LONG),
        ],
    )
    on = DateField("Day of the handing-over", [InputRequired("Choose the day")])
    no_promotion = BooleanField(
        "It contains no promotion",
        [InputRequired("An announcement about the service contains no promotion")],
    )

    def validate_to_whom(self, field: Line) -> None:
        """Refuse words that sell something where nobody can refuse them."""
        if words := rules.promotion_in(field.data or ""):
            raise ValidationError(f"“{words}” is promotion. Leave it out")
        shown = render(_literally(field.data or ""), None, _settings().own_hosts).html
        if rules.foreign_link(str(shown), _settings().own_hosts):
            raise ValidationError("Write the name without a web address")

    def validate_on(self, field: DateField) -> None:
        """Have members told early enough."""
        if field.data is None:
            return
        answer = rules.hands_over_in_time(field.data, utcnow().date())
        if not answer:
            raise ValidationError(answer.because)

    def words(self) -> Words:
        """Hand over what is announced, in words that are always the same."""
        day = self.on.data or utcnow().date()
        said = f"{day:%B} {day.day}, {day.year}"
        to_whom = self.to_whom.data or ""
        body = HANDING_OVER.format(day=said, to_whom=_literally(to_whom))
        return Words(
            Purpose.SERVICE,
            f"This forum is handed over on {said}",
            body,
            str(render(body, None, _settings().own_hosts).html),
            _end_of(day),
            is_mailed=True,
            hands_over_on=day,
            hands_over_to=to_whom,
        )


class ApproveForm(Form):
    """The second administrator's word."""

    no_promotion = BooleanField("I have read it. It contains no promotion")


def _literally(line: str) -> str:
    """Return a line in which nothing is Markdown."""
    return re.sub(r"([\\`*_\[\]<>~|])", r"\\\1", line)


def _start_of(day: date | None) -> datetime | None:
    """Return the beginning of a day, where the forum is."""
    if day is None:
        return None
    return datetime.combine(day, time(), _settings().zone).astimezone(UTC)


def _end_of(day: date) -> datetime:
    """Return the end of a day, where the forum is."""
    midnight = datetime.combine(day + timedelta(days=1), time(), _settings().zone)
    return midnight.astimezone(UTC)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
