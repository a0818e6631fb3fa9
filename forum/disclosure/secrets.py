"""Finds passwords, codes of doors and keys of programs."""

import re
from collections.abc import Callable, Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import EVERYDAY, NOT_SECRETS, VOCABULARY

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
    r"(?:[a-z0-9]{1,12}[_-])?(?:pass ?words?|passwort|passwd|pwd|pass ?phrase|pw|psk)|"
    r"pass(?: ?key)?|p/w|pass ?code|kennwort|wachtwoord|contrase\u00f1a|clave|mot de "
    r"passe|mdp|"
    r"has\u0142o|senha|l\u00f6senord|salasana|"
    r"(?:wi-?fi|wifi|wlan|wpa[23]?|network|wireless|wep|security|ssid|router|"
    r"encryption|modem|guest)[ _-]?(?:key|pass|code|pin)|creds|credentials"
)
_PROGRAM = (
    r"(?:api|access|secret|client|auth|app|private|encryption|signing|account|"
    r"consumer|refresh|bearer|aes|zigbee|lora|nwk|bms|modbus|noise|ota|install|setup|"
    r"x-api|influx\w*|mqtt|ha|long[ -]lived|personal access|developer|envoy|owner)[ "
    r"_-]?(?:access)?[ _-]?(?:key|token|secret|passwd|password|pass)|"
    r"apikey|token|bearer|secret|authtoken|jwt"
)
SAYS = (
    r"(?:\]?[ ]?[:=]{1,2}>?|'s(?=[ ])|[ ]?->|[ ]{1,2}(?:is|was|are|=|be|(?:set|"
    r"changed|reset|back|switched) to|of|reads|lautet|ist|es|est|jest|remains|"
    r"stays)\b:?|[\"'][ ]?[:=])"
)
_VALUE = r"[\"'`*_]{0,3}(?P<v>[^\s\ufffc\"'`]{3,200})"
_CUED = re.compile(
    rf"(?<![\w/-])(?P<cue>{_ANNOUNCED})(?:[ ](?:for|on|to|of|at)[ ](?:[\w-]{{1,15}}[ "
    rf"]){{0,3}}[\w-]{{1,15}})?"
    rf"(?:[ ](?:here|still|now|currently|just|there))?{SAYS}[ \t]{{0,3}}\n?[ "
    rf"]{{0,2}}(?:still |now |just |also |currently |simply |literally )?{_VALUE}"
)
_QUOTED = re.compile(
    rf"(?<![\w/-])(?:{_ANNOUNCED}){SAYS}[ ]?(?P<q>[\"'`])(?P<v>[\w!@#$%^&*+?., "
    rf"-]{{4,60}})(?P=q)"
)
_DIRECT = re.compile(
    rf"(?<![\w/-])(?:{_ANNOUNCED})(?:[ ]\(|[ ,]{{1,2}}|:?\n[ >]{{0,3}}){_VALUE}"
)
_FLAGGED = re.compile(
    r"(?<!\w)(?:curl\b[^\n]{0,60}? -u [^\s:]{1,30}:(?P<a>[^\s'\"]{3,60})|sshpass -p "
    r"?['\"]?"
    r"(?P<b>[^\s'\"]{3,60})|--(?:password|passwd|pass|token|api-?key)[= "
    r"]['\"]?(?P<c>[^\s'\"]{4,60}))"
)
# A word no dictionary has, some words after "password" or, with a sign in it, "wifi".
_NEAR_CUE = re.compile(
    rf"(?<![\w/-])(?:{_ANNOUNCED}|login|(?P<net>wi-?fi|ssid|hotspot))(?![\w])"
)
_NEAR = re.compile(
    r"(?:\b(?:wants|takes|needs|asks for|is|was|be|to|with|and|called|just|name|type|"
    r"enter|use|it's|currently)|"
    r"[:=,>-])[ ]"
    r"[\"'`(]?(?P<v>(?=[^\s]{0,30}[a-z])(?=[^\s]{0,30}[0-9])[A-Za-z0-9][^\s\ufffc\"'`("
    r")<>/]{5,40})"
)
_TECHNICAL = re.compile(
    r"sha-?\d|base64|utf-?8|windows|python|esp-?(?:32|82)|esp8|wpa[23]|aes|md5|"
    r"ipv[46]|rs-?(?:485|232)|"
    r"https?|sun2000|v?\d+(?:\.\d+)+|[0-9]+-?(?:digit|char|bit|hour|day|min|month|"
    r"year|inch|pin|"
    r"amp|volt|watt|kw|ghz|mhz|byte|letter|step|st|nd|rd|th|x)|.*@.*\.|.*\.(?:com|net|"
    r"org|local|io|py|"
    r"yaml|json|txt|js|conf)|iq[78]|se\d|2fa|oauth|802\.|raspberry|rpi|ubuntu|debian|"
    r"node|php|"
    r"mqtt|[a-z_]+\(|[a-z]+\.[a-z]"
)
_CUED_KEY = re.compile(
    rf"(?<![a-z0-9/])(?:{_PROGRAM})(?:{SAYS}|[ ])[ \t]{{0,3}}{_VALUE}"
)
_MY_KEY = re.compile(
    rf"(?:\b(?:my|the|our|with|and|using)[ ]|[/|,;\n][ ]?)key(?:[ ](?:is|was|of)|:)?[ "
    rf"]{{1,2}}{_VALUE}"
)
_KEY_LATER = re.compile(
    r"\b(?:key|pass|login|code)\b[^.!?\n:]{2,35}:[ ](?P<v>[^\s\ufffc\"'`()<>/]{6,40})"
)
_GLUED = re.compile(
    r"(?<!\w)(?P<v>(?:pw|pwd|psk|pass)[0-9]{2,}[a-z]{3,}\w{0,20}|code "
    r"[\w-]{0,8}#[\w.-]{4,20})"
)
_DEFAULT = re.compile(
    r"(?<![\w/.])(?:admin|root|pi|user|installer)[ ]?/[ "
    r"]?(?P<v>[^\s/\ufffc\"'`]{4,30})(?![/\w])"
)
_CODE_SIGNS = re.compile(
    r"[=/<>({\[*|]|^[a-z]+(?:_[a-z0-9]+){2,}$|^[a-z]+[A-Z][a-zA-Z]+$|::"
)
_SETTING = re.compile(r"-|[\w.]{2,40}=[\w$]|[^\s]{0,40}\[")
_PAIR = re.compile(
    r"(?<!\w)(?:creds|credentials|login|log ?in)[ ]?(?:are|is|:|=)?[ "
    r"]{1,2}(?P<u>[\w.@-]{3,40})[ ]?(?:/|:|\|| and | with )[ "
    r"]?(?P<v>[^\s\ufffc\"'`]{4,60})"
)
_PLACEHOLDER = re.compile(
    r"^[<{\[(*$%!]|your|my_|xxx|\.{3}|\*{3,}|^!secret|redact|example|placeholder|"
    r"changeme|insert|"
    r"masked|hidden|removed|secret_|_here|^_+$|^-+$|os\.|env\.|getenv|config\.|"
    r"^none$|^null$|^true$|^false$|^\?+|process\.|self\.|this\.|\w\(|^await$|^str$|"
    r"^bytes$|"
    r"^string$|^[a-z_]+\.[a-z_]+$|^#\{|^@\w+@$|arn:aws|^0x$|yyyy|mmdd|^foo|^bar$|"
    r"^test$|^password|^sample$|^base64$|^callback"
)
_CLAUSE_END = re.compile(r"[.!?](?:\s|$)|\n|\ufffc")
_FINGERPRINT = re.compile(r"[0-9A-F]{40}|[0-9a-f]{40}")
_TRAIL = ".,;:!?)\"'`*]}>"
_SHORTEST, _KEY_SHORTEST = 4, 8

_PASSWORD_WORDS = frozenset(
    "password passwords pass passwort passwd pwd passphrase phrase pw psk p passcode "
    "kennwort wachtwoord "
    "contrase\u00f1a clave mot mdp has\u0142o senha l\u00f6senord salasana wifi wi fi "
    "wlan wpa network wireless wep "
    "security ssid router encryption modem guest creds credentials key keys passkey "
    "token secret apikey "
    "bearer jwt authtoken login log hotspot admin root pi user "
    "installer code passphrases wpapassphrase".split()
)

Judge = Callable[[str, bool, re.Match[str]], bool]


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find what opens a door, a network, an account or a program."""
    del registered
    for match in _KEYS.finditer(reading.text):
        if "EXAMPLE" not in match.group():
            yield Candidate(*match.span(), Kind.SECRET)
    for match in _FLAGGED.finditer(reading.text):
        value = match["a"] or match["b"] or match["c"]
        if not _PLACEHOLDER.search(value.lower()):
            yield Candidate(match.end() - len(value), match.end(), Kind.SECRET)
    if reading.speaks_of(_PASSWORD_WORDS):
        yield from _announced(reading)
    for match in _IN_LINK.finditer(reading.lower):
        if not _PLACEHOLDER.search(match["v"]) and not match["v"].endswith(
            (":password", ":pass", ":pw", ":secret")
        ):
            yield Candidate(*match.span("v"), Kind.SECRET)


def _announced(reading: Reading) -> Iterator[Candidate]:
    """Find what follows words like "password" and "API key"."""
    yield from _nearby(reading)
    for pattern, judge in (
        (_CUED, _is_password),
        (_DIRECT, _is_odd_at_once),
        (_CUED_KEY, _is_key),
        (_MY_KEY, _is_key),
        (_PAIR, _is_odd),
        (_DEFAULT, _is_odd),
        (_KEY_LATER, _is_signed),
        (_GLUED, _is_any),
    ):
        for match in pattern.finditer(reading.lower):
            yield from _value(reading, match, judge)
    for match in _QUOTED.finditer(reading.lower):
        if " " in match["v"] and not _PLACEHOLDER.search(match["v"]):
            yield Candidate(*match.span("v"), Kind.SECRET)


def _nearby(reading: Reading) -> Iterator[Candidate]:
    """Find a password that stands some words after it was announced."""
    if not reading.has_digits:
        return
    for cue in _NEAR_CUE.finditer(reading.lower):
        window = _CLAUSE_END.split(
            reading.text[cue.end() : cue.end() + 85], maxsplit=1
        )[0]
        for match in _NEAR.finditer(window):
            value = match["v"].rstrip(_TRAIL)
            if _is_uncommon(value, is_net=bool(cue["net"])):
                start = cue.end() + match.start("v")
                yield Candidate(start, start + len(value), Kind.SECRET)
                break


def _is_uncommon(value: str, *, is_net: bool) -> bool:
    """Say whether letters and digits make neither a model nor a quantity."""
    low = value.lower()
    if len(value) < 6 or _TECHNICAL.match(low) or _PLACEHOLDER.search(low):  # noqa: PLR2004
        return False
    signs = any(sign in "!@#$%^&*?" for sign in value)
    digits = sum(sign.isdigit() for sign in value)
    letters = sum(sign.isalpha() for sign in value)
    if is_net and "_" in value:
        return letters >= 5 and value[-2:].isdigit()  # noqa: PLR2004
    if is_net:
        return signs and digits >= 1 and letters >= 3  # noqa: PLR2004
    mixed = any(sign.islower() for sign in value) and letters >= 3  # noqa: PLR2004
    return mixed and (digits >= 2 or signs)  # noqa: PLR2004


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
    between = match.group()[: match.start("v") - match.start()]
    if _is_odd(value, quoted, match):
        return match["cue"] != "pass" or not _CODE_SIGNS.search(value)
    low = value.lower()
    if "'s" in between:
        return False
    marked = (
        ":" in match.group()[: match.start("v") - match.start()] or "=" in match.group()
    )
    if low in NOT_SECRETS or not (quoted or marked or _is_last(value, match)):
        return False
    return match["cue"] != "pass" or marked


def _is_odd_at_once(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value right after "password", with nothing between, is one."""
    technical = _CODE_SIGNS.search(value) or _TECHNICAL.match(value.lower())
    return not technical and _is_odd(value, quoted, match)


def _is_last(value: str, match: re.Match[str]) -> bool:
    """Say whether a word that nothing marks may be a password all the same.

    "The password is sunflower." it may; "the password is case sensitive" not.
    """
    low = value.lower()
    if low in EVERYDAY or low.endswith(("ed", "ing", "ly")):
        return False
    rest = match.string[match.start("v") + len(value) :][:2]
    return low not in VOCABULARY or not rest.startswith(" ")


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


def _is_any(value: str, quoted: bool, match: re.Match[str]) -> bool:
    del value, quoted, match
    return True


def _is_signed(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value has letters, digits and a sign, as passwords have."""
    mixed = (
        any(map(str.islower, value))
        and any(map(str.isupper, value))
        and sum(map(str.isdigit, value)) >= 2  # noqa: PLR2004
    )
    odd = _is_odd(value, quoted, match) and not _TECHNICAL.match(value.lower())
    return odd and (mixed or _is_uncommon(value, is_net=True))


def _is_key(value: str, quoted: bool, match: re.Match[str]) -> bool:
    del quoted, match
    digits = sum(sign.isdigit() for sign in value)
    if _FINGERPRINT.fullmatch(value) or "://" in value:
        return False
    return len(value) >= _KEY_SHORTEST and digits >= 2  # noqa: PLR2004
