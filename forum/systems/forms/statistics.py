"""The form of one's part in the community statistics."""

from wtforms import BooleanField

from forum.core.forms import Form


class StatisticsForm(Form):
    """Whether a member takes part in the community statistics."""

    takes_part = BooleanField("Count my systems in the community statistics")
    counts_yields = BooleanField("Count me for yields: kWh per kW, with nine others")
