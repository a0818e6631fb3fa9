"""Taking a file from a member: read, cleaned and checked, or refused in a sentence.

What comes of it is kept sealed. Words that nobody may publish, such as card numbers,
are gone before that.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from forum.core.answers import Refused, require
from forum.disclosure import Finding, Kind, Level, Registered
from forum.images import rules, texts
from forum.images.models import Format
from forum.images.taking import desk
from forum.pdf import Damaged, Locked, TooSlow, cleaned
from forum.solar.intervals import daily_totals, series_in
from forum.warnings import Spot

FORMATS = {one.value: one for one in (Format.CSV, Format.TXT, Format.LOG, Format.PDF)}


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file that is not posted yet; kept sealed beside it."""

    called: str
    spots: tuple[Spot, ...] = ()
    step: int = 0
    """Seconds from one value to the next, where that tells of a household."""
    keeps_steps: bool = False
    """Whether its author wants to publish these values all the same."""

    @property
    def asks(self) -> bool:
        """Whether its author has to choose between the values and their daily sums."""
        return bool(self.step) and not self.keeps_steps


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file as it may be kept, and what is known of it."""

    content: bytes
    format: Format
    about: About
    original: str
    """Hash of the file as it came, by which a known copy is recognized."""
    removed: tuple[str, ...] = ()
    """Kinds of what was taken out at once."""


def take(name: str, data: bytes, registered: Registered) -> TakenFile:
    """Make a member's file fit to be kept; raises `Refused` or `Busy`.

    Never inside a transaction: it takes up to a few seconds.
    """
    require(rules.may_send_file(len(data)))
    kind = FORMATS.get(name.rpartition(".")[2].strip().lower())
    if kind is None:
        raise Refused(rules.NO_FILE)
    with desk.turn():
        if kind is Format.PDF:
            taken = _page(data)
        else:
            taken = _text(texts.decoded(data), kind, registered)
    about = replace(taken.about, called=texts.called(name))
    return replace(taken, about=about, original=hashlib.sha256(data).hexdigest())


def in_daily_totals(content: bytes, about: About, registered: Registered) -> TakenFile:
    """Return the sums of each day in place of a series, as a file of its own."""
    series = series_in(content.decode())
    if series is None:
        raise Refused(rules.NO_SERIES)
    totals = daily_totals(series)
    taken = _text(totals, Format.CSV, registered)
    called = f"{about.called}, daily totals"
    return replace(
        taken,
        about=About(called, taken.about.spots),
        original=hashlib.sha256(taken.content).hexdigest(),
    )


def published(content: bytes, masks: Mapping[str, str]) -> bytes:
    """Return what readers get of a file: masked where its author wished it.

    Raises `Refused` if something of that would stand in it all the same.
    """
    return texts.masked(content.decode(), masks).encode() if masks else content


def written(about: About) -> str:
    """Return what is known of a file as one text, to be sealed."""
    spots = [
        [one.excerpt, *_where(one.finding), one.line, one.times] for one in about.spots
    ]
    said = {"called": about.called, "step": about.step, "keeps": about.keeps_steps}
    return json.dumps(said | {"spots": spots})


def read(text: str) -> About:
    """Return what `written` wrote down."""
    said = json.loads(text)
    spots = tuple(
        Spot(
            excerpt,
            Finding(start, end, Kind(kind), Level(level), own=own),
            line,
            times,
        )
        for excerpt, start, end, kind, level, own, line, times in said["spots"]
    )
    return About(said["called"], spots, said["step"], said["keeps"])


def _where(one: Finding) -> tuple[int, int, str, str, bool]:
    return one.start, one.end, str(one.kind), str(one.level), one.own


def _text(text: str, kind: Format, registered: Registered) -> TakenFile:
    checked = texts.without_what_is_never_kept(text, registered)
    series = series_in(checked.text)
    step = series.step if series else rules.SERIES_STEP_MAX
    about = About("", checked.spots, step if step < rules.SERIES_STEP_MAX else 0)
    return TakenFile(checked.text.encode(), kind, about, "", checked.gone)


def _page(data: bytes) -> TakenFile:
    if not data.startswith(texts.PDF_START):
        raise Refused(rules.NO_PDF)
    try:
        content = cleaned(data)
    except Locked:
        raise Refused(rules.LOCKED_PDF) from None
    except TooSlow:
        raise Refused(rules.SLOW_PDF) from None
    except Damaged:
        raise Refused(rules.NO_PDF) from None
    if len(content) > 2 * rules.FILE_BYTES_MAX:
        raise Refused(rules.NO_PDF)
    return TakenFile(content, Format.PDF, About(""), "")
