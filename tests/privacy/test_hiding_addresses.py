"""Addresses are looked for only where one can stand, and none is overlooked by that."""

from hypothesis import given
from hypothesis import strategies as st

from forum.privacy.hiding import INSTEAD, WRITTEN_OUT, plain_without_addresses
from tests.browser import Browser

BLANK = st.sampled_from([" ", "\n", "\x1c", "\u00a0", "\u2003", "\u3000"])
ROOM = BLANK | st.just("")
AT = st.sampled_from(["at", "AT", "@"])
OPENED, CLOSED = st.sampled_from("([{"), st.sampled_from(")]}")
DOT = st.sampled_from(["dot", "Dot"])
BRACKETED = st.tuples(ROOM, OPENED, ROOM, AT, ROOM, CLOSED, ROOM).map("".join)
SPELLED = st.tuples(BLANK, st.sampled_from(["at", "At"]), BLANK).map("".join)
BETWEEN = st.tuples(BLANK, DOT, BLANK).map("".join)
ADDRESSES = st.one_of(
    st.tuples(st.just("rosa"), BRACKETED, st.just("example.com")),
    st.tuples(st.just("rosa"), BRACKETED, st.just("example"), BETWEEN, st.just("com")),
    st.tuples(st.just("rosa"), SPELLED, st.just("example"), BETWEEN, st.just("com")),
).map("".join)


@given(ADDRESSES)
def test_what_is_written_out_is_found_however_it_is_spaced(address: str) -> None:
    shown = plain_without_addresses(f"Write to {address} please", frozenset(), "")

    assert WRITTEN_OUT.search(address)
    assert shown == f"Write to {INSTEAD} please"


def test_a_guest_is_told_how_an_address_is_written(guest: Browser) -> None:
    guest.visit("/privacy-request")

    page = guest.submit("/privacy-request", email="no address")

    assert page.status == 422
    assert page.html.count("such as name@example.com") == 2
    assert INSTEAD not in page.text
