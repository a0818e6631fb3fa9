"""The form in which members say what mail they want."""

from wtforms import SelectMultipleField

from forum.core.forms import Form
from forum.mail.choices import Choice, Way, choices


class ChoicesForm(Form):
    """A box for each kind of mail there is, or a list of ways to get it."""

    wanted = SelectMultipleField(
        "Mail you want",
        choices=lambda: [(one.name, one.label) for one in choices()],
    )

    ways = SelectMultipleField(
        "How you want it",
        choices=lambda: [
            (way_value(one, way), str(way)) for one in choices() for way in one.ways
        ],
    )

    def chosen(self) -> dict[str, Way]:
        """Return what a member wants of each kind; what was not sent is left out."""
        ticked, named = set(self.wanted.data or ()), set(self.ways.data or ())
        found = {}
        for one in choices():
            if one.is_simple:
                found[one.name] = Way.ON if one.name in ticked else Way.OFF
            for way in one.ways:
                if way_value(one, way) in named:
                    found[one.name] = way
        return found


def way_value(choice: Choice, way: Way) -> str:
    """Return what a form sends for one way to get a kind of mail."""
    return f"{choice.name}:{way}"
