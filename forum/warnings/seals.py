"""What a member has decided so far, sealed so that nobody else can say it.

A seal belongs to one member, one composition and one version of the rules, and
ends after some hours. It names what was kept by a keyed hash, so the words
stand in no form field twice. Decisions made on a confirmation page also need
the very texts that the page showed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from forum.core.keys import Keys
from forum.disclosure import RULES_VERSION
from forum.warnings.choices import LEAVING, Choice, Place, Spots, Tally, Texts

LASTS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody sent to be read by others, before anything was decided."""

    member_id: int
    once: str
    """The token of the form and where it goes: one composition, one seal."""
    texts: Texts
    bound: str = ""
    """What else a confirmation holds for, such as the pictures beside the text."""
    spots: Spots = field(default_factory=dict)
    """What was found in those texts that are parts of files."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an intact seal says."""

    parts: dict[str, str] = field(default_factory=dict)
    """Keyed hash of each text it was made for and of the places in it, in order."""
    kept: dict[str, str] = field(default_factory=dict)
    """Keyed hash of each place left public, with the choice that left it."""
    masked: dict[str, int] = field(default_factory=dict)
    """How many places of each kind were masked while writing."""

    def parts_that_hold(
        self, writing: Writing, places: tuple[Place, ...]
    ) -> frozenset[str]:
        """Return the parts for which decisions of the page before still hold.

        That page counted places from the first part on, so a changed part, or one
        in which other places are found by now, ends it.
        """
        holding = set()
        for part, key in _part_keys(writing, places).items():
            if self.parts.get(part) != key:
                break
            holding.add(part)
        return frozenset(holding)

    def choices(self, writing: Writing, places: Iterable[Place]) -> dict[int, Choice]:
        """Return what was decided already about places still worded the same."""
        known = {}
        for index, place in enumerate(places):
            choice = self.kept.get(_place_key(writing, place))
            if choice:
                known[index] = Choice(choice)
        return known

    def tally(self) -> Tally:
        """Return the count of what was masked while writing."""
        tally = Tally()
        tally.masked.update(self.masked)
        return tally


def seal(
    writing: Writing,
    places: tuple[Place, ...],
    choices: Mapping[int, Choice],
    masked: dict[str, int],
) -> str:
    """Seal what a member decided about some texts."""
    kept = {
        _place_key(writing, places[index]): str(choice)
        for index, choice in choices.items()
        if choice in LEAVING
    }
    said = {
        "member": writing.member_id,
        "once": writing.once,
        "rules": RULES_VERSION,
        "parts": _part_keys(writing, places),
        "kept": kept,
        "masked": masked,
    }
    return _signer().dumps(said)


def unseal(text: str, writing: Writing) -> Sealed:
    """Read a seal; a forged, foreign, expired or outdated one says nothing."""
    try:
        said = _signer().loads(text, max_age=LASTS)
    except BadData:
        return Sealed()
    mine = (said["member"], said["once"], said["rules"])
    if mine != (writing.member_id, writing.once, RULES_VERSION):
        return Sealed()
    return Sealed(said["parts"], said["kept"], said["masked"])


def _part_keys(writing: Writing, places: tuple[Place, ...]) -> dict[str, str]:
    who = f"{writing.member_id}\0{writing.once}\0{writing.bound}"
    found = dict.fromkeys(writing.texts, "")
    for place in places:
        one = place.finding
        found[place.part] += f"{one.kind} {one.start} {one.end} {one.level}\0"
    return {
        part: _keys().mac("draft", f"{who}\0{part}\0{found[part]}\0{text}")
        for part, text in writing.texts.items()
    }


def _place_key(writing: Writing, place: Place) -> str:
    who = f"{writing.member_id}\0{writing.once}"
    return _keys().mac("place", f"{who}\0{place.finding.kind}\0{place.words}")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys().secret, salt="disclosure decisions")


def _keys() -> Keys:
    keys: Keys = current_app.extensions["keys"]
    return keys
