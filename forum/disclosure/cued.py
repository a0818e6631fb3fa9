"""Reading on from a word like "serial number" to the value it announces."""

import re
from collections.abc import Callable, Iterator

from forum.disclosure.reading import Reading

TOKEN = re.compile(
    r"(?<![\w.$])(?:(?:(?!(?:is|no|to|of|on|at|in|or|nr|my|id|it|as|a|i|by)[ "
    r"])[a-z]{1,2}[ ])?"
    r"(?:[0-9]{1,6}[a-z][0-9a-z]{0,6}|[a-z]{1,5}[0-9][0-9a-z]{0,8}|[0-9]{2,8})"
    r"(?:[ .][0-9]{0,6}(?:[a-z]{1,3}[0-9]{1,6}|[0-9][a-z]{1,3})[0-9a-z]{0,4}|[ "
    r"][0-9]{2,6}){2,5}"
    r"(?![\w%])|"
    r"[0-9]{2,6}(?:[ ][0-9]{2,6}){1,6}(?:[ ][0-9a-z](?![ ]?[\w%-]))?|[0-9](?:[ "
    r"][0-9]){5,20}|"
    r"[0-9](?:[ \n][0-9]){5,20}|[0-9]{1,4}(?:\.[0-9]{2,5}){2,4}|"
    r"[a-z0-9][a-z0-9*-]{2,30}[a-z0-9])(?![\w%])(?!\.[0-9])"
)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n[ \t]{0,4}\n|\ufffc")
_LINK = re.compile(
    r"(?:[ \t\n]|[,;/&+#:.()'\"`*|-]|\band\b|\bor\b|\bis\b|\bthe\b|\bother\b|no\b|"
    r"\bat\b|\bwith\b|\bmy\b|\bour\b|\bfor\b|\bfrom\b|\bon\b|\bit\b|\bsays\b|"
    r"\breads\b|\bwas\b|"
    r"\bco-?op\b|\butility\b|\bbill\b|\blabel\b|\bsticker\b|\bunit\b|\binverter\b|"
    r"\bgateway\b|"
    r"\bpg&e\b|\bthem\b|\bhere\b|\bbeing\b|\bnow\b|\bagain\b|\bone\b)*$"
)
_UNIT = re.compile(
    r"^[ ]{0,2}(?:kwh|wh|mwh|kw|w|watts?|volts?|v|vdc|vac|a|amps?|ah|hours?|hrs?|hz|"
    r"baud|bps|"
    r"%|\u00b0|miles?|days?|cents|dollars|bucks|usd|tomorrow|am|pm)\b"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3]?[0-9]|[01]?[0-9]-[0-3]?[0-9]-(?:19|"
    r"20)?[0-9]{2}"
)
_CLOSES = re.compile(r"\b(?:closes|fixes|bug|issue|lp|pr|refs?)[ :#(]{1,3}$")
_DIGIT = re.compile(r"[0-9]")
_LONGEST_LINK = 28
_MOST = 12


def values_after(
    reading: Reading,
    cue: re.Match[str],
    reach: int,
    fits: Callable[[str, bool], bool],
) -> Iterator[tuple[int, int]]:
    """Yield where the values stand that a cue announces, a list of them too.

    `fits` judges a value in lower case and whether it follows the cue directly.
    """
    window = _window(reading.lower, cue.end(), reach)
    done = found = 0
    for match in TOKEN.finditer(window):
        direct = _is_link(window[done : match.start()])
        if found == _MOST or (found and not direct):
            return
        if not _is_quantity(window, match) and fits(match.group(), direct):
            yield cue.end() + match.start(), cue.end() + match.end()
            found += 1
        elif found:
            return
        elif not direct:
            continue
        done = match.end()


def _window(low: str, at: int, reach: int) -> str:
    window = low[at : at + reach + 30]
    if not _DIGIT.search(window):
        return ""
    end = _SENTENCE_END.search(window)
    return window[: end.start()] if end else window


def _is_link(between: str) -> bool:
    return len(between) < _LONGEST_LINK and bool(_LINK.fullmatch(between))


def _is_quantity(window: str, match: re.Match[str]) -> bool:
    before = window[max(0, match.start() - 14) : match.start()]
    if _CLOSES.search(before) or match.group().startswith(("cve-", "0x")):
        return True
    return bool(
        _UNIT.match(window[match.end() : match.end() + 12])
        or _DATE.fullmatch(match.group())
    )


def count_digits(value: str) -> int:
    """Return how many digits a value has."""
    return sum(sign.isdigit() for sign in value)
