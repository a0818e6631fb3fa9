"""Texts of safety notices that moderators put beside a post; each is a version.

A text that changes gets a new version; what stands beside a post stays as it was
when it was put there. Nothing here says anything about the author.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

SIGNED = "Moderation team"


@dataclass(frozen=True, slots=True)
class SafetyNotice:
    """A warning to readers, in words that do not change."""

    key: str
    version: int
    title: str
    text: str

    @property
    def in_feeds(self) -> Markup:
        """The notice as feeds show it, below the words of the post."""
        box = Markup("<hr><p><b>{}</b> {}</p><p>{}</p>")
        return box.format(self.title, self.text, SIGNED)


TEXTS: tuple[SafetyNotice, ...] = (
    SafetyNotice(
        "roof",
        1,
        "Stay off the roof",
        "Please do not climb on a roof because of what is said here. Falls are the "
        "most frequent grave accident with solar power, and modules are slippery. "
        "Have it done by somebody with fall protection.",
    ),
    SafetyNotice(
        "live-dc",
        1,
        "Module wiring stays live in daylight",
        "Please do not open any connector or box. The wires of modules carry up to "
        "600 volts as long as there is light, also with the breaker off. Leave this "
        "to a licensed electrician.",
    ),
    SafetyNotice(
        "attic",
        1,
        "Take care in attics",
        "Attics get hot enough to faint within minutes, and ceilings carry only on "
        "their joists. Please do not work there alone, and not near cables whose "
        "insulation is damaged.",
    ),
    SafetyNotice(
        "battery",
        1,
        "Batteries cannot be switched off inside",
        "Please do not open a battery and do not bridge its terminals. It can burn "
        "hours after it was damaged. If it smokes, swells or hisses, leave the "
        "building and call 911.",
    ),
    SafetyNotice(
        "backfeed",
        1,
        "Never feed a house through an outlet",
        "Power that is fed in without a transfer switch can kill people who work on "
        "the lines outside. Have a licensed electrician put in a transfer switch or "
        "an interlock.",
    ),
)
_BY_VERSION: Mapping[tuple[str, int], SafetyNotice] = {
    (one.key, one.version): one for one in TEXTS
}
_NEWEST: Mapping[str, SafetyNotice] = {
    one.key: one for one in sorted(TEXTS, key=lambda one: one.version)
}


def newest_notices() -> tuple[SafetyNotice, ...]:
    """Return the texts that can be put beside a post today."""
    return tuple(_NEWEST.values())


def newest_notice(key: str) -> SafetyNotice | None:
    """Return the present version of a text."""
    return _NEWEST.get(key)


def notice_of(key: str, version: int) -> SafetyNotice | None:
    """Return the text that stands beside a post, if one does."""
    return _BY_VERSION.get((key, version))
