"""What moderation answers when the forum asks before a draft is published."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.boards.drafts import Cleared, Draft
from forum.boards.gates import Judgement, Verdict
from forum.boards.models import Board
from forum.members.models import Member
from moderation.rules import is_new, is_on_probation
from moderation.walls import queries, rules
from moderation.walls.likeness import likeness
from moderation.walls.matching import Span, folded, spans
from moderation.walls.models import Deed, WatchedWord

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MENTION = re.compile(r"(?<!\w)@\w")
MASKED = "[masked]"
NAMED_MAX = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A watched word that stands in a draft, and where in which of its texts."""

    word: WatchedWord
    places: Mapping[str, list[Span]]

    @property
    def mark(self) -> str:
        """The sign of it, which tells no word."""
        return f"{rules.WORD}:{self.word.id}"


def judge(author: Member, board: Board, cleared: Cleared, now: datetime) -> Judgement:
    """Look for watched words, then ask whether a moderator reads it first."""
    draft = cleared.draft
    hits = found(queries.words_in_force(board.id, now), draft.texts)
    by_deed = {deed: [one for one in hits if one.word.deed is deed] for deed in Deed}
    marks = tuple(one.mark for one in hits)
    if blocked := by_deed[Deed.BLOCK]:
        return Judgement(Verdict.REFUSE, _refusal(blocked, draft), marks)
    notices = by_deed[Deed.NOTICE]
    if notices and not draft.sent.is_confirmed:
        return Judgement(Verdict.ASK, _said(notices), marks)
    signs, because = _held(author, board, draft, by_deed[Deed.HOLD], now)
    masked = by_deed[Deed.MASK]
    said = " ".join((*because, _said(masked))).strip()
    if masked:
        said = f"{said} Watched words were masked.".strip()
    verdict = Verdict.HOLD if because else Verdict.PASS
    return Judgement(verdict, said, signs + marks, _masked(draft, masked))


def found(words: Iterable[WatchedWord], texts: Mapping[str, str]) -> list[Hit]:
    """Return which words stand in some texts, and where."""
    looked_at = {name: folded(text) for name, text in texts.items() if text}
    hits = []
    for word in words:
        places = {
            name: where
            for name, text in looked_at.items()
            if (where := spans(word.pattern, word.way, text))
        }
        if places:
            hits.append(Hit(word, places))
    return hits


def _held(
    author: Member, board: Board, draft: Draft, hits: list[Hit], now: datetime
) -> tuple[tuple[str, ...], list[str]]:
    """Return what holds a draft, in signs and in sentences for its author."""
    if author.is_staff:
        return (), []
    signs, because = [], []
    opens = draft.opens_thread
    mode = queries.mode_of(board.id)
    if sign := rules.waits(mode, is_new=is_new(author, now), opens_thread=opens):
        signs.append(sign)
        because.append(rules.WAITS_HERE.get(sign, rules.FIRST_POSTS))
    score = rules.scored(_facts(author, draft, now))
    if score.holds:
        because.append(score.because)
    if hits:
        because.append(_said(hits) or rules.WATCHED)
    if because:
        signs += [f"{part}:{points}" for part, points in score.parts]
    return tuple(signs), because


def _facts(author: Member, draft: Draft, now: datetime) -> rules.Facts:
    sent, text = draft.sent, f"{draft.title}\n{draft.body}"
    bits = likeness(draft.body)
    return rules.Facts(
        is_on_probation(author, now),
        sent.seconds,
        sent.filled_trap,
        len(LINK.findall(text)),
        len(MENTION.findall(text)),
        queries.was_sent_lately(bits, author, sent.post_id, now),
        sent.from_network,
    )


def _refusal(hits: list[Hit], draft: Draft) -> str:
    """Name the words as they were written, so that they can be taken out."""
    texts = draft.texts
    written = dict.fromkeys(
        texts[name][start:end]
        for hit in hits
        for name, where in hit.places.items()
        for start, end in where[:NAMED_MAX]
    )
    named = ", ".join(f"“{one}”" for one in list(written)[:NAMED_MAX])
    return f"Take out {named}: this cannot be posted here. {_said(hits)}".strip()


def _said(hits: list[Hit]) -> str:
    return " ".join(dict.fromkeys(one.word.said for one in hits if one.word.said))


def _masked(draft: Draft, hits: list[Hit]) -> Draft | None:
    if not hits:
        return None
    texts = draft.texts
    for name, text in texts.items():
        places = [span for hit in hits for span in hit.places.get(name, ())]
        texts[name] = _without(text, places)
    return draft.worded(texts)


def _without(text: str, places: list[Span]) -> str:
    pieces, done = [], 0
    for start, end in sorted(places):
        if start >= done:
            pieces += [text[done:start], MASKED]
        done = max(done, end)
    return "".join([*pieces, text[done:]])
