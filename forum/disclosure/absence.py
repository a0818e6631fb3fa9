"""Finds words that tell everyone when a house is empty."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:week|month|year)|tomorrow|"
    r"the (?:[0-9]{1,2}(?:st|nd|rd|th)?|end of [a-z]{2,10}|weekend|holidays)|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?(?: "
    r"[0-9]{1,2})?|"
    r"[0-9]{1,2}/[0-9]{1,2}|after (?:the holidays|christmas|new year'?s?|thanksgiving)|"
    r"(?:christmas|easter|thanksgiving|labor day|new year'?s?|spring|summer|fall|"
    r"winter))"
)
_AWAY = re.compile(
    rf"\b(?:away|gone|out of town|out of state|out of the country|abroad|overseas|on "
    rf"vacation|on holiday|"
    rf"on a cruise|traveling|travelling|not (?:at )?home|not be (?:at "
    rf")?home)\b[^.!?\n]{{0,30}}?\b(?:until|till|til|'til|through|thru|from|"
    rf"starting)[ ]{_DAY}\b"
    r"|\b(?:nobody|no one|no-one|noone)(?:'s| is| will be|'ll be)? (?:at )?(?:home|"
    r"there|in the house)\b"
    r"(?: (?:until|till|from|all|during|this|next|between)[^.!?\n]{0,25})?"
    r"|\b(?:house|place|home|property|cabin) (?:is|will be|sits|stays|stands|'ll be) "
    r"(?:empty|vacant|unoccupied)\b"
    r"(?: (?:until|till|from|all|during|this|next|for)[^.!?\n]{0,25})?"
    rf"|\b(?:we|i)(?:'re| are| will be|'ll be|'m| am| leave| fly)[ ](?:away|gone|"
    rf"leaving|out of town|on vacation|traveling|out)\b[^.!?\n]{{0,20}}?\b(?:for "
    rf"(?:the )?"
    r"(?:next )?(?:(?:[0-9]{1,2}|a|one|two|three|four|six|several) )?(?:days?|weeks?|"
    r"months?|winter|summer)|"
    rf"on {_DAY}|next week|all (?:week|month|summer|winter))\b"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find when nobody is at home."""
    del registered
    for match in _AWAY.finditer(reading.lower):
        yield Candidate(*match.span(), Kind.ABSENCE)
