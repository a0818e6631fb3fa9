"""The page Learn: basics, every word of the glossary, what to know before posting."""

import re
from collections import Counter

import pytest

from forum.solar.glossary import TERMS
from forum.solar.tags import TAGS
from forum.solar.yields import SOFT, SOUTH_30
from tests.browser import Browser

WORDS = (
    "kW DC kWp|kW AC|DC/AC ratio|string|MPPT|microinverter|optimizer|tilt|azimuth|"
    "specific yield|reference yield|performance ratio|capacity factor|degradation|"
    "interconnection|PTO|net metering|net billing|SREC|25D"
)
"""What people ask for in the forum; the search of a browser finds each."""


@pytest.mark.parametrize("word", WORDS.split("|"))
def test_each_word_is_found_in_the_glossary(guest: Browser, word: str) -> None:
    (glossary,) = guest.visit("/learn").soup.select("#glossary dl")

    for part in word.split() if word.startswith("kW DC") else [word]:
        assert part.casefold() in glossary.get_text(" ").casefold()


def test_each_term_has_an_address_and_a_meaning(guest: Browser) -> None:
    page = guest.visit("/learn")

    for term in TERMS:
        (place,) = page.soup.select(f"#{term.anchor}")
        assert term.name in place.text
        assert term.meaning in place.text


def test_terms_stand_in_the_order_of_the_alphabet() -> None:
    names = [term.name.casefold() for term in TERMS]

    assert names == sorted(names)


def test_tags_of_terms_are_on_the_list() -> None:
    assert {term.tag for term in TERMS if term.tag} <= TAGS


def test_the_figures_are_those_by_which_cards_are_checked(guest: Browser) -> None:
    rows = guest.visit("/learn").soup.select("#year tbody tr")

    said = [re.findall(r"\d[\d,]*", row.get_text(" ")) for row in rows]
    wanted = [
        [f"{one:,}" for one in (SOUTH_30.get(region), *SOFT[region]) if one]
        for region in SOFT
    ]
    assert said == wanted


@pytest.mark.parametrize("path", ["/learn", "/support"])
def test_links_within_a_page_lead_somewhere(guest: Browser, path: str) -> None:
    soup = guest.visit(path).soup

    named = Counter(str(one["id"]) for one in soup.select("[id]"))
    assert not [name for name, times in named.items() if times > 1]
    inside = {str(one["href"])[1:] for one in soup.select('main a[href^="#"]')}
    assert inside <= set(named)
    assert inside
