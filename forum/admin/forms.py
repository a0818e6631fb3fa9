"""Forms of administration."""

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from forum.admin import queries, rules
from forum.admin.actions import BoardWords, RoleWords
from forum.admin.models import ROLE_NAME_MAX, CustomRole
from forum.boards.models import ABOUT_MAX, HINT_MAX, NAME_MAX, Audience, Board
from forum.core.forms import Form, Line, Text
from forum.core.options import Option
from forum.members.models import Role
from forum.members.permissions import DEEDS, GIVEN
from forum.rights.models import Fate

THREAD_FORM_MAX = 2000
WANTED_MAX = 254
ICONS = {
    "chat": "Talk",
    "question": "Question",
    "home": "House",
    "module": "Module",
    "inverter": "Inverter",
    "battery": "Battery",
    "chart": "Chart",
    "shield": "Shield",
    "pylon": "Pylon",
    "paper": "Paper",
    "map": "Map",
    "school": "School",
    "help": "Help",
    "users": "People",
}
READERS = {
    Audience.EVERYBODY: "Everybody",
    Audience.MEMBERS: "Members",
    Audience.STAFF: "The SolTrex team",
}
WRITERS = {
    Audience.MEMBERS: "Members",
    Audience.STAFF: "The SolTrex team; members reply",
}
ROLES = {
    Role.MEMBER: "Member",
    Role.MODERATOR: "Moderator",
    Role.ADMINISTRATOR: "Administrator",
}
FATES = {
    Fate.KEEP: "They stay, under a label that is another one in each thread",
    Fate.REDACT: "Their words and photos are destroyed",
}


def _pairs(said: dict[str, str]) -> list[tuple[str, str]]:
    return [(str(value), label) for value, label in said.items()]


def _at_most(length: int) -> Length:
    return Length(max=length, message=f"Use {length} characters at most")


class GroupForm(Form):
    """A heading on the first page."""

    name = Line("Name", [InputRequired("Write a name"), _at_most(NAME_MAX)])

    group_id: int | None = None

    def validate_name(self, field: Line) -> None:
        """Two headings with the same name would be one."""
        for group in queries.groups():
            if group.name == field.data and group.id != self.group_id:
                raise ValidationError("There is a group with this name")


class BoardForm(Form):
    """A board: what it is called, what it is for, who reads and writes there."""

    name = Line("Name", [InputRequired("Write a name"), _at_most(NAME_MAX)])
    slug = Line("Address")
    about = Line(
        "What it is for", [InputRequired("Say what it is for"), _at_most(ABOUT_MAX)]
    )
    hint = Text("Hint for whoever writes", [_at_most(HINT_MAX)])
    icon = SelectField("Picture", choices=lambda: _pairs(ICONS))
    group = SelectField("Group", coerce=int, choices=[])
    read = SelectField(
        "Who reads it",
        choices=lambda: [(str(one), said) for one, said in READERS.items()],
    )
    write = SelectField(
        "Who opens threads",
        choices=lambda: [(str(one), said) for one, said in WRITERS.items()],
        default=str(Audience.MEMBERS),
    )
    asks = BooleanField("A board for questions: whoever asks marks the answer")
    thread_form = Text("First lines of a new thread", [_at_most(THREAD_FORM_MAX)])
    seen = HiddenField()

    board_id: int | None = None

    def fill(self, board: Board | None) -> None:
        """Offer the groups; show what stands, if a board is changed."""
        self.group.choices = [(one.id, one.name) for one in queries.groups()]
        self.board_id = board.id if board else None
        if board is not None and not self.is_submitted():
            self.process(
                name=board.name,
                slug=board.slug,
                about=board.about,
                hint=board.hint,
                icon=board.icon,
                group=board.group_id,
                read=str(board.read),
                write=str(board.write),
                asks=board.asks,
                thread_form=board.thread_form,
                seen=queries.mark_of(board),
            )

    def validate_slug(self, field: Line) -> None:
        """An address is plain, and leads to one board only, also an earlier one."""
        if not (answer := rules.may_be_slug(field.data or "")):
            raise ValidationError(answer.because)
        if not queries.is_slug_free(field.data or "", self.board_id):
            raise ValidationError("Another board has this address, or had it")

    def validate_write(self, field: SelectField) -> None:
        """Nobody writes where they do not read."""
        if self.read.data == Audience.STAFF and field.data != Audience.STAFF:
            raise ValidationError("Members cannot write where they cannot read")

    def words(self) -> BoardWords:
        """Hand over the board as it is wanted."""
        return BoardWords(
            self.name.data or "",
            self.slug.data or "",
            self.about.data or "",
            self.hint.data or "",
            self.icon.data,
            self.group.data,
            Audience(self.read.data),
            Audience(self.write.data),
            self.asks.data,
            self.thread_form.data or "",
        )


class SettingForm(Form):
    """What a setting is to be, and why."""

    value = Line("Value")
    reason = RadioField(
        "Why do you change it?",
        [InputRequired("Choose a reason")],
        choices=lambda: _pairs(rules.FOR_SETTING),
    )

    option: Option

    def validate_value(self, field: Line) -> None:
        """A value is of the kind and in the range that was declared."""
        if trouble := self.option.trouble(field.data or ""):
            raise ValidationError(trouble)


class FindForm(Form):
    """Whom to look for."""

    wanted = Line(
        "User name or email address",
        [InputRequired("Write a user name or an email address"), _at_most(WANTED_MAX)],
    )


class RoleForm(Form):
    """What a member is here for from now on."""

    role = RadioField(
        "Role", choices=lambda: [(str(one), said) for one, said in ROLES.items()]
    )
    boards = SelectMultipleField("Boards", coerce=int, choices=[])
    others = SelectMultipleField("Roles of your own", coerce=int, choices=[])
    reason = RadioField(
        "Why do you change it?",
        [InputRequired("Choose a reason")],
        choices=lambda: _pairs(rules.FOR_ROLE),
    )

    def fill(self, boards: list[tuple[int, str]]) -> None:
        """Offer the boards, and roles that administrators made."""
        self.boards.choices = boards
        self.others.choices = [(one.id, one.name) for one in queries.custom_roles()]

    def validate_boards(self, field: SelectMultipleField) -> None:
        """Only moderators look after some boards."""
        if field.data and self.role.data != Role.MODERATOR:
            raise ValidationError("Only moderators look after some boards")


class CustomRoleForm(Form):
    """A role of one's own: what it gives and refuses, on which boards."""

    name = Line("Name", [InputRequired("Write a name"), _at_most(ROLE_NAME_MAX)])
    gives = SelectMultipleField(
        "It gives",
        choices=lambda: [(str(one), DEEDS[one]) for one in DEEDS if one in GIVEN],
    )
    refuses = SelectMultipleField(
        "It refuses", choices=lambda: [(str(one), said) for one, said in DEEDS.items()]
    )
    boards = SelectMultipleField("Boards", coerce=int, choices=[])

    role_id: int | None = None

    def fill(self, row: CustomRole | None, boards: list[tuple[int, str]]) -> None:
        """Offer the boards; show what stands, if a role is changed."""
        self.role_id = row.id if row else None
        if row is not None and not self.is_submitted():
            self.process(
                name=row.name,
                gives=row.gives,
                refuses=row.refuses,
                boards=row.boards or [],
            )
        self.boards.choices = boards

    def validate_name(self, field: Line) -> None:
        """Two roles with the same name would be mixed up."""
        if field.data.casefold() in {said.casefold() for said in ROLES.values()}:
            raise ValidationError("There is a role with this name")
        if not queries.is_role_name_free(field.data or "", self.role_id):
            raise ValidationError("There is a role with this name")

    def validate_refuses(self, field: SelectMultipleField) -> None:
        """A role says something, and not two things about the same."""
        answer = rules.may_be_role(self.gives.data or (), field.data or ())
        if not answer:
            raise ValidationError(answer.because)

    def words(self) -> RoleWords:
        """Hand over the role as it is wanted."""
        return RoleWords(
            self.name.data or "",
            tuple(self.gives.data or ()),
            tuple(self.refuses.data or ()),
            tuple(self.boards.data or ()),
        )


class OpenForm(Form):
    """Why an administrator needs to see an email address."""

    reason = RadioField(
        "Why do you need it?",
        [InputRequired("Choose a reason")],
        choices=lambda: _pairs(rules.FOR_ADDRESS),
    )


class ErasureForm(Form):
    """What becomes of the posts of a member who asked to be erased."""

    fate = RadioField(
        "What becomes of their posts?",
        [InputRequired("Choose what becomes of their posts")],
        choices=lambda: [(str(one), said) for one, said in FATES.items()],
    )
    sure = BooleanField("They asked for it, and I made sure that it is them")

    def validate_sure(self, field: BooleanField) -> None:
        """Nobody is erased by a slip."""
        if not field.data:
            raise ValidationError("Tick the box if you made sure that it is them")
