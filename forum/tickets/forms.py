"""Forms of tickets: the question, and the answer."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Form, Line, Text
from forum.members.registry.forms import EmailField
from forum.tickets import rules
from forum.tickets.actions import Question
from forum.tickets.models import (
    ANSWER_MAX,
    MESSAGE_MAX,
    PHONE_MAX,
    CallTime,
    Channel,
    TicketSubject,
)

SUBJECTS = {
    TicketSubject.QUESTION: "A question about the forum",
    TicketSubject.ACCOUNT: "My account",
    TicketSubject.PRIVACY: "Privacy: what you keep about me",
    TicketSubject.POST: "A post that should not be here",
    TicketSubject.OTHER: "Something else",
}
CHANNELS = {
    Channel.EMAIL: "By email",
    Channel.TELEPHONE: "By telephone",
}
CALL_TIMES = {
    CallTime.ANY: "At any time of the day",
    CallTime.MORNING: "In the morning, 8 to 12",
    CallTime.AFTERNOON: "In the afternoon, 12 to 5",
    CallTime.EVENING: "In the evening, 5 to 8",
}
NEVER_SEND = (
    "Take out the number of the payment card, or the social security number. We never "
    "need it"
)


class WhereToWrite(EmailField):
    """An address, asked for only if the answer is to come by mail."""

    def pre_validate(self, form: Any) -> None:
        """Check the address if it is needed, and drop it if it is not."""
        if form.wants_call:
            self.data = ""
            return
        super().pre_validate(form)


class ContactForm(Form):
    """A question to the operator, and the way in which the answer comes."""

    subject = SelectField(
        "What is it about?",
        choices=lambda: [(str(one), label) for one, label in SUBJECTS.items()],
    )
    message = Text(
        "Your question",
        [
            InputRequired("Write your question"),
            Length(max=MESSAGE_MAX, message=f"Use {MESSAGE_MAX:,} characters at most"),
        ],
    )
    channel = RadioField(
        "How should we answer?",
        choices=lambda: [(str(one), label) for one, label in CHANNELS.items()],
        default=str(Channel.EMAIL),
    )
    email = WhereToWrite("Your email address")
    phone = Line("Your telephone number")
    call_time = SelectField(
        "When may we call?",
        choices=lambda: [(str(one), label) for one, label in CALL_TIMES.items()],
        default=str(CallTime.ANY),
    )

    @property
    def wants_call(self) -> bool:
        """Whether the answer is to come over the telephone."""
        return bool(self.channel.data == Channel.TELEPHONE)

    def validate_message(self, field: Text) -> None:
        """Refuse numbers that nobody should send."""
        if rules.holds_what_nobody_should_send(field.data or ""):
            raise ValidationError(NEVER_SEND)

    def validate_phone(self, field: Line) -> None:
        """Ask for a number only if somebody wants to be called."""
        if not self.wants_call:
            field.data = ""
            return
        number = field.data or ""
        if rules.holds_what_nobody_should_send(number):
            raise ValidationError(NEVER_SEND)
        if len(number) > PHONE_MAX or not rules.can_be_called(number):
            raise ValidationError("Write the number that we may call")

    def question(self) -> Question:
        """Hand over what was asked, with one way to answer it."""
        return Question(
            TicketSubject(self.subject.data),
            (self.message.data or "").strip(),
            Channel(self.channel.data),
            self.email.data or "",
            self.phone.data or "",
            CallTime(self.call_time.data),
        )


class TicketAnswerForm(Form):
    """An answer by mail."""

    body = Text(
        "Your answer",
        [
            InputRequired("Write the answer"),
            Length(max=ANSWER_MAX, message=f"Use {ANSWER_MAX:,} characters at most"),
        ],
    )
