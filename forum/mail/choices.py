"""The four classes of mail, and what members may choose about two of them.

A package that writes a new kind of activity letter offers the choice here; the
page, the gate and the one-click link know it from then on.
"""

from dataclasses import dataclass
from enum import StrEnum


class MailClass(StrEnum):
    """Why a mail is sent, which decides who may refuse it."""

    TRANSACTIONAL = "transactional"
    """Asked for by the person: verification, a new password."""
    SERVICE = "service"
    """To members about the service itself; no way to refuse but leaving."""
    ACTIVITY = "activity"
    """What happened in the forum; chosen per kind."""
    PROMOTIONAL = "promotional"
    """Offers and news; only to those who asked for them."""


CHOSEN = frozenset({MailClass.ACTIVITY, MailClass.PROMOTIONAL})
"""Classes whose letters each belong to a choice of the member."""
WITHOUT_ASKING = {
    MailClass.TRANSACTIONAL: True,
    MailClass.SERVICE: True,
    MailClass.ACTIVITY: True,
    MailClass.PROMOTIONAL: False,
}
"""What holds for each class from the day a member joins."""


class Way(StrEnum):
    """How a member wants to get a kind of mail."""

    OFF = "off"
    ON = "on"
    FIRST = "first"
    """The first about something, and then none until they come back."""
    DIGEST = "digest"
    """Not by itself, only as part of the digest."""
    DAILY = "daily"
    WEEKLY = "weekly"


ON_OR_OFF = (Way.ON, Way.OFF)


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of mail that a member turns on or off, or chooses a way for."""

    name: str
    label: str
    about: str
    mail_class: MailClass
    is_on: bool
    """What holds until the member says something."""
    ways: tuple[Way, ...] = ON_OR_OFF
    """What there is to choose from."""

    @property
    def is_simple(self) -> bool:
        """Whether it is nothing but on or off."""
        return self.ways == ON_OR_OFF

    @property
    def plain_way(self) -> Way:
        """What "yes" means where no way was named: the first that is not off."""
        return next(way for way in self.ways if way is not Way.OFF)

    @property
    def usual(self) -> Way:
        """What holds until the member says something."""
        return self.plain_way if self.is_on else Way.OFF


_choices: dict[str, Choice] = {}


def offer(
    name: str,
    label: str,
    about: str,
    mail_class: MailClass = MailClass.ACTIVITY,
    *,
    is_on: bool = False,
    ways: tuple[Way, ...] = ON_OR_OFF,
) -> Choice:
    """Let members choose about a kind of mail; promotion is never on by itself."""
    if mail_class not in CHOSEN:
        raise ValueError(f"nobody chooses about {mail_class} mail")
    if mail_class is MailClass.PROMOTIONAL and is_on:
        raise ValueError("promotion is only for those who asked for it")
    _choices[name] = Choice(name, label, about, mail_class, is_on, ways)
    return _choices[name]


def choices(mail_class: MailClass | None = None) -> tuple[Choice, ...]:
    """Return what there is to choose about, in the order it was offered."""
    every = _choices.values()
    return tuple(one for one in every if mail_class in {None, one.mail_class})


def choice_named(name: str) -> Choice | None:
    """Return a choice, if there is one of this name."""
    return _choices.get(name)


ALL_ACTIVITY = Choice(
    "all_activity",
    "What happens in the forum",
    "Every kind of mail about what happens in the forum, the digest too.",
    MailClass.ACTIVITY,
    is_on=True,
)
"""Every choice about activity at once: a link ends it, nobody turns it on."""
NEWSLETTER = offer(
    "newsletter",
    "Newsletter",
    "What is new at SolTrex and in the forum.",
    MailClass.PROMOTIONAL,
)
OFFERS = offer(
    "offers",
    "Products and offers",
    "Products, services and deals for owners of solar systems.",
    MailClass.PROMOTIONAL,
)
