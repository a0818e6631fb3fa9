"""What a member has decided so far, sealed so that nobody else can say it.

A seal belongs to one member, one composition and one version of the rules, and
ends after some hours. It names what was kept by a keyed hash, so the words
stand in no form field twice. Decisions made on the confirmation page also need
the very draft that the page showed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from forum.boards.drafts import LEAVING, PARTS, Choice, Draft, Place, Tally
from forum.core.keys import Keys
from forum.disclosure import RULES_VERSION

LASTS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an intact seal says."""

    draft: str = ""
    """Keyed hash of the draft it was made for."""
    kept: dict[str, str] = field(default_factory=dict)
    """Keyed hash of each place left public, with the choice that left it."""
    masked: dict[str, int] = field(default_factory=dict)
    """How many places of each kind were masked while writing."""

    def fits(self, member_id: int, draft: Draft) -> bool:
        """Say whether it was made for exactly this draft."""
        return self.draft == _draft_key(member_id, draft)

    def choices(
        self, member_id: int, once: str, places: Iterable[Place]
    ) -> dict[int, Choice]:
        """Return what was decided already about places still worded the same."""
        known = {}
        for index, place in enumerate(places):
            choice = self.kept.get(_place_key(member_id, once, place))
            if choice:
                known[index] = Choice(choice)
        return known

    def tally(self) -> Tally:
        """Return the count of what was masked while writing."""
        tally = Tally()
        tally.masked.update(self.masked)
        return tally


def seal(
    member_id: int,
    draft: Draft,
    places: tuple[Place, ...],
    choices: dict[int, Choice],
    masked: dict[str, int],
) -> str:
    """Seal what a member decided about a draft."""
    kept = {
        _place_key(member_id, draft.once, places[index]): str(choice)
        for index, choice in choices.items()
        if choice in LEAVING
    }
    said = {
        "member": member_id,
        "once": draft.once,
        "rules": RULES_VERSION,
        "draft": _draft_key(member_id, draft),
        "kept": kept,
        "masked": masked,
    }
    return _signer().dumps(said)


def unseal(text: str, member_id: int, once: str) -> Sealed:
    """Read a seal; a forged, foreign, expired or outdated one says nothing."""
    try:
        said = _signer().loads(text, max_age=LASTS)
    except BadData:
        return Sealed()
    mine = (said["member"], said["once"], said["rules"])
    if mine != (member_id, once, RULES_VERSION):
        return Sealed()
    return Sealed(said["draft"], said["kept"], said["masked"])


def _draft_key(member_id: int, draft: Draft) -> str:
    texts = "\0".join(draft.part(part) for part in PARTS)
    return _keys().mac("draft", f"{member_id}\0{draft.once}\0{texts}")


def _place_key(member_id: int, once: str, place: Place) -> str:
    said = f"{member_id}\0{once}\0{place.finding.kind}\0{place.words}"
    return _keys().mac("place", said)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys().secret, salt="disclosure decisions")


def _keys() -> Keys:
    keys: Keys = current_app.extensions["keys"]
    return keys
