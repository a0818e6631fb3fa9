"""Finds numbers of payment cards and bank accounts."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_CARD = re.compile(
    r"(?<![\w.$-])(?![0-9]{1,3}\.[0-9]{5})[2-6](?:(?:[ .\-_/*,]{0,3}|[ ]?\n[ "
    r">]{0,3})[0-9])"
    r"{12,18}(?![\w/])(?!\.[0-9])"
)
_CARD_CUE = re.compile(
    r"\b(?:card|visa|master ?card|mc|amex|american express|discover|credit|debit|cc|"
    r"charged?|billed|payment|cvv|exp(?:ires|iration)?)\b"
)
_EXPIRES = re.compile(
    r"^,?[ ](?:exp\w*:? )?(?:0[1-9]|1[0-2])[/-](?:20)?[2-4][0-9](?![0-9/-])"
)
_NOT_CARD = re.compile(
    r"\b(?:order|imei|meid|tracking|upc|isbn|ean|invoice|gtin|barcode|serial|s/n|sn|"
    r"esi|esi id|"
    r"esiid|premise|mpan|meter|fedex|usps|ups|iccid|sim)\b[^\n.]{0,18}$"
)
_CARD_STARTS = re.compile(r"4|5[1-5]|2[2-7]|6011|65|64[4-9]|3[47]|30[0-5]|36|38|35|62")
_IBAN = re.compile(
    r"(?<![\w])[a-z]{2}[ ]?[0-9]{2}(?:[ .\n-]?[a-z0-9]{4}){2,7}(?:[ "
    r".-]?[a-z0-9]{1,3})?(?![\w])"
)
_BIC_IBAN = re.compile(
    r"(?<![\w])(?:NL|GB|IE|BG|LV|RO|MT|GI|AZ|GE)[0-9]{2}[ .-]?[A-Z]{4}(?:[ "
    r".-]{0,2}[0-9]){10,18}"
    r"(?![\w])"
)
_BARE_IBAN = re.compile(r"(?<![\w.$/-])[0-9]{2}(?:[ -]?[0-9]{4}){6}(?![\w-])")
_POLISH_CUE = re.compile(r"\b(?:przelew\w*|rachun\w*|kont\w*|nrb|iban|wp\u0142at\w*)\b")
_ROUTING = re.compile(
    r"\b(?:routing|rout(?:e|ing)? no|aba|rtn|transit|sort code|bsb|blz|bankleitzahl|"
    r"rt(?:ng)?(?: ?#| no| number))\b(?! table)(?:[ "
    r"]?(?:number|no\.?|num|#|code))?"
)
_ROUTING_VALUE = re.compile(
    r"(?<![\w.-])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9](?![\w-])|(?<![\w.-])[0-9]{3}[ "
    r"-][0-9]{3}[ -][0-9]{3}(?![\w-])|(?<![\w.-])[0-9]{2}-[0-9]{2}-[0-9]{2}(?![\w-])|"
    r"(?<![\w.-])[0-9]{3}-[0-9]{3}(?![\w-])|(?<![\w.-])[0-9]{8,9}(?![\w-])"
)
_ROUTING_AFTER = re.compile(
    r"^[ ]{0,2}[(,]?[ ]?(?:is|was|=|for|as)?[ ]?(?:the|my|our|his|her)?[ "
    r"]{0,2}(?:bank )?"
    r"(?:routing|aba|rtn|transit)\b"
)
# The line at the bottom of a cheque.
_CHEQUE = re.compile(
    r"[|:\u2446]{1,2}[ ]?(?P<r>[0-9]{9})[ ]?[|:\u2446]{1,2}[ ]{0,2}(?P<a>[0-9](?:[ "
    r"-]?[0-9]){5,16})(?![\w])"
)
_VOID_CHECK = re.compile(
    r"\b(?:void(?:ed)? ch(?:eck|eque)|checking|savings|direct deposit|routing)\b"
)
_BESIDE_ROUTING = re.compile(
    r"(?:[ ,/&+]|\band\b|\bacc(?:oun)?t\b\.?){1,4}(?P<v>[0-9]{6,14})(?![\w.-])"
)
_NINE = re.compile(r"(?<![\w.$/-])[0-9]{9}(?![\w-])")
_ACCOUNT = re.compile(
    r"\b(?:dda|debited|deducted from|credit to|konto(?:nr\.?|nummer)?|clabe|cuenta|"
    r"rekening(?:nummer)?|compte|acct?|"
    r"account|a/c|checking|savings|iban|direct deposit|ach|wire|"
    r"beneficiary)\b\.?"
    r"(?:[ ]?(?:acct?|account)\b\.?)?(?:[ ]?(?:number|no\.?|num|#|nr\.?))?"
)
_BANK = re.compile(
    r"\b(?:dda|konto\w*|clabe|cuenta|rekening\w*|sort code|bsb|blz|compte|sparkasse|"
    r"barclays|"
    r"hsbc|lloyds|natwest|santander|monzo|commonwealth|westpac|ing|rabobank|volksbank|"
    r"schwab|fidelity|vanguard|capital one|truist|regions|discover bank|navy federal|"
    r"payroll|autopay|withdraw\w*|credit me|reimburse\w*|"
    r"bank|routing|aba|rtn|checking|savings|credit union|ach|wire|wired|deposit|"
    r"chase|"
    r"wells fargo|citi(?:bank)?|iban|swift|bic|sort code|transfer|venmo|zelle|refund "
    r"to|"
    r"bofa|boa|bank of america|us bank|pnc|ally|usaa|federal savings)\b"
)
_UTILITY = re.compile(
    r"\b(?:utility|electric|power|pg&e|pge|sce|edison|coned|eversource|national grid|"
    r"xcel|"
    r"duke|meter|gas|energy)\b"
)
_LUHN_LENGTHS = frozenset((13, 14, 15, 16, 19))
_CARD_LENGTHS = frozenset((15, 16))
_SHORTEST_IBAN, _POLISH, _FEWEST = 15, 26, 12


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find card numbers by checksum, bank numbers by checksum or words."""
    del registered
    if not reading.has_digits:
        return
    for match in _CARD.finditer(reading.lower):
        if _is_card(reading, match):
            yield Candidate(*match.span(), Kind.CREDIT_CARD)
    for span in _at_banks(reading):
        yield Candidate(*span, Kind.BANK_ACCOUNT)


def _at_banks(reading: Reading) -> Iterator[tuple[int, int]]:
    low = reading.lower
    for match in _IBAN.finditer(low):
        if _is_iban(reading, match):
            yield match.span()
    yield from _incomplete(reading)
    yield from _routing(reading)
    for cue in _ACCOUNT.finditer(low):
        if _is_at_bank(reading, cue):
            yield from values_after(reading, cue, 40, _is_account)


def _incomplete(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find accounts of the form of an IBAN without its country or a right check."""
    for match in _BIC_IBAN.finditer(reading.text):
        if count_digits(match.group()) >= _FEWEST:
            yield match.span()
    for match in _BARE_IBAN.finditer(reading.lower):
        bare = match.group().replace(" ", "").replace("-", "")
        cued = bool(_POLISH_CUE.search(reading.before(match.start(), 60)))
        if len(bare) == _POLISH and (cued or has_iban_check("pl" + bare)):
            yield match.span()


def _routing(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers of banks, and the account beside one on a cheque."""
    low = reading.lower
    for cue in _ROUTING.finditer(low):
        value = _ROUTING_VALUE.search(low, cue.end(), cue.end() + 40)
        if value and "\n\n" not in low[cue.end() : value.start()]:
            yield value.span()
    for match in _CHEQUE.finditer(low):
        if has_aba_check(match["r"]):
            yield from (match.span("r"), match.span("a"))
    for match in _NINE.finditer(low):
        after = reading.after(match.end(), 50)
        near = f"{reading.before(match.start(), 40)} {after}"
        said = _ROUTING_AFTER.match(after) or _VOID_CHECK.search(near)
        if said and has_aba_check(match.group()):
            yield match.span()
            beside = _BESIDE_ROUTING.match(low, match.end())
            if beside:
                yield beside.span("v")


def _is_account(value: str, direct: bool) -> bool:
    digits = count_digits(value)
    letters = sum(sign.isalpha() for sign in value)
    usual = (6 if direct else 7) <= digits <= 18  # noqa: PLR2004
    return letters == 0 and (usual or digits == _POLISH)


def _is_at_bank(reading: Reading, cue: re.Match[str]) -> bool:
    around = (
        reading.before(cue.start(), 60) + cue.group() + reading.after(cue.end(), 50)
    )
    before = reading.before(cue.start(), 25)
    return bool(_BANK.search(around)) and not _UTILITY.search(before)


def _is_card(reading: Reading, match: re.Match[str]) -> bool:
    digits = "".join(sign for sign in match.group() if sign.isdigit())
    signs = set(re.findall(r"[.,/_*-]", match.group()))
    listed = "," in signs or signs >= {".", "-"}
    if listed or not _CARD_STARTS.match(digits) or len(set(digits)) == 1:
        return False
    cued = _CARD_CUE.search(reading.before(match.start(), 60)) or _CARD_CUE.search(
        reading.after(match.end(), 30)
    )
    if _NOT_CARD.search(reading.before(match.start(), 35)) and (
        match.group().isdigit() or not has_luhn(digits)
    ):
        return False
    cued = cued or _EXPIRES.match(reading.after(match.end(), 12))
    if has_luhn(digits) and len(digits) in _LUHN_LENGTHS:
        return bool(cued) or len(digits) in _CARD_LENGTHS
    return bool(cued) and len(digits) in _CARD_LENGTHS


def has_luhn(digits: str) -> bool:
    """Say whether the last digit of a number is its Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - digit sum
    return total % 10 == 0


def has_aba_check(digits: str) -> bool:
    """Say whether nine digits can be a routing number of a bank."""
    return sum(int(d) * (3, 7, 1)[i % 3] for i, d in enumerate(digits)) % 10 == 0


def _is_iban(reading: Reading, match: re.Match[str]) -> bool:
    bare = re.sub(r"[ .\n-]", "", match.group())
    if len(bare) < _SHORTEST_IBAN or count_digits(bare) < 8:  # noqa: PLR2004
        return False
    return "iban" in reading.before(match.start(), 20) or has_iban_check(bare)


def has_iban_check(bare: str) -> bool:
    """Say whether an account number fits its two check digits."""
    turned = bare[4:] + bare[:4]
    if not turned.isascii() or not turned.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
