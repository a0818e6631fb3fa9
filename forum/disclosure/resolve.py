"""Settling what rules found: no two findings share a character."""

from collections.abc import Iterable
from dataclasses import replace

from forum.disclosure.kinds import Candidate, Kind

_ORDER = (
    Kind.SSN,
    Kind.CREDIT_CARD,
    Kind.EMAIL,
    Kind.PORTAL_LINK,
    Kind.GPS,
    Kind.SECRET,
    Kind.MAC_ADDRESS,
    Kind.IP_ADDRESS,
    Kind.GOV_ID,
    Kind.BANK_ACCOUNT,
    Kind.DOB,
    Kind.STREET_ADDRESS,
    Kind.DEVICE_SERIAL,
    Kind.PHONE,
    Kind.UTILITY_ACCOUNT,
    Kind.USERNAME,
    Kind.ZIP_CODE,
    Kind.PERSON_NAME,
    Kind.ABSENCE,
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_WORTH_KEEPING = 3


def resolve(candidates: Iterable[Candidate], size: int) -> list[Candidate]:
    """Return candidates in reading order, the more certain ones before others.

    A candidate that reaches out of a more certain one keeps the rest, so that
    masking leaves nothing of it. Each character is looked at a bounded number
    of times.
    """
    taken = bytearray(size)
    settled: list[Candidate] = []
    for one in sorted(candidates, key=_certainty):
        start, end = _rest(taken, one.start, one.end)
        if (start, end) != (one.start, one.end):
            if not _is_worth(one, end - start, is_tail=start > one.start):
                continue
            one = replace(one, start=start, end=end)  # noqa: PLW2901
        taken[start:end] = b"\1" * (end - start)
        settled.append(one)
    return sorted(settled, key=lambda one: one.start)


def _is_worth(one: Candidate, left: int, *, is_tail: bool) -> bool:
    """Say whether the rest of a candidate still tells something.

    What is left of a name tells nothing, nor does the town after a street.
    """
    if one.kind is Kind.PERSON_NAME or (one.kind is Kind.STREET_ADDRESS and is_tail):
        return False
    return left >= _WORTH_KEEPING


def _certainty(one: Candidate) -> tuple[bool, int, int, int]:
    return not one.own, _RANK[one.kind], one.start - one.end, one.start


def _rest(taken: bytearray, start: int, end: int) -> tuple[int, int]:
    """Return what is left of a candidate, its beginning or its end."""
    first = taken.find(1, start, end)
    if first < 0:
        return start, end
    if first > start:
        return start, first
    last = taken.rfind(1, start, end)
    return last + 1, end
