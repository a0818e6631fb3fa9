"""Forms of the pages around the boards."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import current_app
from wtforms import DateTimeLocalField
from wtforms.validators import Optional, ValidationError

from forum.core.clock import utcnow
from forum.core.forms import Form
from forum.settings import Settings


class ReadOnlyForm(Form):
    """Until when nobody can write, where the forum is."""

    until = DateTimeLocalField(
        "Writing works again at", [Optional()], format=["%Y-%m-%dT%H:%M"]
    )

    def validate_until(self, field: DateTimeLocalField) -> None:
        """A pause ends in the future, or when somebody ends it."""
        moment = self.moment()
        if field.data is not None and moment is not None and moment <= utcnow():
            raise ValidationError("Choose a time that is still to come")

    def moment(self) -> datetime | None:
        """Return the end in UTC; none if it is left open."""
        local: datetime | None = self.until.data
        return None if local is None else in_utc(local, _zone())


def in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """Return a time of the clock on the wall, where the forum is."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def _zone() -> ZoneInfo:
    settings: Settings = current_app.extensions["settings"]
    return settings.zone
