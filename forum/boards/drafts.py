"""A draft on its way to becoming a post.

Only `clear` makes a `Cleared`, and actions publish nothing else: no way into
the forum leads around the disclosure check.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from forum.boards.rendering import rendered
from forum.warnings import Settled, Spot, Tally, excerpts


@dataclass(frozen=True, slots=True)
class Sent:
    """How a draft came in, for whoever guards the boards; never stored."""

    seconds: float | None = None
    """How long its form was open; None where no form was."""
    filled_trap: bool = False
    """Whether something stands in the field that people do not see."""
    from_network: int = 0
    """How many posts came from the same network a short time before."""
    post_id: int | None = None
    """The post that it corrects."""
    is_confirmed: bool = True
    """Whether its author saw the page that stands before publishing."""


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file of a draft: what was found in it, and what is masked in it."""

    file: str
    """The name it will have on the disk."""
    spots: tuple[Spot, ...] = ()
    masks: Mapping[str, str] = field(default_factory=dict)
    """What readers get in the place of some words of it."""

    @property
    def text(self) -> str:
        """What is shown of it, a line for each place."""
        return excerpts(self.spots)

    def worded(self, text: str) -> "AddedFile":
        """Return it with those words masked that a text like `text` masks."""
        masks = {}
        for spot, line in zip(self.spots, text.split("\n"), strict=True):
            one = spot.finding
            after = len(spot.excerpt) - one.end
            if line != spot.excerpt:
                words = spot.excerpt[one.start : one.end]
                masks[words] = line[one.start : len(line) - after]
        return replace(self, masks=masks)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member wrote and sent; a reply has no title."""

    body: str
    title: str = ""
    tags: tuple[str, ...] = ()
    once: str = ""
    reason: str = ""
    alts: Mapping[int, str] = field(default_factory=dict)
    """What each picture shows, for those who cannot see it; by the picture's key."""
    files: Mapping[int, AddedFile] = field(default_factory=dict)
    """What is known of the files among these pictures that were added to it."""
    sent: Sent = Sent()

    @property
    def opens_thread(self) -> bool:
        """Whether a new thread would begin with it."""
        return bool(self.title) and self.sent.post_id is None

    @property
    def texts(self) -> dict[str, str]:
        """Every text that would be public, by the name of its part."""
        said = {"title": self.title, "body": self.body, "reason": self.reason}
        return said | {f"alt-{key}": alt for key, alt in self.alts.items()}

    @property
    def weighed(self) -> dict[str, str]:
        """What the check is asked about: all texts, and what was found in files."""
        read = {f"file-{key}": one.text for key, one in self.files.items() if one.spots}
        return self.texts | read

    @property
    def spots(self) -> dict[str, tuple[Spot, ...]]:
        """What was found in files, by the name of their part."""
        return {f"file-{key}": one.spots for key, one in self.files.items()}

    @property
    def bound(self) -> str:
        """Which pictures a confirmation was made for."""
        return ",".join(map(str, self.alts))

    def worded(self, texts: Mapping[str, str]) -> "Draft":
        """Return the same draft in other words."""
        return replace(
            self,
            title=texts["title"],
            body=texts["body"],
            reason=texts["reason"],
            alts={key: texts[f"alt-{key}"] for key in self.alts},
            files={
                key: one.worded(texts[f"file-{key}"]) if f"file-{key}" in texts else one
                for key, one in self.files.items()
            },
        )


@dataclass(frozen=True, slots=True)
class Cleared:
    """A draft about which everything was decided, masked and rendered."""

    draft: Draft
    html: Markup
    quoted: frozenset[int]
    tally: Tally
    masked: tuple[str, ...] = ()
    """Words that were masked just now: to be destroyed elsewhere, never stored."""

    def reworded(self, draft: Draft) -> "Cleared":
        """Return it in the other words that a gate gave it."""
        written = rendered(draft.body)
        return replace(self, draft=draft, html=written.html, quoted=written.quoted)


def clear(draft: Draft, settled: Settled) -> Cleared:
    """Make a draft fit to be published, once its texts were settled."""
    worded = draft.worded(settled.texts)
    written = rendered(worded.body)
    return Cleared(worded, written.html, written.quoted, settled.tally, settled.gone)
