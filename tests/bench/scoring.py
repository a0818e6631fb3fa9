"""How well what was found in posts fits what stands in them.

A marked detail is found if a finding touches it, is not far longer than it, and is of
a kind that gives its author the right reason. A finding that finds nothing is neutral
if it touches a detail or an ignored place, and else a false alarm.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.bench.posts import Post, Span

LONGEST, SLACK = 3, 60
"""A finding may have so many times the length of a detail, and so much more."""

ALSO = {
    "street_address": "zip_code gps",
    "zip_code": "street_address",
    "gps": "street_address",
    "person_name": "username",
    "username": "person_name secret",
    "ssn": "gov_id",
    "gov_id": "ssn",
    "credit_card": "bank_account",
    "bank_account": "credit_card utility_account",
    "ip_address": "portal_link",
    "secret": "portal_link",
    "portal_link": "secret device_serial utility_account",
    "device_serial": "utility_account",
    "utility_account": "device_serial bank_account",
}
"""What else a kind may be called so that the author reads a reason that fits."""


@dataclass(slots=True)
class Score:
    """Counts over posts, and the figures made of them."""

    marked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    covered: int = 0
    right: int = 0
    false: int = 0
    clean: int = 0
    alarmed: int = 0
    """Clean posts with a false alarm."""

    @property
    def recall(self) -> float:
        """How much of what is marked was found."""
        return _share(self.found.total(), self.marked.total())

    @property
    def precision(self) -> float:
        """How much of what was found is marked; neutral findings do not count."""
        return _share(self.right, self.right + self.false)

    @property
    def f2(self) -> float:
        """Both in one figure, in which recall weighs four times as much."""
        return _share(
            5 * self.precision * self.recall, 4 * self.precision + self.recall
        )

    @property
    def fully_covered(self) -> float:
        """How much of what is marked would be gone if all findings were masked."""
        return _share(self.covered, self.marked.total())

    @property
    def clean_alarmed(self) -> float:
        """How many posts that disclose nothing had a false alarm."""
        return _share(self.alarmed, self.clean)

    def recall_of(self, kind: str) -> float:
        """How much of one kind was found."""
        return _share(self.found[kind], self.marked[kind])


def score(posts: Iterable[Post], answers: Iterable[Iterable[Span]]) -> Score:
    """Compare what was found in each post with what is marked in it."""
    total = Score()
    for post, answer in zip(posts, answers, strict=True):
        findings = sorted({_trimmed(post.text, one) for one in answer})
        _count(total, post, [one for one in findings if one.start < one.end])
    return total


def _count(total: Score, post: Post, findings: list[Span]) -> None:
    reached = {at for one in findings for at in range(one.start, one.end)}
    for detail in post.spans:
        total.marked[detail.kind] += 1
        near = [one for one in findings if _fits(one, detail)]
        total.found[detail.kind] += any(_tells(one, detail) for one in near)
        total.covered += bool(near) and reached.issuperset(_signs(post.text, detail))
    false = 0
    for one in findings:
        near = [detail for detail in post.spans if _fits(one, detail)]
        if any(_tells(one, detail) for detail in near):
            total.right += 1
        elif not near and not any(_touch(one, place) for place in post.ignored):
            false += 1
    total.false += false
    total.clean += not post.spans
    total.alarmed += bool(false and not post.spans)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _fits(one: Span, detail: Span) -> bool:
    longest = LONGEST * (detail.end - detail.start) + SLACK
    return _touch(one, detail) and one.end - one.start <= longest


def _tells(one: Span, detail: Span) -> bool:
    return one.kind == detail.kind or one.kind in ALSO.get(detail.kind, "").split()


def _signs(text: str, detail: Span) -> Iterable[int]:
    return (at for at in range(detail.start, detail.end) if text[at].isalnum())


def _trimmed(text: str, one: Span) -> Span:
    """Leave out blanks at both ends."""
    words = text[one.start : one.end]
    start = one.start + len(words) - len(words.lstrip())
    return Span(start, max(start, one.start + len(words.rstrip())), one.kind)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
