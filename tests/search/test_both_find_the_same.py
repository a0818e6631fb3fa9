"""One suite for both indexes: what is found, and what is not."""

from http import HTTPStatus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.limits import limiter
from tests.browser import Browser
from tests.search.finding import hits
from tests.world import World

MODELS = "The SE7600H-US next to IQ8+ makes 5.2kW under rule 690.12, 1,200 kWh a month."
WORDS = [
    "SE7600H-US",
    "se7600hus",
    "se7600h us",
    "SE7600H",
    "IQ8+",
    "iq8",
    "5.2kW",
    "5.2 kW",
    "52kw",
    "690.12",
    "69012",
    "690",
    "1200",
    "kW",
    "a",
    "THE",
    '"rule 690.12"',
    '"next to IQ8+"',
    '"IQ8+ makes 5.2kW"',
]
NOT = [
    "SE7600HX",
    '"iq8 makes"',
    '"IQ8"',
    '"690.12 rule"',
    "IQ7+",
    "5.3kW",
    "SE7600H -rule",
    "kW pineapple",
]


@pytest.mark.parametrize("typed", WORDS)
def test_models_and_short_words_are_found_as_typed_and_without_punctuation(
    guest: Browser, world: World, typed: str
) -> None:
    world.thread(title="A question about one device", body=MODELS)

    assert len(hits(guest, typed)) == 1


@pytest.mark.parametrize("typed", NOT)
def test_what_does_not_stand_there_is_not_found(
    guest: Browser, world: World, typed: str
) -> None:
    world.thread(title="A question about one device", body=MODELS)

    assert hits(guest, typed) == []


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Two inverters stopped", "inverter"),
        ("One inverter stopped", "inverters"),
        ("The batteries are full", "battery"),
        ("A café in Québec", "cafe quebec"),
        ("A cafe in Quebec", "café Québec"),
        ("A roof-mounted array", '"mounted array"'),
        ("400 W of it", "400W"),
        ("400W of it", "400 W"),
        ("It don't work", "dont"),
        ("Straße", "STRASSE"),
        ("V and DC and PV", "PV v dc"),
        ("1,5 kW on a European sheet", "1.5"),
        ("SELECT OR AND NOT NEAR", "OR"),
        ("M250-60-2LL-S22", "m250602lls22"),
    ],
)
def test_other_forms_of_a_word_are_found(
    guest: Browser, world: World, said: str, typed: str
) -> None:
    world.thread(title="A title without any of them", body=f"So it is: {said}.")
    world.thread(
        "ivy", title="Nothing of that sort in here", body="Other things, quite other."
    )

    assert len(hits(guest, typed)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "'",
        "-",
        "--",
        "*",
        "()",
        "a AND",
        "NOT",
        "NEAR(a b)",
        'post_fts : "x"',
        "{words}: x",
        "\\",
        "' OR 1=1 --",
        "& | ! <->",
        "x:*",
        "^x",
        "=x ~y",
        "-x",
        'a "b',
        "🌞",
        "ﷺ",
        "½ m²",
        "हिन्दी",
        "%_%",
        "a" * 200,
        "a-" * 100,
        "1." * 100,
        "before:yesterday",
        "has:",
        "https://example.com/a?b=c",
        "x" * 5000,
    ],
)
def test_nothing_that_is_typed_breaks_a_search(
    guest: Browser, world: World, typed: str
) -> None:
    world.thread()

    page = guest.visit(world.path("search.search", q=typed))

    assert page.status == 200


TYPED = st.lists(
    st.sampled_from(
        [
            *(
                '"',
                "'",
                "-",
                "\u2212",
                "*",
                "(",
                ")",
                ":",
                "&",
                "|",
                "!",
                "<->",
                "\\",
                "%",
            ),
            *("by:", "tag:", 'board:"', "before:", "after:", "in:title", "has:image"),
            *("2026-13-45", "0001-01-01", "9999-12-31", "status:open", "NEAR/2", "OR"),
            *(
                "a",
                "IQ8+",
                "5.2kW",
                "690.12",
                "1,2,3",
                "x@y.example",
                "=a",
                "~a",
                "^a",
                "@a",
            ),
            *(
                "\u0130",
                "\ufdfa",
                "\u00bd",
                "\u0301",
                "\u202e",
                "\U0001f31e",
                "\u0663",
                " ",
            ),
        ]
    )
    | st.text(max_size=6),
    max_size=14,
).map("".join)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TYPED, st.sampled_from(["", "newest"]), st.text(max_size=4))
def test_any_text_is_a_search_on_both_databases(
    guest: Browser, typed: str, sort: str, page: str
) -> None:
    limiter.reset()
    asked = {"q": typed, "sort": sort, "page": page}

    answer = guest.client.get("/search", query_string=asked)

    is_odd = "\0" in typed + page
    known = {HTTPStatus.OK, HTTPStatus.NOT_FOUND} | (
        {HTTPStatus.BAD_REQUEST} if is_odd else set()
    )
    assert answer.status_code in known


def test_a_hit_in_the_title_stands_above_others(guest: Browser, world: World) -> None:
    old = world.thread(title="Snow guards on a metal roof", body="Has anyone any?")
    world.thread("ivy", title="About something else at all", body="snow guards " * 20)

    found = hits(guest, "snow guards")

    assert found[0] == f"/p/{world.opening_post(old)}"
    assert len(found) == 2


def test_the_newest_comes_first_if_wished(guest: Browser, world: World) -> None:
    first = world.thread(title="Snow guards on a metal roof", body="Has anyone any?")
    second = world.thread(
        "ivy", title="About something else at all", body="snow guards"
    )

    found = hits(guest, "snow guards", sort="newest")

    assert found == [f"/p/{world.opening_post(one)}" for one in (second, first)]


def test_what_is_about_a_word_comes_before_what_only_names_it(
    guest: Browser, world: World
) -> None:
    about = world.thread(title="A cold morning", body="Clipping, clipping, clipping!")
    once = f"Clipping came up too. {'It was a long day on the roof. ' * 12}"
    names = world.thread("ivy", title="A warm morning", body=once)

    found = hits(guest, "clipping")

    assert found == [f"/p/{world.opening_post(one)}" for one in (about, names)]
