"""Where it helps, readers see something less exact: a town, a region, a beginning."""

import pytest

from forum.disclosure import (
    KINDS_EXPLAINED,
    MASKED,
    Explained,
    Finding,
    Kind,
    Level,
    Registered,
    mask,
    masked_form,
    scan,
)

LUCILLE = Registered(
    name="Lucille Thorsen",
    email="barb9@quarrymail.com",
    phone="413-555-0142",
    street="14 Larch Lane",
    city="Holyoke",
    zip="01040",
    handle="lthorsen4",
)
STREET = "[street address masked]"


def masked(text: str, member: Registered | None = None) -> str:
    """Return what is left of a text if everything found in it is masked."""
    return mask(text, scan(text, member or Registered()))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("12 Oak St, Holyoke, MA 01040", f"{STREET}, Holyoke, MA"),
        ("See 12 Oak St, Holyoke, MA 01040-1234.", f"See {STREET}, Holyoke, MA."),
        ("12 Oak St, Apt 4, Holyoke, MA", f"{STREET}, Holyoke, MA"),
        ("We live at 14 Larch Lane, Holyoke.", f"We live at {STREET}, Holyoke."),
        ("P.O. Box 77, St. Louis MO 63101", f"{STREET}, St. Louis, MO"),
        ("14 Larch Lane, Santa Fe, New Mexico", f"{STREET}, Santa Fe, New Mexico"),
    ],
)
def test_an_address_leaves_its_town(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "12 Oak St",
        "12 Oak St in Holyoke, MA",
        "12 Oak St, MA 01040",
        "14, Larch Lane",
        "House number 14, Larch",
        "14 Larch Lane, Lucille Thorsen, MA",
        "14 Larch Lane, Apartment Four.",
        "14 Larch Lane, Schwalbenstr.73",
        "14 Larch Lane, Holyok3, MA",
        "14 Larch Lane, \uff28olyoke, MA",
    ],
)
def test_nothing_is_left_of_an_address_whose_town_is_in_doubt(text: str) -> None:
    for finding in scan(text):
        assert masked_form(text, finding) in (STREET, "[ZIP code masked]")


def test_what_only_looks_like_a_town_is_not_left() -> None:
    text = "House number 14, Larch Lane, MA 01040"

    whole = Finding(0, len(text), Kind.STREET_ADDRESS, Level.ASK)

    assert masked_form(text, whole) == STREET


def test_the_own_street_leaves_the_town_too() -> None:
    assert masked("14 Larch Lane, Holyoke, MA 01040", LUCILLE) == (
        f"{STREET}, Holyoke, MA"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("roof: 42.20431, -72.61619!", "roof: 42.2, -72.6!"),
        ("roof: 42.20431 -72.61619", "roof: 42.2, -72.6"),
        ("roof: 42.25431,-72.66619", "roof: 42.3, -72.7"),
    ],
)
def test_a_point_leaves_one_decimal(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "42\u00b018'07\"N 72\u00b035'14\"W",
        "42.30215 N, 72.58744 W",
        "https://maps.google.com/?q=42.30215,-72.58744",
        "plus code 87JC8C2Q+7F",
        "what3words index.home.raft",
    ],
)
def test_a_point_in_another_shape_leaves_the_label(text: str) -> None:
    assert masked(text).endswith("[location masked]")


@pytest.mark.parametrize(
    ("serial", "left"),
    [
        ("121904123456", "[serial number 1219\u2026 masked]"),
        ("1219 0412 3456", "[serial number 1219\u2026 masked]"),
        ("7E1200AB-5C", "[serial number 7E12\u2026 masked]"),
        ("1219041234", "[serial number 1219\u2026 masked]"),
        ("121904123", "[serial number masked]"),
        ("12190-4123", "[serial number masked]"),
    ],
)
def test_a_long_serial_number_leaves_its_beginning(serial: str, left: str) -> None:
    text = f"serial number {serial}"

    assert masked(text) == f"serial number {left}"
    assert MASKED.search(masked(text))


@pytest.mark.parametrize(
    "text",
    [
        "[serial number 12190\u2026 masked]",
        "[serial number 121\u2026 masked]",
        "[serial number 4135550142 masked]",
        "[serial number \u2026 masked]",
        "[serial number 12 9\u2026 masked]",
        "[phone number 4135\u2026 masked]",
        "[street address masked, Holyoke]",
        "[street address in Holyoke masked]",
    ],
)
def test_a_label_hides_no_more_than_masking_leaves(text: str) -> None:
    assert not MASKED.search(text)


def test_a_moderator_may_leave_a_beginning_too() -> None:
    text = "[serial number 1219\u2026 masked by a moderator]"

    assert MASKED.fullmatch(text)
    assert scan(f"serial number {text}") == ()


def test_nothing_is_found_in_the_beginning_that_a_label_leaves() -> None:
    text = "[serial number 7E12\u2026 masked]"

    assert scan(text, Registered(handle="7e12")) == ()
    assert scan("7E12\u2026 masked", Registered(handle="7e12"))


@pytest.mark.parametrize("explained", KINDS_EXPLAINED, ids=lambda one: str(one.kind))
def test_each_example_is_found_and_masked_as_the_page_tells(
    explained: Explained,
) -> None:
    member = LUCILLE if explained.kind is Kind.USERNAME else Registered()

    found = scan(explained.example, member)

    assert [one.kind for one in found] == [explained.kind]
    assert mask(explained.example, found) == explained.remains
    assert scan(explained.remains, member) == ()


def test_every_kind_has_a_name_of_its_own() -> None:
    assert [one.kind for one in KINDS_EXPLAINED] == list(
        dict.fromkeys(one.kind for one in KINDS_EXPLAINED)
    )
    assert len({one.plural for one in KINDS_EXPLAINED}) == len(Kind)
