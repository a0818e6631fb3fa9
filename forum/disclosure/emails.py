"""Finds email addresses, also those written to be overlooked by machines."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import MAKER_DOMAINS

_AT = re.compile(
    r"(?P<sign>\s{0,2}@\s{0,2}(?![\s@]))"
    r"|(?P<bracket>\s{0,4}[\[({<][ \t]{0,2}(?:a ?t|@|a|\u00e4t)[ "
    r"\t]{0,2}[\])}>]\s{0,4}|"
    r"[ \t]{0,2}[*_-]{1,2}[ \t]{0,2}(?:at|@)[ \t]{0,2}[*_-]{1,2}[ \t]{0,2})"
    r"|(?P<word>[ \t]{1,2}(?:at|ma\u0142pa|malpa|apestaartje|apenstaartje|arobase|"
    r"arroba|"
    r"klammeraffe|chiocciola|snabel-?a|kukac|zavin\u00e1\u010d|miukumauku)[ \t]{1,2})"
)
_DOT_WORD = "dot|d0t|punkt|period|punto|point|punt|kropka|ponto|piste|te\u010dka"
_DASH = "dash|hyphen|minus|bindestrich|streepje|tiret|gui\u00f3n|my\u015blnik"
_DOT = (
    rf"(?:\.|\s{{0,4}}[\[({{<][ \t]{{0,2}}(?:{_DOT_WORD}|d o t|\.)[ "
    rf"\t]{{0,2}}[\])}}>]\s{{0,4}}|"
    rf"[ \t]{{0,2}}[*_-][ \t]{{0,2}}(?:{_DOT_WORD})[ \t]{{0,2}}[*_-][ \t]{{0,2}}|[ "
    rf"\t]{{1,2}}(?:{_DOT_WORD}|\.)[ \t]{{1,2}}|[ \t]?\n[ \t>]{{0,3}}\.(?=[a-z]))"
)
_DOMAIN = re.compile(
    rf"(?:(?:gee|g|hot|proton|google|fast|rocket|y|zoho) mail|"
    rf"[a-z0-9](?:[a-z0-9-]{{0,62}}))(?:[ \t](?:{_DASH})[ \t][a-z0-9]{{1,40}}){{0,2}}"
    rf"(?:{_DOT}[a-z0-9][a-z0-9-]{{0,62}}){{0,4}}"
    rf"{_DOT}(?P<tld>[a-z]{{2,12}}|xn--[a-z0-9-]{{2,30}})(?![a-z0-9_-])"
)
_DOTS = re.compile(_DOT)
_LOCAL = re.compile(
    rf"[a-z0-9_%+'-]{{0,30}}[a-z0-9_+-](?:[ \t]{{1,2}}(?:{_DOT_WORD}|{_DASH}|"
    rf"underscore|\.)[ \t]{{1,2}}|"
    r"[ \t]?[\[({](?:dot|punkt|\.)[\])}][ \t]?)$"
)
_RUN_IN = re.compile(
    r"(?<![\w.])[A-Za-z0-9][A-Za-z0-9._-]{1,30}(?:AT|_at_)[a-z0-9-]{2,30}(?:DOT|_dot_)"
    r"(?:com|net|org|edu|us|io|co|me|de|uk|ca|au|nl|email|solar)\b"
)
_SPREAD = re.compile(
    r"(?<!\S)(?:[a-z0-9._-] ){3,30}(?:@|at|\[at\]|\(at\)) (?:[a-z0-9.-] "
    r"){2,30}[a-z](?!\S)"
)
_LOCAL_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789._%+-'àäèéöüñç"
_REACH = 64

PROVIDERS = (
    "gmail|googlemail|google mail|g mail|gee mail|g-mail|hot mail|yahoo|ymail|hotmail|"
    "outlook|live|msn|aol|"
    "icloud|"
    "proton|protonmail|proton mail|fastmail|comcast|verizon|charter|att|cox|sbcglobal|"
    "bellsouth|earthlink|gmx|mac|mailbox|zoho|tutanota|spectrum|juno|frontier|"
    "rocketmail"
)
_SPOKEN_DOT = re.compile(rf"\b(?:{_DOT_WORD})\b")
_SERVICE = re.compile(rf"(?:{PROVIDERS})\b(?![.-]\w)")
_KNOWN = frozenset(PROVIDERS.split("|"))
_TLDS = frozenset(
    "com net org edu gov us io co info biz me uk de fr ca au nl at ch es it email "
    "house "
    "solar energy family farm coop dev app xyz pm".split()
)
_FILES = frozenset(
    "png jpg jpeg gif svg webp pdf txt csv js ts py css html php service timer socket "
    "target mount patch diff conf yaml yml json xml log sh git "
    "so exe zip gz deb".split()
)
_ROLES = frozenset(
    "info support sales help service services warranty contact admin noreply no-reply "
    "donotreply office hello rma orders billing press media webmaster abuse postmaster "
    "customerservice customer.service customercare techsupport tech.support technical "
    "customersupport care feedback privacy security jobs careers marketing team hr "
    "mail enquiries inquiries returns claims interconnection netmetering solar "
    "dispatch "
    "git root operator moderators bugs bug list lists maintainers maintainer owner "
    "subscribe unsubscribe announce users devel dev webmaster helpdesk reception "
    "accounts accounting invoices bookings reservations feedback membership".split()
)
_NOT_ROUTED = frozenset(
    "example invalid test local localhost lan internal home".split()
)
_PLACEHOLDERS = frozenset(
    "you your user username name someone somebody youremail your.email your.name me "
    "yourname email first.last firstname.lastname xxx foo".split()
)
_CUE = re.compile(
    r"e-?mail|\bmail\b|write|reach|contact|address|ping me|send|\bmsg\b|hit me"
)
_HANDLE_ON = re.compile(
    rf"(?<![\w.@-])(?P<who>[a-z0-9][a-z0-9._-]{{3,40}}),?\s(?:on|at|over at|over on|"
    rf"@|with)\s"
    rf"(?:my\s)?(?P<host>{PROVIDERS})(?:'s)?\b(?!\s?(?:dot|\.)\s?[a-z])"
)
_ON_HANDLE = re.compile(
    rf"\b(?:{PROVIDERS})(?:\s(?:address|account|handle|name|id|is|me|user|there))"
    rf"{{0,2}}(?:\s(?:is|under|as|at)|\s?[:=])\s{{0,2}}[\"'`]?"
    rf"(?P<who>[a-z0-9][a-z0-9._-]{{3,40}})"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find addresses of persons; those of companies and examples stay quiet."""
    mine = registered.email.strip().lower()
    for match in _AT.finditer(reading.lower):
        found = _around(reading, match, mine)
        if found:
            yield found
    yield from _handles(reading)
    for match in _RUN_IN.finditer(reading.text):
        yield Candidate(*match.span(), Kind.EMAIL)
    if "@" in reading.text or "at" in reading.lower:
        for match in _SPREAD.finditer(reading.lower):
            if "." in match.group():
                yield Candidate(*match.span(), Kind.EMAIL)


def _around(reading: Reading, at: re.Match[str], mine: str) -> Candidate | None:
    low = reading.lower
    end_of_local = at.start()
    window = low[max(0, end_of_local - _REACH) : end_of_local]
    local = window[len(window.rstrip(_LOCAL_SIGNS)) :].lstrip(".-'%")
    start = end_of_local - len(local)
    domain = _DOMAIN.match(low, at.end())
    if not local:
        return None
    if not domain:
        return _cut_short(reading, at, start, local)
    start, local = _spoken_local(reading, start, local)
    host = _DOTS.sub(".", domain.group()).replace(" ", "")
    if mine and f"{local}@{host}" == mine:
        return Candidate(start, domain.end(), Kind.EMAIL, own=True)
    if _is_nobodys(local, host) or not _is_written_so(reading, at, start, domain):
        return None
    return Candidate(start, domain.end(), Kind.EMAIL)


def _cut_short(
    reading: Reading, at: re.Match[str], start: int, local: str
) -> Candidate | None:
    """Find an address that leaves out what follows the name of a service."""
    service = _SERVICE.match(reading.lower, at.end())
    if (
        not service
        or at.lastgroup == "word"
        or local in _PLACEHOLDERS
        or local in _ROLES
    ):
        return None
    return Candidate(start, service.end(), Kind.EMAIL)


def _spoken_local(reading: Reading, start: int, local: str) -> tuple[int, str]:
    """Take in what stands before a spoken dot: "jane dot doe at ..."."""
    for _ in range(3):
        more = _LOCAL.search(reading.before(start, 40))
        if not more:
            break
        spoken = more.group()
        word = re.split(r"[ \t\[({]", spoken, maxsplit=1)[0]
        start, local = start - len(spoken), f"{word}.{local}"
    return start, local


def _is_nobodys(local: str, host: str) -> bool:
    parts = host.split(".")
    return (
        local in _ROLES
        or local in _PLACEHOLDERS
        or parts[-1] in _FILES
        or parts[-1] in _NOT_ROUTED
        or parts[-2] == "example"
        or parts[0] in ("lists", "list", "rt")
        or local.endswith(("-request", "-maintainers", "-devel", "-subscribe", "-bugs"))
        or ".".join(parts[-2:]) in MAKER_DOMAINS
    )


def _is_written_so(
    reading: Reading, at: re.Match[str], start: int, domain: re.Match[str]
) -> bool:
    """Say whether the sign between the two halves is meant as one."""
    if at.lastgroup == "word":
        return _is_meant(reading, start, reading.lower[start : at.start()], domain)
    if at.lastgroup == "sign" and at.group() != "@":
        return _DOTS.split(domain.group())[-2].strip() in _KNOWN
    return True


def _is_meant(reading: Reading, start: int, local: str, domain: re.Match[str]) -> bool:
    """Say whether "x at y dot z" is an address and not a way of speaking."""
    words = domain.group()
    tld = domain.group("tld")
    if tld not in _TLDS and len(tld) != 2:  # noqa: PLR2004 - a country
        return False
    host = _DOTS.split(words)[-2].strip()
    if host in _KNOWN or _SPOKEN_DOT.search(words):
        return True
    odd = any(not sign.isalpha() for sign in local)
    return odd and bool(_CUE.search(reading.before(start, 40)))


def _handles(reading: Reading) -> Iterator[Candidate]:
    """Find half an address beside the name of a mail service."""
    for pattern in (_HANDLE_ON, _ON_HANDLE):
        for match in pattern.finditer(reading.lower):
            who = match.group("who").rstrip(".")
            if any(sign.isdigit() or sign in "._" for sign in who) and any(
                sign.isalpha() for sign in who
            ):
                start = match.start("who")
                yield Candidate(start, start + len(who), Kind.EMAIL)
