"""Finds numbers of devices and of utility accounts, and addresses in networks."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_SERIAL = re.compile(
    r"(?<![a-z0-9/])(?:n\u00famero de serie|num\u00e9ro de s\u00e9rie|serienummer|"
    r"serien?-?nr\.?|"
    r"ser(?:ial)?[_-]?n(?:o|um|umber)?|numer seryjny|serial(?:s|[ ]?(?:numbers?|"
    r"nos?\.?|num\.?|#|nr\.?|id))?|s[/.\\-]n|"
    r"sns?|ser\.?[ ]?(?:no\.?|num|#)|"
    r"s/no|serien(?:nummer)?|inverter id|device id|gateway id|envoy id|din|bar ?code|"
    r"tsn|psn|usn)(?:(?<=[/.]n)(?=[0-9])|(?![\w/]))"
    r"(?:[ ]line)?(?![ ]?(?:port|cable|comm|connection|interface|bus|console|adapter|"
    r"data|link|"
    r"baud|rate))[.:#]?"
)
CASE = re.compile(
    r"\b(?:case|ticket|order|rma|tracking|invoice|reference|ref|confirmation|part|"
    r"p/n|sku|"
    r"model|permit|claim|patent|license|licence|report|version|firmware|issue|bug)"
    r"[ ]?(?:#|no\.?|number|num|id)?[ ]?(?:is|was|:|=)?[ ]{0,2}[\"'`#]?$"
)
_SHAPES = re.compile(
    r"(?:(?<![\w-])|(?<=SUN2000-))(?:"
    r"(?:[A-Z]{2}[0-9]{3,4}[A-Z]?-)?[0-9A-F]{8,9}-[0-9A-F]{2}"  # SolarEdge
    r"|(?:[0-9]{7}-[0-9A-Z]{2}-[A-Z]-{1,2})?T[A-Z]?-?[0-9]{11,13}[A-Z0-9]{0,4}"  # Tesla
    r"|(?:[0-9]{7}-[0-9A-Z]{2}-[A-Z]-{1,2})?TG-?[0-9]{8,14}[A-Z0-9]{2,4}"
    r"|HV[0-9]{10}|SG-[A-Z][0-9]{9,11}|TG[0-9][ ][0-9]{4}[ ][0-9]{4}[ ][0-9A-Z]{3}"
    r"|(?:AT|DE|FR|ES|IT)00[0-9]{16,31}[A-Z]{0,2}"
    r"|SJ[0-9]{4}-[0-9A-F]{8,9}-[0-9A-F]{2}"
    r"|(?:CN|T1|TG|TH|GF|GW|IG|EJ|LRP|SP|HQ|LR|BT|AL|ZL|RS|FA|ES|ET|EH|DT|"
    r"NS)[0-9]{9,14}[A-Z0-9]{0,4}"
    r")(?![\w-])"
)
_SPLIT = re.compile(
    r"(?<![\w-])(?:TG|CN|T1|GF|HV|IG|SJ|TH)[0-9A-Z]{0,6}(?:[ "
    r".][0-9][0-9A-Z]{1,7}){1,5}(?![\w-])"
)
_DEVICE = re.compile(
    r"\b(?:pw[23]|gw|envoy|enphase|micro(?:inverter|s)?|iq ?[0-9]|iq|gateway|inverter|"
    r"optimizer|powerwall|battery|"
    r"module|panel|label|sticker|stamped|etched|engraved|unit|device|logger|rgm|"
    r"datalogger|"
    r"data stick|dongle|charger|wallbox|encharge|ensemble|combiner|barcode|nameplate|"
    r"plate|replacement|faulted|"
    r"pylontech|byd|victron|deye|solis|goodwe|huawei|sungrow|apsystems|hoymiles|tigo|"
    r"multiplus|"
    r"cerbo|quattro|smartsolar|shunt|bms|jinko|qcells?|q.?peak|rec|longi|trina|solax|"
    r"ginlong|"
    r"offline|sunny ?boy|fronius|sma|solaredge|growatt|sol-?ark|generac|pwrcell|mppt|"
    r"eg4)s?\b"
)
_LONG = re.compile(
    r"(?<![\w.$/=&?-])(?=[A-Z0-9]{0,20}[0-9])[A-Z0-9]{10,20}(?![\w./=-])"
)
_ENPHASE = re.compile(r"(?:12|20|48|11|90|54|45|52)[0-9]{10}")
_BARE = re.compile(r"(?:12[0-2]|48)[0-9]{9,10}")
# Letters and digits in groups, said to be a serial number after or before.
_HYPHENED = re.compile(
    r"(?<![\w.$/=&?])(?<!\w[-])(?P<v>[A-Z]{1,4}-[A-Z]?[0-9A-F]{7,14}|"
    r"[A-Z]{1,2}[0-9][A-Z][0-9]{5,6} [0-9]{4} [0-9]{4}|"
    r"[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,10}){1,3}|"
    r"[A-Z]{1,6}[0-9]{1,4}(?: [0-9A-Z]{2,6}){2,4})(?![\w./=-])"
)
_LOGGER = re.compile(
    r"\b(?:logger|data ?logger|dongle|wi-?fi stick|stick logger|lan stick|collector)"
    r"(?:[ ](?:is|no\.?|number|#))?[ :#]{1,3}(?P<v>[0-9]{9,10}|"
    r"[A-Z0-9]{9,12})(?![\w.-])",
    re.IGNORECASE,
)
# Twelve digits in groups, or parts with dots, right behind the name of a device.
_GROUPED = re.compile(
    r"\b(?:envoy|gateway|micro(?:inverter)?s?|inverter|data ?logger|logger|dongle|"
    r"powerwall|battery|"
    r"optimi[sz]er|roof back|roof front|roof|charger|iq ?gateway|solaredge|fronius|"
    r"growatt|sol-?ark|generac)"
    r"[ :#]{1,3}(?P<v>[0-9]{3,4}(?:[ .-][0-9]{3,6}){2,4}|[0-9]{3}\.[0-9]{6}|"
    r"TG[0-9]{6,8} ?[0-9A-Z]{4,6}|"
    r"[A-Z]{2,3}[0-9]{6,8}[ -][0-9A-Z]{3,6})(?![\w%])(?!\.[0-9])",
    re.IGNORECASE,
)
_MICROS = re.compile(
    r"(?<![\w.$,/-])(?P<v>(?:12[0-2]|48[2-9]|20[2-9])(?:(?:[ .-][0-9]{3}){3}|"
    r"[0-9](?:[ .-][0-9]{4}){2}))(?![\w.-])"
)
_BEFORE_SERIAL = re.compile(
    r"^[ ]{0,2}(?:\(|,|-|=)?[ ]{0,2}(?:is|was|being|as)?[ ]?(?:the|my|its|our)?[ ]{0,2}"
    r"(?:inverter|gateway|envoy|micro|battery)?[ ]?(?:serial|s/n|sn\b)"
)
_MODELS = 5


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the numbers that a maker knows a household's devices by."""
    del registered
    if not reading.has_numbers:
        return
    for start, end in (*_announced(reading), *_shaped(reading), *_beside(reading)):
        yield Candidate(start, end, Kind.DEVICE_SERIAL)


def _announced(reading: Reading) -> Iterator[tuple[int, int]]:
    if reading.speaks_of(_SERIAL_WORDS):
        for cue in _SERIAL.finditer(reading.lower):
            yield from values_after(reading, cue, 45, _is_serial)


def _shaped(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers whose form tells the maker."""
    for match in _SHAPES.finditer(reading.text):
        if count_digits(match.group()) >= _MODELS and not _is_case(reading, match):
            yield match.span()
    for match in _SPLIT.finditer(reading.text):
        bare = re.sub(r"[ .]", "", match.group())
        if _SHAPES.fullmatch(bare) and count_digits(bare) >= _MODELS:
            yield match.span()
    for match in _LONG.finditer(reading.text):
        if _is_near_device(reading, match):
            yield match.span()


def _beside(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers that stand beside the name of a device."""
    if not (_DEVICE.search(reading.lower) or _SYSTEM.search(reading.lower)):
        return
    for pattern, fits in (
        (_HYPHENED, _is_hyphened),
        (_GROUPED, _is_grouped),
        (_MICROS, _is_micro),
        (_LOGGER, _is_logger),
    ):
        for match in pattern.finditer(reading.text):
            if fits(reading, match):
                yield match.span("v")


def _is_grouped(reading: Reading, match: re.Match[str]) -> bool:
    del reading
    return count_digits(match["v"]) >= 8 and not PHONE.fullmatch(match["v"])  # noqa: PLR2004


def _is_micro(reading: Reading, match: re.Match[str]) -> bool:
    return bool(_DEVICE.search(reading.before(match.start(), 45)))


def _is_logger(reading: Reading, match: re.Match[str]) -> bool:
    del reading
    return count_digits(match["v"]) >= 7  # noqa: PLR2004


def _is_case(reading: Reading, match: re.Match[str]) -> bool:
    return bool(CASE.search(reading.before(match.start(), 40)))


def _is_serial(value: str, direct: bool) -> bool:
    digits = count_digits(value)
    bare = len(value.replace(" ", "").replace("-", ""))
    if direct:
        return digits >= 4 and bare >= 5  # noqa: PLR2004
    return digits >= 6 and bare >= 8  # noqa: PLR2004


_NAMED_AT_ONCE = re.compile(
    r"\b(?:batt(?:ery)?|inv(?:erter)?|gateway|gw|logger|dongle|module|pack|master|"
    r"slave|bms|"
    r"envoy|micro|optimi[sz]er|charger|stick|serial|s/?n)\b[ \w]{0,10}[:=#][ ]{0,2}$"
)
_SYSTEM = re.compile(
    r"\bsystem is\b|\bdelta pro\b|\bno\.[ ]|\becoflow\b|\bjackery\b|\bbluetti\b|"
    r"\bssid\b"
)


def _is_hyphened(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether groups of letters and digits are a serial number."""
    value = match["v"]
    if count_digits(value) < 6 or _is_case(reading, match):  # noqa: PLR2004
        return False
    if _BEFORE_SERIAL.match(reading.after(match.end(), 30)):
        return True
    long = max(len(run) for run in re.findall(r"[0-9]*", value)) >= 7  # noqa: PLR2004
    spaced = " " in value and count_digits(value) >= 10  # noqa: PLR2004
    near = reading.before(match.start(), 45) + " | " + reading.after(match.end(), 30)
    named = bool(_DEVICE.search(near) or _SYSTEM.search(near))
    if _NAMED_AT_ONCE.search(reading.before(match.start(), 30)):
        return True
    return ((long and " " not in value) or spaced) and named


def _is_near_device(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a long code beside a device is its number."""
    value = match.group()
    digits = count_digits(value)
    before, after = reading.before(match.start(), 45), reading.after(match.end(), 30)
    if _BEFORE_SERIAL.match(after):
        return True
    if CASE.search(before) or _ACCOUNT_BEFORE.search(before):
        return False
    if _NOUGHTS.search(value):
        return False
    if _BARE.fullmatch(value) or (digits >= _LONG_DIGITS and _DIRECT.search(before)):
        return True
    shaped = bool(_ENPHASE.fullmatch(value)) or (
        digits < len(value) and digits >= 7 and len(value) >= 11  # noqa: PLR2004
    )
    return shaped and bool(_DEVICE.search(before) or _DEVICE.search(after))


_NOUGHTS = re.compile(r"0{7}|1{7}|9{7}|X{4}")
_LONG_DIGITS = 10
_DIRECT = re.compile(
    r"\b(?:ecu|dtu|envoy|gateway|iq gateway|data ?logger|inverter|wechselrichter|"
    r"omvormer|"
    r"falownik|inversor|onduleur|powerwall|charger|wallbox|optimi[sz]er|datalogger|"
    r"micro)"
    r"(?:[ -]?(?:id|no\.?|nr\.?))?[ :#=]{1,3}$"
)
_ACCOUNT_BEFORE = re.compile(
    r"\b(?:account|acct|meter|routing|phone|call|card)\b[^\n]{0,20}$"
)


_SERIAL_WORDS = frozenset(
    "serial serials serialno serialnumber sn sns s ser n\u00famero num\u00e9ro numer "
    "serienummer seriennr serienr "
    "seriennummer serien inverter device gateway envoy din bar "
    "barcode tsn psn usn serno sernum".split()
)


PHONE = re.compile(r"1?[ .-]?[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{4}")
