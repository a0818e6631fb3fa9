"""Forms about being told: how mail looks, and what was seen."""

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from forum.core.db import KEY_MAX
from forum.core.forms import Form
from forum.notifications.models import USUAL_HOUR
from forum.notifications.rules import WEEKDAYS

HOURS = 24
NOON = 12


def hour_of(hour: int) -> str:
    """Return an hour as a clock shows it."""
    return f"{hour % NOON or NOON} {'AM' if hour < NOON else 'PM'}"


class ActivityForm(Form):
    """How mail about the forum looks, and when the digest comes."""

    links_only = BooleanField("Leave out what was written, send only links")
    weekday = SelectField(
        "Day of a weekly digest",
        choices=lambda: [(str(place), name) for place, name in enumerate(WEEKDAYS)],
        default="0",
    )
    hour = SelectField(
        "Hour of the digest",
        choices=lambda: [(str(hour), hour_of(hour)) for hour in range(HOURS)],
        default=str(USUAL_HOUR),
    )


class SeenForm(Form):
    """Up to which notification somebody has seen the page."""

    up_to = IntegerField(validators=[InputRequired(), NumberRange(0, KEY_MAX)])
