"""Forms of the embedded registry: joining, signing in, a new password."""

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from forum.core.clock import utcnow
from forum.core.forms import Form, Line
from forum.members.queries import is_taken
from forum.members.registry.models import EMAIL_MAX, NAME_MAX, PASSKEY_NAME_MAX
from forum.members.registry.rules import (
    PASSWORD_MIN,
    is_old_enough,
    may_be_password,
)
from forum.members.rules import gives_away, may_be_called

MONTHS = (
    "January February March April May June July August September October November "
    "December".split()
)
YEARS_BACK = 120
YEAR_LENGTH = 4
NOT_IN_NAMES = frozenset("/:@<>[]()\\")
LOGIN_MAX = 254
CODE_MAX = 40
PHONE = re.compile(r"\+?[(0-9][0-9 ().-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?")
DIGITS_MIN, DIGITS_MAX = 7, 21
ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
TAKEN = "This user name is taken. Choose another one"


class Required(DataRequired):
    """Stops at an empty field with its own words."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.field_flags = {}


class EmailField(Line):
    """An address that mail could be sent to."""

    def pre_validate(self, form: Any) -> None:
        """Check how the address is written; nobody is asked about it."""
        super().pre_validate(form)
        if len(self.data or "") > EMAIL_MAX:
            raise StopValidation(f"Use {EMAIL_MAX} characters at most")
        try:
            found = validate_email(self.data or "", check_deliverability=False)
        except EmailNotValidError:
            raise StopValidation(
                "Write an email address, such as name@example.com"
            ) from None
        self.data = found.normalized


def check_name(field: Line) -> None:
    """Stop what is no name but signs or an address."""
    name = field.data or ""
    if NOT_IN_NAMES & set(name) or "www." in name.casefold():
        raise ValidationError("Write a name, without signs or an address")


class AgreeForm(Form):
    """The age question, and that somebody accepts the documents."""

    birth_month = SelectField(
        "Month",
        [Required("Choose the month you were born in")],
        choices=lambda: [
            ("", ""),
            *((str(n), name) for n, name in enumerate(MONTHS, 1)),
        ],
    )
    birth_year = Line("Year", [Required("Write the year you were born in")])
    accept = BooleanField(
        "I have read the Terms of Use and the Privacy Policy",
        [Required("Read and accept the Terms of Use and the Privacy Policy")],
    )

    def validate_birth_year(self, field: Line) -> None:
        """Check that the year is one somebody alive can be born in."""
        this_year = utcnow().year
        digits = field.data or ""
        is_year = len(digits) == YEAR_LENGTH and digits.isascii() and digits.isdigit()
        if not is_year or not this_year - YEARS_BACK <= int(digits) <= this_year:
            raise ValidationError("Write the year with four digits, such as 1958")

    @property
    def is_old_enough(self) -> bool:
        """Whether the law lets us keep anything about this person."""
        now = utcnow()
        return is_old_enough(
            int(self.birth_year.data or 0),
            int(self.birth_month.data or 0),
            now.year,
            now.month,
        )


class JoinForm(AgreeForm):
    """The four questions of the privacy statement, and the age question."""

    name = Line("Your name", [Required("Write your name"), Length(max=NAME_MAX)])
    email = EmailField("Email address", [Length(max=EMAIL_MAX)])
    handle = Line("User name", [Required("Choose a user name")])
    handle_anyway = BooleanField("Use this user name all the same")
    password = PasswordField("Password", [Required("Choose a password")])

    def validate_name(self, field: Line) -> None:
        """Refuse what is no name: our mail begins with it."""
        check_name(field)

    def validate_handle(self, field: Line) -> None:
        """Check that the user name may be used and is free."""
        handle = field.data or ""
        if not (answer := may_be_called(handle)):
            raise ValidationError(answer.because)
        if is_taken(handle):
            raise ValidationError(TAKEN)
        if gives_away(handle, self.email.data or "") and not self.handle_anyway.data:
            raise ValidationError(
                "This user name is part of your email address. Choose another one"
            )

    def validate_password(self, field: PasswordField) -> None:
        """Check that the password holds."""
        told = (self.name.data or "", self.handle.data or "", self.email.data or "")
        if not (answer := may_be_password(field.data or "", *told)):
            raise ValidationError(answer.because)


class ConfirmForm(Form):
    """The button behind the welcome mail's link; another name if it is taken."""

    password = PasswordField("Your password", [Required("Write your password")])
    handle = Line("User name")

    def validate_handle(self, field: Line) -> None:
        """Check another user name, if one was asked for."""
        if field.data and not (answer := may_be_called(field.data)):
            raise ValidationError(answer.because)


class SignInForm(Form):
    """Who, and the proof of it."""

    login = Line("Email or user name", [Required("Write your email or user name")])
    password = PasswordField("Password", [Required("Write your password")])
    next = HiddenField()


class AskResetForm(Form):
    """Where to send a link to a new password."""

    email = EmailField("Email address", [Length(max=EMAIL_MAX)])


class ResetForm(Form):
    """The new password; how long it must be depends on the second step."""

    password = PasswordField("New password", [Required("Choose a password")])

    def __init__(self, at_least: int = PASSWORD_MIN, **given: Any) -> None:
        super().__init__(**given)
        self.at_least = at_least

    def validate_password(self, field: PasswordField) -> None:
        """Check that the password holds."""
        if not (answer := may_be_password(field.data or "", at_least=self.at_least)):
            raise ValidationError(answer.because)


class ClaimForm(AgreeForm, ResetForm):
    """The first password of an account that came with another forum."""


class DetailsForm(Form):
    """How we address and reach somebody; others never see any of it."""

    name = Line("Your name", [Required("Write your name"), Length(max=NAME_MAX)])
    phone = Line("Phone number")
    zip = Line("ZIP code")

    def validate_name(self, field: Line) -> None:
        """Refuse what is no name: our mail begins with it."""
        check_name(field)

    def validate_phone(self, field: Line) -> None:
        """Take any number one could call, however it is written; or none."""
        said = (field.data or "").casefold()
        digits = sum(map(str.isdigit, said))
        is_number = PHONE.fullmatch(said) and DIGITS_MIN <= digits <= DIGITS_MAX
        if said and not is_number:
            raise ValidationError("Write a phone number, such as (802) 555-0142")

    def validate_zip(self, field: Line) -> None:
        """Take five digits, or nine; or none."""
        if field.data and not ZIP.fullmatch(field.data):
            raise ValidationError("Write a ZIP code with five digits, such as 05401")


class AddressForm(Form):
    """Another e-mail address."""

    email = EmailField("New email address", [Length(max=EMAIL_MAX)])


class CodeField(Line):
    """A code of an app or on paper, however it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the code without the gaps that make it easy to read."""
        super().process_formdata(valuelist)
        if isinstance(self.data, str):
            self.data = self.data.replace(" ", "").replace("-", "").casefold()


class CodeForm(Form):
    """The second step: a code."""

    code = CodeField("Code", [Required("Write the code"), Length(max=CODE_MAX)])


class ProveForm(Form):
    """It is still the same person: by the password, or by a code."""

    password = PasswordField("Password")
    code = CodeField("Code", [Length(max=CODE_MAX)])
    next = HiddenField()


class PasskeyForm(Form):
    """What a device answered when it was asked for a passkey."""

    credential = HiddenField()
    next = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what its owner calls it."""

    name = Line(
        "A name for it",
        [
            Required("Give it a name, such as “my phone”"),
            Length(
                max=PASSKEY_NAME_MAX,
                message=f"Use {PASSKEY_NAME_MAX} characters at most",
            ),
        ],
    )
