"""Finds codes of gates, doors, lock boxes and alarms."""

import re
from collections.abc import Callable, Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.secretcues import SAYS

_DOOR = (
    r"(?:gate|door|garage|lock ?box|alarm|keypad|entry|access|security|key ?safe|key "
    r"?box|shed|community|barn|"
    r"padlock|lock|front door|side gate|opener|combo|combination|installer|disarm|"
    r"pin|garage door|meter room|building|call ?box)"
    r"(?:'s)?[ ]?(?:access|entry|door|gate|lock|keypad)?[ ]?(?:code|pin|combo|"
    r"combination|number|password)?|pin(?:[ ]?(?:code|number))?|code (?:for|to|on) "
    r"(?:the|our|my) "
    r"(?:[a-z]{1,10} )?(?:gate|door|garage|lock ?box|alarm|keypad|shed|key ?safe|"
    r"lock|barn|entry|box|building)|(?:combo|combination|pin) (?:for|to|on|of) "
    r"(?:the|our|my) (?:[a-z]{1,12} )?[a-z]{2,12}|punch in|(?:gate|door|lock|box) "
    r"opens with"
)

_CUED_DOOR = re.compile(
    rf"(?<![\w/])(?P<cue>{_DOOR})(?P<says>{SAYS}|[ ]?[-,#][ ]?|[ ])[ ]?(?:still |"
    rf"now |just |set to |always )?[\"'`*]{{0,2}}"
    r"(?P<v>[#*]?[0-9](?:[ -]{0,3}[0-9]){2,7}[#*]?)(?![\w])(?!\.[0-9])(?![ ]?(?:kwh|wh|"
    r"kw|w|v|a|hz|ft|feet|amps?|volts?|watts?|%|lbs?|mm|miles|usd|am|pm|days|hours|"
    r"panels|modules|x|connector|header|plug|socket|pins?|wire|conductor|cable|relay|"
    r"gauge|ga|awg|inch|in|mm2|inches|pieces|pcs|people|times|minutes|seconds)\b)"
)

_OPENS = re.compile(
    r"\b(?:gate|door|lock ?box|garage|keypad|padlock|alarm|key ?safe|shed|barn|fence|"
    r"lock)s?\b"
    r"[^.!?\n0-9]{0,45}?(?:\b(?:opens?|unlocks?|disarms?|deactivates?|takes|wants|"
    r"likes|accepts)(?: with| on| "
    r"using| via| to)?|"
    r"\b(?:code|combo|combination|pin)(?: is| was|:|=)?|\boff:|:)[ ]{1,2}"
    r"(?P<v>[#*]?[0-9](?:[ -]?[0-9]){2,7}[#*]?)(?![\w%/:-])(?!\.[0-9])(?![ ](?:kwh|wh|"
    r"w|v|a|ft|"
    r"am|pm|on|"
    r"units|panels|times|days|hours|minutes|seconds))"
)

# "lockbox on the gas meter 0472": a code needs no verb where it begins with a nought.
_BARE_CODE = re.compile(
    r"\b(?:lock ?box|gate|keypad|key ?safe|padlock|garage|alarm|"
    r"door)\b[^.!?\n0-9]{0,25}[ ](?P<v>0[0-9]{3}|[0-9]{3,6}[#*]|"
    r"(?:pound|star|hash|asterisk)(?: sign| key)?[ ][0-9]{3,6}|"
    r"[#*][0-9]{3,6})(?![\w%/:-])(?!\.[0-9])"
)

_CODE_IS = re.compile(
    r"\b(?:code|combo|combination|pin)\b(?P<gap>[^.!?\n:0-9]{0,35})(?:[ ]is|[ ]was|:|"
    r"=)[ ](?P<v>[#*]?[0-9]{3,8}[#*]?)(?![\w%/:-])(?!\.[0-9])"
)

_IN_BRACKETS = re.compile(
    r"\b(?:pin|pass ?code|code|password)\b[^.!?\n(]{0,50}\([\"']?(?P<v>[0-9]{4,8})[\"'"
    r"]?\)"
)

_PLACE = re.compile(
    r"\b(?:gate|garage|lock ?box|door|keypad|crew|fence|barn|shop|shed|get in|let "
    r"(?:yourself|himself|them) in|"
    r"driveway|entrance|key|alarm|side yard|wifi|app)\b"
)

_NO_CODE = re.compile(
    r"\b(?:error|fault|event|status|dtc|zip|area|country|qr|inverter|nec|building|"
    r"alarm|tax|promo|coupon|discount)\b"
)

_SINGLY = re.compile(
    r"\b(?:gate|door|keypad|lock ?box|garage|alarm|code|padlock)\b[^.!?\n0-9]{0,20}[ :]"
    r"(?P<v>[0-9](?:(?:, ?|-| )[0-9]){3,7})(?![\w]|[ -][0-9]|\.[0-9])"
)
_TRAILED = re.compile(
    r"(?<![\w.$/-])(?P<v>[#*]?[0-9]{3,8}[#*]?)[ ](?:door|gate|garage|lock ?box|alarm|"
    r"keypad|"
    r"entry|key ?safe)[ ](?:code|pin|combo)\b"
)

_REVERSED = re.compile(
    r"(?<![\w.$/-])(?P<v>[#*]?[0-9]{3,8}[#*]?)(?![\w.%-])[ ]?(?:is|=|opens|on|gets "
    r"you (?:in|past)|unlocks|will get you|works on|disarms|for)[ ](?:the |our |my |"
    r"through )?"
    r"(?:[a-z]{1,10} )?(?:gate|lock ?box|keypad|alarm|garage|door|key ?safe|padlock)\b"
)

_CVV = re.compile(
    r"\b(?:cvv2?|cvc2?|cid|security code)(?: is| was|:|#)?[ "
    r"]{1,2}(?P<v>[0-9]{3,4})(?![\w.-])"
)

_TURNS = re.compile(
    r"\b(?P<v>(?:right|left|cw|ccw|[rl])[ -]?[0-9]{1,2}[ ,;/-]{1,3}(?:then )?(?:right|"
    r"left|cw|ccw|[rl])[ -]?"
    r"[0-9]{1,2}[ ,;/-]{1,3}(?:then )?(?:right|left|cw|ccw|[rl])[ -]?[0-9]{1,2})\b"
)

_TYPED = re.compile(
    r"\b(?:gate|door|lock ?box|garage|keypad|alarm|padlock|entrance|"
    r"fence)\b[^.!?\n]{0,25}\b(?:type|enter|press|dial|punch(?: in)?|key in|use)[ ]"
    r"(?P<v>(?:(?:star|pound|hash|asterisk)[ ])?[#*]?[0-9]{3,8}[#*]?)(?![\w.%-])"
    r"|\b(?:type|enter|press|dial|punch(?: in)?|key in|use)[ "
    r"](?P<w>(?:(?:star|pound|hash|asterisk)[ ])?[#*]?[0-9]{3,8}[#*]?)(?![\w%-])[^.!?\n"
    r"]{0,20}\b(?:gate|door|lock ?box|"
    r"garage|keypad|alarm|padlock|fence)\b"
)

_CLOSES = re.compile(
    r"\b(?:closes|fixes|fixed|bug|issue|lp|pr|refs?|ticket|pull)[ :#(]{1,3}$"
)
_ERROR = re.compile(r"\b(?:error|fault|event|status|dtc|zip|area|qr)\b[^\n]{0,8}$")

_OPENERS = re.compile(
    r"code|pin\b|combo|combination|lock ?box|key ?safe|keypad|punch|opens with|key "
    r"?box|padlock"
)

_DOOR_WORDS = frozenset(
    "gate door garage lockbox lock alarm keypad entry access security key keysafe "
    "keybox shed community barn "
    "padlock front side opener combo combination installer disarm pin meter building "
    "call callbox code punch "
    "box fence entrance cvv cvc cid right left r l cw crew gates doors garages".split()
)


Fits = Callable[[Reading, re.Match[str]], bool]


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find codes of gates, doors, lock boxes and alarms."""
    del registered
    if not (reading.has_digits and reading.speaks_of(_DOOR_WORDS)):
        return
    for match in _TYPED.finditer(reading.lower):
        yield Candidate(*match.span("v" if match["v"] else "w"), Kind.SECRET)
    for pattern, fits in _CODES:
        for match in pattern.finditer(reading.lower):
            if fits(reading, match):
                yield Candidate(*match.span("v"), Kind.SECRET)


def _is_code_of_place(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a code that "is" some digits opens a place and is no error's."""
    start, end = match.span()
    if _CLOSES.search(reading.before(match.start("v"), 14)):
        return False
    if _NO_CODE.search(reading.lower[max(0, start - 16) : match.start("v")]):
        return False
    marked = match["v"][0] in "#*" or match["v"][-1] in "#*"
    return marked or bool(_PLACE.search(reading.lower[max(0, start - 50) : end + 40]))


def _is_no_error(reading: Reading, match: re.Match[str]) -> bool:
    if _CLOSES.search(reading.before(match.start("v"), 14)):
        return False
    return not _ERROR.search(reading.before(match.start(), 14))


def _is_turned(reading: Reading, match: re.Match[str]) -> bool:
    del reading, match
    return True


def _is_code(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a number opens something; a year or an error code does not."""
    if _ERROR.search(reading.before(match.start(), 14)):
        return False
    marked = match["says"].strip() in (":", "=")
    year = match["v"].startswith(("19", "20"))
    return bool(_OPENERS.search(match["cue"])) or (marked and not year)


_CODES: tuple[tuple[re.Pattern[str], Fits], ...] = (
    (_CUED_DOOR, _is_code),
    (_TURNS, _is_turned),
    (_CODE_IS, _is_code_of_place),
    (_IN_BRACKETS, _is_code_of_place),
    (_BARE_CODE, _is_no_error),
    (_REVERSED, _is_no_error),
    (_OPENS, _is_no_error),
    (_TRAILED, _is_no_error),
    (_SINGLY, _is_no_error),
    (_CVV, _is_no_error),
)
