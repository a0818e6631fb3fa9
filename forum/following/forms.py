"""The forms in which members say what they follow."""

from wtforms import BooleanField, RadioField

from forum.core.forms import Form

NORMAL = "normal"
LEVELS = [("watch", "Watch"), (NORMAL, "Normal"), ("mute", "Mute")]


class FollowForm(Form):
    """Buttons of which each sends another choice."""

    level = RadioField("Follow", choices=lambda: LEVELS)


class FollowChoiceForm(Form):
    """What holds for everything that a member reads and writes."""

    watches_own = BooleanField("Watch threads I post in")
    keeps_place = BooleanField("Remember how far I read")
