"""Finds dates of birth."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januari?|februari?|"
    r"m\u00e4rz|maart|mai|mei|juni|juli|augustus|oktober|dezember|enero|febrero|marzo|"
    r"abril|"
    r"mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|"
    r"f\u00e9vrier|"
    r"mars|avril|juin|juillet|ao\u00fbt|septembre|octobre|novembre|d\u00e9cembre|"
    r"stycznia|"
    r"lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze\u015bnia|"
    r"pa\u017adziernika|listopada|grudnia)\b\.?"
)

BIRTH_DATE = re.compile(
    rf"(?<![\w.$])(?:(?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th|\.)?[ -](?:(?:of|de)[ "
    rf"])?{_MONTH}(?:[ ,-]{{1,3}}\(?(?:de )?'?(?:19|20)?[0-9]{{2}})?"
    r"|[0-3]?[0-9][. /-]{1,2}(?:xi{0,2}|iv|vi{0,3}|ix|i{1,3}|v)[. /-]{1,2}(?:19|"
    r"20)?[0-9]{2}"
    rf"|{_MONTH}[ -](?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th)?(?:[ ,-]{{1,3}}(?:of[ "
    rf"])?(?:19|20)[0-9]{{2}}|,?[ ]'[0-9]{{2}})?"
    r"|[0-3]?[0-9][ ]?[/.-][ ]?[0-3]?[0-9][ ]?[/.-][ ]?(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[/.-][01]?[0-9][/.-][0-3]?[0-9]|[01][0-9][0-3][0-9](?:19|"
    r"20)[0-9]{2}|(?:19|20)[0-9]{2}[01][0-9][0-3][0-9])(?![\w-]|/[0-9])"
)

_BIRTH = re.compile(
    r"\b(?:born|birth ?(?:day|date)?|date of birth|d\.?o\.?b\.?|b-?day|bday|birthdate|"
    r"birth_?date|geboren(?: am| op)?|geb\.?|geburtsdatum|geburtstag|n\u00e9e?(?: "
    r"le)?|naci(?:do|da|"
    r"miento|\u00f3)?|fecha de nacimiento|date de naissance|geboortedatum|data "
    r"urodzenia|"
    r"urodzon[ay]|urodzi\u0142[ae]?m si\u0119|f\u00f8dt|f\u00f6dd|nato il|nata il|ur\.|"
    r"came into (?:this|the) world|entered this world|delivered me|"
    r"christened|(?:on|of) this (?:planet|earth) since|on earth since|arrived (?:on|"
    r"in) "
    r"(?:this |the )?(?:earth|planet|world)|first breath|saw the light|jahrgang|"
    r"rocznik|"
    r"\u00e5rgang|i'm a (?:capricorn|leo|virgo|libra|aries|taurus|gemini|scorpio|"
    r"pisces)|fecha de nac\.?|f\. ?(?:de )?nac\.?|data (?:de |di )?nasc\w{1,7}|date of "
    r"b\.?)"
    r"(?![^\W\d])"
    r"|(?<![\w.])b\.?:(?=[ ][0-9])|(?<![\w.])b\.(?=[ ][0-9]{1,2}[ ][a-z]{3}|[ "
    r"][a-z]{3,9}[ ][0-9]|[ "
    r"][0-9]{1,2}[/.-])"
)

_BIRTH_WORDS = frozenset(
    "born birth birthday birthdate dob d b bday baby geboren geb geburtsdatum "
    "geburtstag n\u00e9 n\u00e9e nacido "
    "planet earth arrived jahrgang rocznik \u00e5rgang breath light f\u00f8dt "
    "f\u00f6dd nato nata "
    "fecha nac nasc nascita nascimento date urodzi\u0142em urodzi\u0142am nacida "
    "nacimiento naci\u00f3 naissance geboortedatum urodzenia urodzony urodzona "
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

_AFTER_MASKED = re.compile(r"\ufffc[ ]?[,;:/|]{1,2}[ ]{0,2}(?:and )?")
_LIFE = re.compile(
    r"\([ ]?(?P<d>[0-3]?[0-9][/.-][0-3]?[0-9][/.-](?P<begin>1[89][0-9]{2}))[ ]?(?:-|"
    r"to)[ ]?"
    r"[0-3]?[0-9][/.-][0-3]?[0-9][/.-](?P<end>(?:19|20)[0-9]{2})[ ]?\)"
)
_SHORT_LIFE = 15
_CENTURY = re.compile(r"19[0-9]{2}|nineteen[ -][a-z]{3,9}")
_GERMAN_DAYS = re.compile(
    rf"(?<!\w)(?:erster|erste|zweite[rn]?|dritte[rn]?|vierte[rn]?|f\u00fcnfte[rn]?|"
    rf"sechste[rn]?|siebte[rn]?|achte[rn]?|neunte[rn]?|zehnte[rn]?|elfte[rn]?|"
    rf"zw\u00f6lfte[rn]?|[a-z\u00fc]{{3,16}}(?:zehnte|zigste|\u00dfigste)[rn]?) "
    rf"{_MONTH}(?: '?(?:19|20)?[0-9]{{2}})?"
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
    yield from (*_after_masked(reading), *_of_a_life(reading))
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


def _after_masked(reading: Reading) -> Iterator[Candidate]:
    """Find dates of the last century that follow another detail found before."""
    for match in _AFTER_MASKED.finditer(reading.lower):
        at = match.end()
        for pattern in (BIRTH_DATE, _SPOKEN_DATE):
            found = pattern.match(reading.lower, at)
            if found and _CENTURY.search(found.group()):
                yield Candidate(*found.span(), Kind.DOB)


def _of_a_life(reading: Reading) -> Iterator[Candidate]:
    """Find the first of two dates in brackets that are a life apart."""
    for match in _LIFE.finditer(reading.lower):
        if int(match["end"]) - int(match["begin"]) > _SHORT_LIFE:
            yield Candidate(*match.span("d"), Kind.DOB)


def _date_after(reading: Reading, cue: re.Match[str]) -> re.Match[str] | None:
    """Find the date a word like "born" announces, unless a thing was born."""
    after = reading.after(cue.end(), 55)
    if _THING.search(reading.before(cue.start(), 30)) or _OF_THING.match(after):
        return None
    if _NOT_BIRTH.match(after):
        return None
    window = after.split("\ufffc")[0].split("\n\n")[0]
    found = (
        BIRTH_DATE.search(window)
        or _SPOKEN_DATE.search(window)
        or _GERMAN_DAYS.search(window)
    )
    between = window[: found.start()] if found else ""
    if found and re.search(r"[.!]\s|\?\s(?!$)", between):
        return None
    return found
