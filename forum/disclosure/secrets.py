"""Finds passwords, codes of doors and keys of programs."""

import re
from collections.abc import Callable, Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import NOT_SECRETS

_KEYS = re.compile(
    r"(?<!\w)(?:A[KS]IA[0-9A-Z]{16}(?!\w)|gh[pousr]_[A-Za-z0-9]{20,80}|"
    r"github_pat_[A-Za-z0-9_]{20,100}|xox[abeprs]-[A-Za-z0-9-]{10,100}|"
    r"eyJ[A-Za-z0-9_-]{8,600}\.[A-Za-z0-9_-]{6,1000}(?:\.[A-Za-z0-9_-]{0,1000})?|"
    r"[spr]k[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{10,120}|sk-[A-Za-z0-9]{20,60}|"
    r"AIza[0-9A-Za-z_-]{30,40}|glpat-[A-Za-z0-9_-]{15,40}|ya29\.[A-Za-z0-9_-]{20,200}|"
    r"(?:SG|npm|hf|dop_v1)[._][A-Za-z0-9_-]{16,40}[A-Za-z0-9._-]{0,50})|"
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{0,4000}(?:-----END [A-Z "
    r"]{0,20}PRIVATE KEY-----)?|"
    r"(?<![\w/=-])(?=[0-9A-F]{0,31}[G-Z])(?=[A-Z]{0,31}[0-9])[A-Z0-9]{32}(?!\w)|"
    r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,60}"
)
_IN_LINK = re.compile(r"[a-z]{2,8}://(?P<v>[^\s/:@\ufffc]{1,40}:[^\s/@\ufffc]{2,60})@")
_ANNOUNCED = (
    r"pass ?words?|passwort|passwd|pwd|pass ?phrase|pass(?: ?key)?|pw|psk|p/w|pass "
    r"?code|"
    r"(?:wi-?fi|wifi|wlan|wpa[23]?|network|wireless|wep|security|ssid|router|"
    r"encryption|modem|guest)[ _-]?(?:key|pass|code)|creds|credentials"
)
_PROGRAM = (
    r"(?:api|access|secret|client|auth|app|private|encryption|signing|account|"
    r"consumer|refresh|bearer|"
    r"x-api|influx\w*|mqtt|ha|long[ -]lived|personal access|developer|envoy|owner)[ "
    r"_-]?(?:access)?[ _-]?(?:key|token|secret|passwd|password|pass)|"
    r"apikey|token|bearer|secret|authtoken|jwt"
)
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
_SAYS = (
    r"(?:[ ]?[:=]{1,2}>?|'s(?=[ ])|[ ]?->|[ ]{1,2}(?:is|was|are|=|be|to|of|"
    r"reads)\b:?|[\"'][ ]?[:=])"
)
_VALUE = r"[\"'`*_]{0,3}(?P<v>[^\s\ufffc\"'`]{3,200})"
_CUED = re.compile(
    rf"(?<![\w/-])(?P<cue>{_ANNOUNCED})(?:[ ](?:for|on|to|of|at)[ ](?:[\w-]{{1,15}}[ "
    rf"]){{0,3}}[\w-]{{1,15}})?"
    rf"(?:[ ](?:here|still|now|currently|just|there))?{_SAYS}[ \t]{{0,3}}\n?[ "
    rf"]{{0,2}}(?:still |now |just |also |currently |simply |literally )?{_VALUE}"
)
_QUOTED = re.compile(
    rf"(?<![\w/-])(?:{_ANNOUNCED}){_SAYS}[ ]?(?P<q>[\"'`])(?P<v>[\w!@#$%^&*+?., "
    rf"-]{{4,60}})(?P=q)"
)
_DIRECT = re.compile(rf"(?<![\w/-])(?:{_ANNOUNCED})[ ,]{{1,2}}{_VALUE}")
_CUED_KEY = re.compile(
    rf"(?<![a-z0-9/])(?:{_PROGRAM})(?:{_SAYS}|[ ])[ \t]{{0,3}}{_VALUE}"
)
_CUED_DOOR = re.compile(
    rf"(?<![\w/])(?P<cue>{_DOOR})(?P<says>{_SAYS}|[ ]?[-,#][ ]?|[ ])[ ]?(?:still |"
    rf"now |just |set to |always )?[\"'`*]{{0,2}}"
    r"(?P<v>[#*]?[0-9](?:[ -]?[0-9]){2,7}[#*]?)(?![\w])(?!\.[0-9])(?![ ]?(?:kwh|wh|"
    r"kw|w|v|a|hz|ft|feet|amps?|volts?|watts?|%|lbs?|mm|miles|usd|am|pm|days|hours|"
    r"panels|modules|x)\b)"
)
_REVERSED = re.compile(
    r"(?<![\w.$/-])(?P<v>[#*]?[0-9]{3,8}[#*]?)(?![\w.%-])[ ]?(?:is|=|opens|on|gets "
    r"you (?:in|past)|unlocks|will get you|works on|disarms|for)[ ](?:the |our |my |"
    r"through )?"
    r"(?:[a-z]{1,10} )?(?:gate|lock ?box|keypad|alarm|garage|door|key ?safe|padlock)\b"
)
_MY_KEY = re.compile(
    rf"\b(?:my|the|our|with|and|using)[ ]key(?:[ ](?:is|was|of)|:)?[ ]{{1,2}}{_VALUE}"
)
_TYPED = re.compile(
    r"\b(?:gate|door|lock ?box|garage|keypad|alarm|padlock|entrance|"
    r"fence)\b[^.!?\n]{0,25}\b(?:type|enter|press|dial|punch(?: in)?|key in|use)[ ]"
    r"(?P<v>[#*]?[0-9]{3,8}[#*]?)(?![\w.%-])"
    r"|\b(?:type|enter|press|dial|punch(?: in)?|key in|use)[ "
    r"](?P<w>[#*]?[0-9]{3,8}[#*]?)(?![\w%-])[^.!?\n]{0,20}\b(?:gate|door|lock ?box|"
    r"garage|keypad|alarm|padlock|fence)\b"
)
_ANY_PASSWORD = re.compile(rf"\b(?:{_ANNOUNCED})\b")
_ERROR = re.compile(r"\b(?:error|fault|event|status|dtc|zip|area|qr)\b[^\n]{0,8}$")
_SETTING = re.compile(r"-|[\w.]{2,40}=[\w$]|[^\s]{0,40}\[")
_NAMED = re.compile(
    r"code|pin\b|combo|combination|lock ?box|key ?safe|keypad|punch|opens with|key "
    r"?box|padlock"
)
_LOGIN = re.compile(
    r"(?<![\w/.-])(?:user ?name|user ?id|login|log ?in|user|uid|account name)(?:[ "
    r"](?:is|was)|[ ]?[:=])[ ]{0,2}[\"'`*]{0,2}(?P<v>[a-z0-9][\w.@-]{2,40})"
)
_PAIR = re.compile(
    r"(?<!\w)(?:creds|credentials|login|log ?in)[ ]?(?:are|is|:|=)?[ "
    r"]{1,2}(?P<u>[\w.@-]{3,40})[ ]?(?:/|:|\|| and | with )[ "
    r"]?(?P<v>[^\s\ufffc\"'`]{4,60})"
)
_PLACEHOLDER = re.compile(
    r"^[<{\[(*$%!]|your|my_|xxx|\.{3}|\*{3,}|^!secret|redact|example|placeholder|"
    r"changeme|insert|"
    r"masked|hidden|removed|secret_|_here|^_+$|^-+$|os\.|env\.|getenv|config\.|"
    r"^none$|^null$|^true$|^false$|^\?+"
)
_TRAIL = ".,;:!?)\"'`*]}>"
_SHORTEST, _KEY_SHORTEST = 4, 8

Judge = Callable[[str, bool, re.Match[str]], bool]


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find what opens a door, a network, an account or a program."""
    del registered
    for match in _KEYS.finditer(reading.text):
        yield Candidate(*match.span(), Kind.SECRET)
    for match in _IN_LINK.finditer(reading.lower):
        if not _PLACEHOLDER.search(match["v"]) and not match["v"].endswith(
            (":password", ":pass", ":pw", ":secret")
        ):
            yield Candidate(*match.span("v"), Kind.SECRET)
    for pattern, judge in (
        (_CUED, _is_password),
        (_DIRECT, _is_odd),
        (_CUED_KEY, _is_key),
        (_MY_KEY, _is_key),
        (_PAIR, _is_odd),
    ):
        for match in pattern.finditer(reading.lower):
            yield from _value(reading, match, judge)
    for match in _QUOTED.finditer(reading.lower):
        if " " in match["v"] and not _PLACEHOLDER.search(match["v"]):
            yield Candidate(*match.span("v"), Kind.SECRET)
    yield from _doors(reading)
    yield from _logins(reading)


def _value(reading: Reading, match: re.Match[str], judge: Judge) -> Iterator[Candidate]:
    start, end = match.span("v")
    value = reading.text[start:end].rstrip(_TRAIL)
    if "(" in value and reading.text[start + len(value) : end].startswith(")"):
        value += ")"
    if not value or _PLACEHOLDER.search(value.lower()):
        return
    quoted = reading.text[start - 1] in "\"'`"
    if judge(value, quoted, match):
        yield Candidate(start, start + len(value), Kind.SECRET)


def _is_password(value: str, quoted: bool, match: re.Match[str]) -> bool:
    if len(value) < _SHORTEST:
        return False
    if _is_odd(value, quoted, match):
        return True
    low = value.lower()
    marked = (
        ":" in match.group()[: match.start("v") - match.start()] or "=" in match.group()
    )
    return (
        (quoted or marked or match["cue"] != "pass")
        and low not in NOT_SECRETS
        and (quoted or marked or not low.endswith(("ed", "ing", "ly")))
    )


def _is_odd(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value is no word: digits and letters, signs, odd capitals."""
    del quoted, match
    if len(value) < _SHORTEST or value.lower() in NOT_SECRETS or _SETTING.match(value):
        return False
    digits = any(sign.isdigit() for sign in value)
    letters = any(sign.isalpha() for sign in value)
    inner = any(sign.isupper() for sign in value[1:]) and not value.isupper()
    signs = any(sign in "!@#$%^&*+=?~" for sign in value)
    if digits and not letters:
        return len(value) >= _KEY_SHORTEST and "/" not in value and "." not in value
    return (digits and letters) or (inner and letters) or (signs and letters)


def _is_key(value: str, quoted: bool, match: re.Match[str]) -> bool:
    del quoted, match
    digits = sum(sign.isdigit() for sign in value)
    return len(value) >= _KEY_SHORTEST and digits >= 2 and "://" not in value  # noqa: PLR2004


def _doors(reading: Reading) -> Iterator[Candidate]:
    low = reading.lower
    if not reading.has_digits:
        return
    for match in _CUED_DOOR.finditer(low):
        if _is_code(reading, match):
            yield Candidate(*match.span("v"), Kind.SECRET)
    for match in _TYPED.finditer(low):
        yield Candidate(*match.span("v" if match["v"] else "w"), Kind.SECRET)
    for match in _REVERSED.finditer(low):
        yield Candidate(*match.span("v"), Kind.SECRET)


def _is_code(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a number opens something; a year or an error code does not."""
    if _ERROR.search(reading.before(match.start(), 14)):
        return False
    marked = match["says"].strip() in (":", "=")
    year = match["v"].startswith(("19", "20"))
    return bool(_NAMED.search(match["cue"])) or (marked and not year)


def _logins(reading: Reading) -> Iterator[Candidate]:
    """Find the login name that stands beside a password."""
    if not _ANY_PASSWORD.search(reading.lower):
        return
    for match in _LOGIN.finditer(reading.lower):
        value = match["v"].rstrip(".")
        marked = ":" in match.group() or "=" in match.group()
        near = reading.after(match.end(), 60) + reading.before(match.start(), 60)
        if (
            (marked or not value.isalpha())
            and value not in NOT_SECRETS
            and _ANY_PASSWORD.search(near)
        ):
            start = match.start("v")
            yield Candidate(start, start + len(value), Kind.USERNAME)
