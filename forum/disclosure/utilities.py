"""Finds numbers of accounts and meters at utilities."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.devices import CASE, PHONE
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

UTILITIES = (
    r"pg&?e|sce|sdg&?e|oncor|eversource|duke(?: energy)?|xcel|con ?ed(?:ison)?|"
    r"national grid|dominion|"
    r"entergy|fpl|aps|srp|pse(?:&?g)?(?:-li)?|puget|ameren|comed|peco|ppl|firstenergy|"
    r"jcp&?l|bge|pepco|"
    r"dte|consumers|centerpoint|txu|reliant|evergy|alliant|nv energy|pacificorp|"
    r"pacific power|"
    r"rocky mountain power|portland general|avista|idaho power|nipsco|aep|georgia "
    r"power|"
    r"alabama power|tva|jea|smud|ladwp|hydro one|bc hydro|hydro-qu\u00e9bec|nova "
    r"scotia power|co-?op|"
    r"utility|power company|electric company|eon|e\.on|vattenfall|enel|iberdrola|"
    r"endesa|edf|"
    r"enedis|octopus|british gas|ovo|mainova|ewe|stadtwerke|tauron|pge|eneco|essent|"
    r"agl|origin|"
    r"energex|ausgrid|energyaustralia|esb|electric ireland|vivint|nyseg|rg&e|unitil|"
    r"green mountain power|"
    r"cmp|versant|lipa|heco|mlgw|cps|austin energy|tep|el paso electric|pnm|black "
    r"hills|mdu|we energies"
)

# Long numbers beside a utility's name, however they are grouped.
_OF_UTILITY = re.compile(
    rf"\b(?:{UTILITIES})\b(?:'s)?(?P<gap>[^.!?;$0-9]{{0,28}})"
    r"(?P<v>[0-9]{1,4}(?:[ .-][0-9]{2,4}(?![0-9])){1,5}(?:[ ][0-9](?!\w))?|"
    r"[0-9]{8,22}|[0-9]{1,3}\n[ >]{0,3}[0-9]{3,4} [0-9]{3})"
    r"(?![\w%])(?!\.[0-9])(?!,[0-9])"
)

_FORMS = re.compile(
    r"(?<![\w./-])(?:ES[ ]?[0-9]{4}(?:[ -]?[0-9]{4}){3}[ -]?[A-Z]{2}(?:[ "
    r"-]?[0-9][A-Z])?|"
    r"1[ ]?[A-Z]{3}[ ]?[0-9]{2}[ ]?[0-9]{4}[ ]?[0-9]{4}|"
    r"1[ ]?(?:ITR|EMH|EBZ|ISK|LGZ|DZG|EFR|HLY|ESY|ABB|EAS|APA|LOG|GMS|ITZ|NES|SAG|"
    r"KRZ)[ ]?"
    r"[0-9]{2,4}(?:[ ]?[0-9]{4}){1,2}|"
    r"(?:S[ ]?)?0[0-9][ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[12][0-9][ ]?[0-9]{4}[ ]?[0-9]{4}[ "
    r"]?[0-9]{3}|"
    r"(?:5[ ]?4[ ]?1|8[ ]?7[ ]?1)(?:[ ]?[0-9]){15})(?![\w-])(?!\.[0-9])"
)
_ESI = re.compile(r"(?<![\w.$/-])10(?:[ -]?[0-9]){15}(?:(?:[ -]?[0-9]){5})?(?![\w-])")
_OF_TEXAS = frozenset(
    "esi esiid texas tx oncor centerpoint rep choice txu reliant ercot tnmp aep meter "
    "bill "
    "retailer premise".split()
)
_LETTERED = re.compile(
    r"(?i:\b(?:mtr|meter|acct|account)\b[ #:.]{1,3}(?:no\.? |number |is ){0,2})"
    r"(?P<v>[A-Z]{2,4}[ -]?[0-9]{3,5}[ -]?[0-9]{3,6})(?![\w-])"
)
_METER = re.compile(
    r"\b(?:mtr|meter)[ ]?(?:#|no\.?|:)?[ ](?P<v>[0-9]{2,3} [0-9]{3} [0-9]{3}|"
    r"[0-9]{8,10})(?![\w%.,])"
)

_OF_BILL = re.compile(
    r"(?<![\w.$,/-])(?P<v>[0-9]{1,4}(?:[ -][0-9]{2,4}){2,5}|[0-9]{9,17})(?![\w%.,/-])"
    r"[^.!?\n0-9]{0,30}\b(?:top of (?:the|my|our) bill|on (?:the|my|our|every|each) "
    r"(?:bill|statement|invoice)|"
    r"(?:off|from) (?:the|my|our) (?:\w+ )?bill)\b"
)

_READING = re.compile(
    r"\b(?:kwh|read(?:s|ing)?|paid|credit|total|used|export|import|charged|since|in|"
    r"from)\b[ ]?$"
)

_ACCOUNT = re.compile(
    r"(?<![\w-])(?:supply(?= n)|stromz\u00e4hler|gasz\u00e4hler|malo(?:-id)?|"
    r"melo(?:-id)?|marktlokation(?:s-id)?|punto de suministro|ctr|"
    r"cust\.?(?= ?(?:no|#|id|nr))|member(?=(?:ship)? ?(?:no|#|id|num))|(?:nr |numer "
    r")?licznika?|"
    r"point de livraison|punto di prelievo|aansluiting|installatienummer|kundenr\.?|"
    r"anlegg|"
    r"maalepunkt|m\u00e5lepunkt|contract account|z\u00e4hlernummer|"
    r"z\u00e4hler(?:nr\.?)?|kundennummer|vertragskonto|"
    r"klantnummer|"
    r"meterstand nummer|ean(?:-code)?|cups|n\u00famero de cliente|contador|service id|"
    r"account|acct|a/c|acc|customer|meter(?:'s)?|service (?:address|agreement|"
    r"point|delivery "
    r"point|account|"
    r"order)?|sa|said|premises?|esi|esiid|esi-id|sdp|spid|pod|nmi|mpan|mprn|gprn|mirn|"
    r"icp|pdl|prm|prem|z\u00e4hlpunkt(?:nummer)?|kundennr\.?|"
    r"reference client|num\u00e9ro client|n\u00b0 client|billing|"
    r"contract|choice|"
    r"electric choice|agreement|point of delivery|location|supplier|policy)\b\.?"
    r"(?:[ ]?(?:account|acct))?"
    r"(?:[ ]?(?:#|numbers?\b|no\.?(?=[\s:#])|num\b\.?|id\b|nr\b\.?|identifier\b))?"
)

_NAMED = re.compile(
    r"#|num|\bno\b|\bno\.|supply|malo|melo|marktlok|suministro|licznik|livraison|"
    r"prelievo|m\u00e5le|"
    r"\bid\b|\bnr\b|z\u00e4hler|kunden|klant|cliente|contador|"
    r"cups|\bean\b|"
    r"\bpod\b|service agreement|vertrag|account|acct|a/c|esi|premise|\bsa\b|said|"
    r"mpan|nmi|sdp|spid|mprn|gprn|mirn|\bicp\b|\bpdl\b|\bprm\b|prem|client"
)

_WEAK = re.compile(
    r"^(?:location|supplier|policy|contract|service|billing|contract|choice|"
    r"customer)\.?$|"
    r"^service order"
)

_SAYS = re.compile(r"[ ]{0,2}(?:is|was|:|=|#|-)")

_BEGINS = re.compile(
    r"^s?[ ](?:always |usually |all |mostly )?(?:begins?|starts?|starting|beginning|"
    r"prefix)\b"
)
_NOT_ACCOUNT = re.compile(
    r"\b(?:read(?:s|ing|ings)?|show(?:s|ed|ing)?|total|made|produced|export(?:ed)?|"
    r"import(?:ed)?|said \d)\b"
)

_ACCOUNT_WORDS = frozenset(
    "account acct a acc customer meter service sa said premise premises esi esiid sdp "
    "spid pod nmi mpan "
    "mprn gprn mirn icp pdl prm prem billing contract choice electric agreement point "
    "location supplier "
    "policy z\u00e4hlernummer z\u00e4hler z\u00e4hlernr kundennummer kundennr "
    "vertragskonto klantnummer meterstand "
    "supply stromz\u00e4hler gasz\u00e4hler malo melo marktlokation suministro ctr "
    "cust member licznika licznik livraison prelievo "
    "aansluiting installatienummer m\u00e5lepunkt "
    "ean cups cliente contador z\u00e4hlpunkt "
    "z\u00e4hlpunktnummer reference client n".split()
)

UTILITY_WORDS = frozenset(re.findall(r"[a-z\u00e9]{2,}", UTILITIES)) | {"e", "pg"}
"""Words without which no utility is named."""

_BESIDE = {
    _OF_UTILITY: UTILITY_WORDS,
    _METER: frozenset(("mtr", "meter")),
    _OF_BILL: frozenset(("bill", "statement", "invoice")),
}


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the numbers that a utility knows a household by."""
    del registered
    if not reading.has_numbers:
        return
    for start, end in (*_beside_names(reading), *_named(reading), *_shaped(reading)):
        yield Candidate(start, end, Kind.UTILITY_ACCOUNT)


def _shaped(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers whose form tells what they are, in any grouping."""
    for match in _FORMS.finditer(reading.text):
        yield match.span()
    if reading.speaks_of(_OF_TEXAS):
        for match in _ESI.finditer(reading.text):
            if count_digits(match.group()) in (17, 22):
                yield match.span()


def _beside_names(reading: Reading) -> Iterator[tuple[int, int]]:
    for pattern, words in _BESIDE.items():
        if reading.speaks_of(words):
            for match in pattern.finditer(reading.lower):
                if _is_long_number(reading, match):
                    yield match.span("v")


def _named(reading: Reading) -> Iterator[tuple[int, int]]:
    if not reading.speaks_of(_ACCOUNT_WORDS):
        return
    for match in _LETTERED.finditer(reading.text):
        if not CASE.search(reading.before(match.start("v"), 40)):
            yield match.span("v")
    for cue in _ACCOUNT.finditer(reading.lower):
        named = bool(_NAMED.search(cue.group())) and not _WEAK.match(cue.group())
        if _is_account_cue(reading, cue, named=named):
            fits = _is_account if named else _is_long_account
            for start, end in values_after(reading, cue, 35, fits):
                if not CASE.search(reading.before(start, 40)):
                    yield start, end


def _is_account_cue(reading: Reading, cue: re.Match[str], *, named: bool) -> bool:
    """Say whether a word like "meter" or "customer" announces a number."""
    words, gap = cue.group(), reading.after(cue.end(), 40)
    if _BEGINS.match(gap):
        return False
    said = bool(_SAYS.match(gap))
    if _NOT_ACCOUNT.search(gap.split("\n")[0][:18]) and not named:
        return False
    if words == "sa" and not said:
        return False
    if words == "said" and not reading.text[cue.start()].isupper():
        return False
    if reading.before(cue.start(), 9).endswith(("support ", "case ")) or (
        words == "meter" and reading.before(cue.start(), 4) == "net "
    ):
        return False
    return named or words.startswith("meter") or said


def _is_long_number(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether digits beside a utility's name are no reading, call or sum."""
    start, end = match.span("v")
    before = reading.before(start, 25)
    if CASE.search(before) or _READING.search(before) or "call" in before:
        return False
    if _DATED.fullmatch(match["v"]):
        return False
    if _QUANTITY.match(reading.after(end, 12)) or PHONE.fullmatch(match["v"]):
        return False
    return 8 <= count_digits(match["v"]) <= 22  # noqa: PLR2004


_DATED = re.compile(
    r"[0-9]{1,2}[. -][0-9]{1,2}[. -](?:19|20)[0-9]{2}|"
    r"(?:19|20)[0-9]{2}[. -][0-9]{1,2}[. -][0-9]{1,2}"
)
_QUANTITY = re.compile(
    r"^[ ]?(?:kwh|wh|mwh|kw|w|usd|dollars|eur|customers|homes|miles|people)\b"
)


def _is_account(value: str, direct: bool) -> bool:
    return count_digits(value) >= (5 if direct else 7)


def _is_long_account(value: str, direct: bool) -> bool:
    return direct and count_digits(value) >= 7  # noqa: PLR2004
