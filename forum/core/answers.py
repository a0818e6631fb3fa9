"""What rules answer, and how an answer of no travels up to the page.

Refused (403)   the rule's sentence
Busy (429)      the sentence and the seconds to wait
Paused (503)    nobody can write now; the seconds to wait
Stale (409)     somebody changed the thing meanwhile
NotFound (404)  not there, or not for this viewer: the two look the same
Gone (410)      was there; a sentence says who took it away
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or a sentence that tells the person why not."""

    allowed: bool
    because: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(allowed=True)


def no(because: str) -> Answer:
    """Return a refusal with its reason in one sentence."""
    return Answer(allowed=False, because=because)


class Refused(Exception):
    """A rule said no; the message is shown to the person."""


class Busy(Exception):
    """Too much in too short a time."""

    def __init__(self, because: str, wait: int) -> None:
        super().__init__(because)
        self.wait = wait


class Paused(Exception):
    """The forum can be read only; what was sent is handed back."""

    def __init__(self, because: str, wait: int) -> None:
        super().__init__(because)
        self.wait = wait


class Stale(Exception):
    """The thing changed since the person looked at it."""


class NotFound(Exception):
    """There is no such thing, as far as this viewer may know."""


class Gone(Exception):
    """The thing was taken away; the message says by whom and why."""


def require(answer: Answer) -> None:
    """Raise `Refused` unless the rule said yes."""
    if not answer:
        raise Refused(answer.because)
