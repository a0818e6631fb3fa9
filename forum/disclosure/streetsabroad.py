"""Finds addresses as they are written outside of the United States."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_CAPITAL = "A-Z\u00c0-\u00de\u0141\u015a\u017b"
_SMALL = r"a-z\u00df-\u017f'"
_NAME = rf"(?:[{_CAPITAL}][{_SMALL}.-]{{1,20}}(?:-[{_CAPITAL}][{_SMALL}]{{1,15}})?)"
_JOIN = (
    r"(?:de|del|de la|de los|van|van de|van der|den|der|des|du|la|le|les|al|zum|am|"
    r"an der)"
)
_NAMES = rf"(?:{_NAME}|{_JOIN})(?: (?:{_NAME}|{_JOIN})){{0,3}}"
_NUMBER = (
    r"[0-9]{1,4}(?:[ ]?[a-zA-Z]|[/-][0-9]{1,4}[a-zA-Z]?|[ ]bis)?(?![\w%])(?!\.[0-9])"
)
_TOWN = rf"(?:,?[ ](?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:[ ]?[A-Z]{{2}}\b)?[ ]{_NAME})?"
_FLOOR = (
    r"(?:,[ ]?(?:[0-9]{1,2}[\u00ba\u00b0o\u00aa.]?[ ]?[A-Za-z]?\b|"
    r"piso [0-9]{1,3}|m\. ?[0-9]{1,4}))?"
)
_GERMANIC = re.compile(
    rf"(?<![\w/.-])(?:[{_CAPITAL}][{_SMALL}-]{{2,24}}(?:stra\u00dfe|strasse|str\.|weg|"
    rf"platz|allee|gasse|damm|ufer|straat|laan|plein|kade|gracht|dijk|singel|hof|steeg|"
    rf"vej|gata|gatan|v\u00e4gen|veien|katu|tie)|[{_CAPITAL}][{_SMALL}-]{{2,20}}[ "
    rf"](?:Stra\u00dfe|"
    rf"Strasse|Str\.|Weg|Platz|Allee|Ring|Damm|Straat|Laan))(?:[ ]|"
    rf"(?<=\.)){_NUMBER}{_TOWN}"
)
_ROMANIC = re.compile(
    rf"(?<![\w/.-])(?:(?i:calle|c/|avda\.?|avenida|paseo|plaza|pza\.?|carrer|carretera|"
    rf"camino|viale|piazza|corso|rua|travessa|ul\.|ulica|al\.|aleja|os\.|osiedle|"
    rf"c\.[\u00baoa\u00b0]?|cno\.|urb\.|urbanizaci\u00f3n|pl\.)|Via)[ ]?"
    rf"{_NAMES},?[ ](?:n\.?[\u00ba\u00b0o]?\.?|nr\.?|num\.?)?[ "
    rf"]?{_NUMBER}{_FLOOR}{_TOWN}"
)
_FRENCH = re.compile(
    rf"(?<![\w/.,-])[1-9][0-9]{{0,3}}(?:[ ]?(?:bis|ter|[a-c]))?,?[ ](?i:rue|av\.|"
    rf"bd\.?|ch\.|all\.|imp\.|avenue|boulevard|"
    rf"chemin|impasse|all\u00e9e|allee|place|quai|route|cours)[ ](?:de la |de l'|du |"
    rf"des |"
    rf"de |d'|la |le |les )?{_NAMES}{_TOWN}"
)
_BRITISH = re.compile(
    r"(?<![\w/.-])(?i:flat|unit|apt|apartment|shop|villa|lot)[ ][0-9]{1,4}[a-z]?(?:,[ "
    r"]?|/|,? )"
    rf"[0-9]{{1,4}}[a-zA-Z]?[ ](?:{_NAME} ){{1,3}}"
    r"(?i:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|ct|crescent|cres|"
    r"place|pl|grove|gardens|parade|pde|terrace|tce|way|mews|row|hill|rise|walk)\b\.?"
)
_AUSTRALIAN = re.compile(
    rf"(?<![\w/.-])[0-9]{{1,4}}[a-zA-Z]?[ ](?:{_NAME} ){{1,3}}"
    r"(?i:street|st|road|rd|avenue|ave|lane|ln|close|cl|drive|dr|court|ct|crescent|"
    r"cres|"
    r"place|pl|grove|gr|parade|pde|terrace|tce|way|circuit|cct|esplanade|highway|"
    r"hwy)\b\.?,? "
    rf"(?:{_NAME} ){{1,3}}(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT)(?: [0-9]{{4}})?\b"
)
_CODES_AFTER = re.compile(
    rf",? (?:{_NAME},? ){{0,2}}(?:(?:[A-Z]{{2}},? )?[ABCEGHJ-NPRSTVXY][0-9][A-Z] "
    rf"?[0-9][A-Z][0-9]|"
    r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2})\b"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find streets whose kind stands elsewhere than at the end of their name."""
    del registered
    if not (reading.has_digits and reading.has_capitals):
        return
    text = reading.text
    for pattern in (_GERMANIC, _ROMANIC, _FRENCH, _BRITISH, _AUSTRALIAN):
        for match in pattern.finditer(text):
            code = _CODES_AFTER.match(text, match.end())
            end = code.end() if code else match.end()
            yield Candidate(match.start(), end, Kind.STREET_ADDRESS)
