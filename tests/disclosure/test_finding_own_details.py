"""A member's own registered details, and words that only look like them."""

import pytest

from forum.disclosure import Kind, Level, Registered, advice, scan

BARBARA = Registered(
    name="Barbara Krzyzewski",
    email="barbara@example.com",
    phone="413-555-0142",
    street="2801 Redbank Blvd",
    zip="01040",
    handle="bkrzy41",
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to barbara@example.com", Kind.EMAIL),
        ("BARBARA (at) example (dot) com", Kind.EMAIL),
        ("4135550142 is mine", Kind.PHONE),
        ("413.555.0142 is mine", Kind.PHONE),
        ("the Krzyzewski house", Kind.PERSON_NAME),
        ("-- Barbara Krzyzewski", Kind.PERSON_NAME),
        ("the only array on Redbank Boulevard", Kind.STREET_ADDRESS),
        ("around 01040 it rains", Kind.ZIP_CODE),
        ("bkrzy41 is how I sign in", Kind.USERNAME),
    ],
)
def test_own_details_are_asked_about(text: str, kind: Kind) -> None:
    (finding,) = scan(text, BARBARA)
    assert (finding.kind, finding.own, finding.level) == (kind, True, Level.ASK)
    assert advice(finding).title.startswith("Your ")


def test_the_same_address_of_somebody_else_is_a_placeholder() -> None:
    assert scan("write to barbara@example.com") == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will Green", "Will green lights mean ok?"),
        ("Will Green", "Will Green Mountain Power pay for it?"),
        ("Ray Watts", "It makes 400 watts per ray of sun."),
        ("Bill Summers", "The bill in summers is low."),
        ("Grant Field", "I got a grant for the field."),
        ("Rose Solar", "The output rose, solar is fun."),
    ],
)
def test_names_that_are_words_do_not_interrupt(name: str, text: str) -> None:
    assert scan(text, Registered(name=name, street="12 Main St", handle="solar")) == ()


def test_a_name_that_is_two_words_is_found_where_it_is_written_as_a_name() -> None:
    (finding,) = scan("Regards,\nWill Green", Registered(name="Will Green"))
    assert finding.own


def test_a_reading_of_the_meter_is_no_zip_code() -> None:
    assert scan("it made 01040 kWh", BARBARA) == ()
