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


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of mail that a member turns on or off."""

    name: str
    label: str
    about: str
    mail_class: MailClass
    is_on: bool
    """What holds until the member says something."""


_choices: dict[str, Choice] = {}


def offer(
    name: str,
    label: str,
    about: str,
    mail_class: MailClass = MailClass.ACTIVITY,
    *,
    is_on: bool = False,
) -> Choice:
    """Let members choose about a kind of mail; promotion is never on by itself."""
    if mail_class not in CHOSEN:
        raise ValueError(f"nobody chooses about {mail_class} mail")
    if mail_class is MailClass.PROMOTIONAL and is_on:
        raise ValueError("promotion is only for those who asked for it")
    _choices[name] = Choice(name, label, about, mail_class, is_on)
    return _choices[name]


def choices(mail_class: MailClass | None = None) -> tuple[Choice, ...]:
    """Return what there is to choose about, in the order it was offered."""
    every = _choices.values()
    return tuple(one for one in every if mail_class in {None, one.mail_class})


def choice_named(name: str) -> Choice | None:
    """Return a choice, if there is one of this name."""
    return _choices.get(name)


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
