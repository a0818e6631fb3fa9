"""Finds numbers of devices and of utility accounts, and addresses in networks."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_SERIAL = re.compile(
    r"(?<![\w/])(?:serial(?:s|[ ]?(?:numbers?|nos?\.?|num\.?|#|nr\.?|id))?|s[/.\\-]n|"
    r"sns?|ser\.?[ ]?(?:no\.?|num|#)|"
    r"s/no|serien(?:nummer)?|inverter id|device id|gateway id|envoy id|din|bar ?code|"
    r"tsn|psn|asn|usn)(?![\w/])"
    r"(?![ ]?(?:port|cable|comm|connection|interface|bus|console|adapter|data|link|"
    r"baud|rate))[.:#]?"
)
_ACCOUNT = re.compile(
    r"\b(?:account|acct|a/c|acc|customer|meter(?:'s)?|service (?:address|agreement|"
    r"point|delivery "
    r"point|account|"
    r"order)?|sa|said|premises?|esi|esiid|esi-id|sdp|spid|pod|nmi|mpan|billing|"
    r"contract|choice|"
    r"electric choice|agreement|point of delivery|location|supplier|policy)\b\.?"
    r"(?:[ ]?(?:account|acct))?"
    r"(?:[ ]?(?:#|numbers?\b|no\.?(?=[\s:#])|num\b\.?|id\b|nr\b\.?|identifier\b))?"
)
_NAMED = re.compile(
    r"#|num|\bno\b|\bno\.|\bid\b|\bnr\b|account|acct|a/c|esi|premise|\bsa\b|said|"
    r"mpan|nmi|sdp|spid"
)
_WEAK = re.compile(
    r"^(?:location|supplier|policy|service|billing|contract|choice|customer)\.?$|"
    r"^service order"
)
_SAYS = re.compile(r"[ ]{0,2}(?:is|was|:|=|#|-)")
_NOT_ACCOUNT = re.compile(
    r"\b(?:read(?:s|ing|ings)?|show(?:s|ed|ing)?|total|made|produced|export(?:ed)?|"
    r"import(?:ed)?|said \d)\b"
)
_CASE = re.compile(
    r"\b(?:case|ticket|order|rma|tracking|invoice|reference|ref|confirmation|part|"
    r"p/n|sku|"
    r"model|permit|claim|patent|license|licence|report|version|firmware|issue|bug)"
    r"[ ]?(?:#|no\.?|number|num|id)?[ ]?(?:is|was|:|=)?[ ]{0,2}[\"'`#]?$"
)
_SHAPES = re.compile(
    r"(?<![\w-])(?:"
    r"(?:[A-Z]{2}[0-9]{4}[A-Z]?-)?[0-9A-F]{8}-[0-9A-F]{2}"  # SolarEdge
    r"|(?:[0-9]{7}-[0-9A-Z]{2}-[A-Z]-{1,2})?T[A-Z]?-?[0-9]{11,13}[A-Z0-9]{0,4}"  # Tesla
    r"|TG-?[0-9]{8,14}[A-Z0-9]{2,4}"
    r"|(?:CN|T1|TG|TH|GF|GW|IG|EJ|LRP|SP|HQ|LR|BT|AL|ZL|RS|FA|ES|ET|EH|DT|"
    r"NS)[0-9]{9,14}[A-Z0-9]{0,4}"
    r")(?![\w-])"
)
_DEVICE = re.compile(
    r"\b(?:envoy|enphase|micro(?:inverter|s)?|iq ?[0-9]|iq|gateway|inverter|"
    r"optimizer|powerwall|battery|"
    r"module|panel|label|sticker|stamped|etched|engraved|unit|device|logger|rgm|"
    r"datalogger|"
    r"data stick|dongle|charger|wallbox|encharge|ensemble|combiner|barcode|nameplate|"
    r"plate|replacement|faulted|"
    r"offline|sunny ?boy|fronius|sma|solaredge|growatt|sol-?ark|generac|pwrcell|mppt|"
    r"eg4)s?\b"
)
_LONG = re.compile(
    r"(?<![\w.$/#=&?-])(?=[A-Z0-9]{0,20}[0-9])[A-Z0-9]{10,20}(?![\w./=-])"
)
_ENPHASE = re.compile(r"(?:12|20|48|11|90|54|45|52)[0-9]{10}")
_BARE = re.compile(r"(?:12[0-2]|48)[0-9]{9,10}")
_BEFORE_SERIAL = re.compile(
    r"^[ ]{0,2}(?:\(|,|-|=)?[ ]{0,2}(?:is|was|being|as)?[ ]?(?:the|my|its|our)?[ ]{0,2}"
    r"(?:inverter|gateway|envoy|micro|battery)?[ ]?(?:serial|s/n|sn\b)"
)
_MAC = re.compile(
    r"(?<![\w:.-])(?:[0-9a-f]{2}(?P<s>[:-])(?:[0-9a-f]{2}(?P=s)){4}[0-9a-f]{2}|"
    r"[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}"
    r"|[0-9a-f]{2}(?:[ ][0-9a-f]{2}){5})(?![\w:-])"
)
_BARE_MAC = re.compile(
    r"\b(?:mac|hw ?addr|hardware address|bssid|ether)(?:[ ]?(?:address|addr|id))?[ "
    r"]?(?:is|was|of|for|:|=)?[ ]{0,2}"
    r"(?P<v>[0-9a-f]{12}|[0-9a-f]{6}[-:][0-9a-f]{6})\b"
    r"|\b(?P<w>[0-9a-f]{12})[ ]{0,2}(?:is|=|\()[ ]?(?:the|my|its)?[ ]?mac\b"
)
_MODELS = 5


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers that a maker or utility knows a household by."""
    del registered
    for cue in _SERIAL.finditer(reading.lower):
        for span in values_after(reading, cue, 45, _is_serial):
            yield Candidate(*span, Kind.DEVICE_SERIAL)
    for match in _SHAPES.finditer(reading.text):
        if count_digits(match.group()) >= _MODELS and not _is_case(reading, match):
            yield Candidate(*match.span(), Kind.DEVICE_SERIAL)
    for match in _LONG.finditer(reading.text):
        if _is_near_device(reading, match):
            yield Candidate(*match.span(), Kind.DEVICE_SERIAL)
    yield from _accounts(reading)
    yield from _hardware(reading)


def _is_case(reading: Reading, match: re.Match[str]) -> bool:
    return bool(_CASE.search(reading.before(match.start(), 40)))


def _is_serial(value: str, direct: bool) -> bool:
    digits = count_digits(value)
    bare = len(value.replace(" ", "").replace("-", ""))
    if direct:
        return digits >= 4 and bare >= 5  # noqa: PLR2004
    return digits >= 6 and bare >= 8  # noqa: PLR2004


def _is_near_device(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a long code beside a device is its number."""
    value = match.group()
    digits = count_digits(value)
    before, after = reading.before(match.start(), 45), reading.after(match.end(), 30)
    if _BEFORE_SERIAL.match(after):
        return True
    if _CASE.search(before) or _ACCOUNT_BEFORE.search(before):
        return False
    if _BARE.fullmatch(value):
        return True
    shaped = bool(_ENPHASE.fullmatch(value)) or (
        digits < len(value) and digits >= 7 and len(value) >= 11  # noqa: PLR2004
    )
    return shaped and bool(_DEVICE.search(before) or _DEVICE.search(after))


_ACCOUNT_BEFORE = re.compile(
    r"\b(?:account|acct|meter|routing|phone|call|card)\b[^\n]{0,20}$"
)


def _accounts(reading: Reading) -> Iterator[Candidate]:
    for cue in _ACCOUNT.finditer(reading.lower):
        words = cue.group()
        named = bool(_NAMED.search(words)) and not _WEAK.match(words)
        gap = reading.after(cue.end(), 40)
        if _NOT_ACCOUNT.search(gap.split("\n")[0][:18]) and not named:
            continue
        if not (named or words.startswith("meter") or _SAYS.match(gap)):
            continue
        if reading.before(cue.start(), 9).endswith(("support ", "case ", "net ")):
            continue
        fits = _is_account if named else _is_long_account
        for span in values_after(reading, cue, 35, fits):
            yield Candidate(*span, Kind.UTILITY_ACCOUNT)


def _is_account(value: str, direct: bool) -> bool:
    return count_digits(value) >= (5 if direct else 7)


def _is_long_account(value: str, direct: bool) -> bool:
    return direct and count_digits(value) >= 7  # noqa: PLR2004


def _hardware(reading: Reading) -> Iterator[Candidate]:
    for match in _MAC.finditer(reading.lower):
        bare = match.group().replace(":", "").replace("-", "").replace(" ", "")
        if " " in match.group() and "mac" not in reading.before(match.start(), 30):
            continue
        if len(set(bare)) > 2:  # noqa: PLR2004 - ff:ff and 00:00 name no device
            yield Candidate(*match.span(), Kind.MAC_ADDRESS)
    for match in _BARE_MAC.finditer(reading.lower):
        yield Candidate(*match.span("v" if match["v"] else "w"), Kind.MAC_ADDRESS)
