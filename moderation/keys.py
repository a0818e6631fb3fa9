"""By which keys moderators work, and what may be chosen for that: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.core.answers import YES, Answer, no

DEEDS = {
    "next": ("j", "Next case"),
    "previous": ("k", "Previous case"),
    "thread": ("o", "Open it in its thread"),
    "claim": ("c", "Claim or release it"),
    "rule": ("r", "Go to the rule"),
    "edit": ("e", "Edit the post"),
    "select": ("x", "Select it for one decision; with Shift, all up to it"),
    "note": ("n", "Write a note"),
    "hide": ("h", "Hide it until it is edited, once you say yes"),
    "filter": ("/", "Go to the filter"),
    "undo": ("z", "Undo the last decision"),
    "help": ("?", "Show this help"),
}
"""What each key does, and the key if nobody chose another one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one moderator."""

    are_off: bool = False
    by_deed: Mapping[str, str] = field(
        default_factory=lambda: {name: key for name, (key, _) in DEEDS.items()}
    )

    @property
    def help(self) -> tuple[tuple[str, str], ...]:
        """Each key and what it does."""
        return tuple((self.by_deed[name], said) for name, (_, said) in DEEDS.items())


def may_be_keys(chosen: Mapping[str, str]) -> Answer:
    """Each deed has one key of its own; digits choose decisions already."""
    keys = list(chosen.values())
    if any(len(key) != 1 or not key.isprintable() or key.isspace() for key in keys):
        return no("Write one letter or sign for each")
    if any(key.isdigit() for key in keys):
        return no("Digits choose decisions. Use letters or signs")
    if len({key.casefold() for key in keys}) < len(keys):
        return no("Two of them have the same key. Give each its own")
    return YES
