"""Finds dates of birth."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)

BIRTH_DATE = re.compile(
    rf"(?<![\w.$])(?:(?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th)?[ -](?:of[ "
    rf"])?{_MONTH}(?:[ ,-]{{1,3}}'?(?:19|20)?[0-9]{{2}})?"
    rf"|{_MONTH}[ -](?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th)?(?:[ ,-]{{1,3}}(?:of[ "
    rf"])?(?:19|20)[0-9]{{2}}|,?[ ]'[0-9]{{2}})?"
    r"|[0-3]?[0-9][ ]?[/.-][ ]?[0-3]?[0-9][ ]?[/.-][ ]?(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[/.-][01]?[0-9][/.-][0-3]?[0-9]|[01][0-9][0-3][0-9](?:19|"
    r"20)[0-9]{2})(?![\w-]|/[0-9])"
)

_BIRTH = re.compile(
    r"\b(?:born|birth ?(?:day|date)?|date of birth|d\.?o\.?b\.?|b-?day|bday|birthdate|"
    r"birth_?date|geboren(?: am| op)?|geb\.?|geburtsdatum|geburtstag|n\u00e9e?(?: "
    r"le)?|naci(?:do|da|"
    r"miento|\u00f3)?|fecha de nacimiento|date de naissance|geboortedatum|data "
    r"urodzenia|"
    r"urodzon[ay]|ur\.|came into (?:this|the) world|entered this world|delivered me|"
    r"christened|i'm a (?:capricorn|leo|virgo|libra|aries|taurus|gemini|scorpio|"
    r"pisces))(?!\w)"
    r"|(?<![\w.])b\.(?=[ ][0-9]{1,2}[ ][a-z]{3}|[ ][a-z]{3,9}[ ][0-9]|[ "
    r"][0-9]{1,2}[/.-])"
)

_BIRTH_WORDS = frozenset(
    "born birth birthday birthdate dob d b bday baby geboren geb geburtsdatum "
    "geburtstag n\u00e9 n\u00e9e nacido "
    "nacida nacimiento naci\u00f3 naissance geboortedatum urodzenia urodzony urodzona "
    "ur came entered "
    "delivered christened capricorn leo virgo libra aries taurus gemini scorpio "
    "pisces turn turns turned "
    "turning ll be became birthdays".split()
)

_TURNED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|i'll be|he'll be|she'll be|will be|became)[ ]"
    r"(?:[1-9][0-9]|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ "
    r"-][a-z]{3,5})?)"
    r"[ ](?:years old )?(?:on|this|next|last)\b"
)

_NOT_BIRTH = re.compile(
    r"[ '](?:s )?(?:present|gift|party|cake|special|deal|sale|card|promo)"
)

_SPOKEN_DATE = re.compile(
    rf"(?<!\w)(?:the )?(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|"
    rf"sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?: of)? "
    rf"{_MONTH}(?:,? (?:19|20)[0-9]{{2}}|,? nineteen[ -][a-z]{{3,9}}(?:[ "
    rf"-][a-z]{{3,6}})?)?"
    rf"|{_MONTH} (?:the )?(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|"
    rf"fifth|sixth|"
    r"seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
    r"(?:,? (?:19|20)[0-9]{2}|,? nineteen[ -][a-z]{3,9}(?:[ -][a-z]{3,6})?)?"
)

_THING = re.compile(
    r"\bhappy[ ]$|\b(?:system|array|panels?|inverter|roof|battery|company|business|"
    r"forum|site|"
    r"program|"
    r"idea|project|plant)(?:'s)?[ ](?:\w{1,12}[ ]){0,2}$"
)

_OF_THING = re.compile(
    r"^[ ](?:of|for)[ ](?:my|the|our|this)[ ](?:\w{1,12}[ ])?(?:system|array|panel|"
    r"inverter|roof|battery)"
)

_BIRTH_AFTER = re.compile(
    r"^[ ]{0,2}(?:\(|,|-)?[ ]{0,2}(?:is|was|=)?[ ]?(?:my|his|her|the)?[ "
    r"]{0,2}(?:birth ?day|dob|date of birth|b-?day|baby)\b"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find dates of birth by the words before or after them."""
    del registered
    if not reading.speaks_of(_BIRTH_WORDS):
        return
    for pattern in (_BIRTH, _TURNED):
        for cue in pattern.finditer(reading.lower):
            found = _date_after(reading, cue)
            if found:
                at = cue.end()
                yield Candidate(at + found.start(), at + found.end(), Kind.DOB)
    if reading.says("birth", "dob", "bday", " baby"):
        for found in BIRTH_DATE.finditer(reading.lower):
            if _BIRTH_AFTER.match(reading.after(found.end(), 40)):
                yield Candidate(*found.span(), Kind.DOB)


def _date_after(reading: Reading, cue: re.Match[str]) -> re.Match[str] | None:
    """Find the date a word like "born" announces, unless a thing was born."""
    after = reading.after(cue.end(), 55)
    if _THING.search(reading.before(cue.start(), 30)) or _OF_THING.match(after):
        return None
    if _NOT_BIRTH.match(after):
        return None
    window = after.split("\ufffc")[0].split("\n\n")[0]
    found = BIRTH_DATE.search(window) or _SPOKEN_DATE.search(window)
    if found and re.search(r"[.!?]\s", window[: found.start()]):
        return None
    return found
