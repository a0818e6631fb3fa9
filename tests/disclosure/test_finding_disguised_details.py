"""Details that are written so that machines or strangers overlook them."""

import pytest

from forum.disclosure import Kind, Registered, scan

ROSA = Registered(
    name="Rosa Lopez-Marin",
    email="rosa.lopezm@quarrymail.com",
    phone="(505) 555-0176",
    street="418 Camino Verde NW",
    city="Albuquerque",
    zip="87107",
    handle="sunrosa77",
)
OWN = [
    ("rosa dot lopezm at quarrymail", Kind.EMAIL),
    ("rosa . lopezm @ quarrymail . com", Kind.EMAIL),
    ("rosa.lopezm#quarrymail.com", Kind.EMAIL),
    ("5 0 5 5 5 5 0 1 7 6", Kind.PHONE),
    ("505/555/0176", Kind.PHONE),
    ("five oh five, triple five, oh one seven six", Kind.PHONE),
    ("Lopez-Marin, Rosa", Kind.PERSON_NAME),
    ("R. Lopez Marin", Kind.PERSON_NAME),
    ("L\u00f3pez-Mar\u00edn", Kind.PERSON_NAME),
    ("RosaLopezMarin", Kind.PERSON_NAME),
    ("four eighteen camino verde", Kind.STREET_ADDRESS),
    ("github.com/sunrosa77/solar", Kind.USERNAME),
]
OTHERS = [
    ("hollis AT gmail DOT com", Kind.EMAIL),
    ("drop it to hollisATgmailDOTcom", Kind.EMAIL),
    ("hollis\n (a t) ozarkfiber\n (d o t) net", Kind.EMAIL),
    ("text 208-555-O143 tonight", Kind.PHONE),
    ("my number is 208\n555\n0143", Kind.PHONE),
    ("mobile 07700 900456 in Leeds", Kind.PHONE),
    ("Lindenstra\u00dfe 14, 10969 Berlin", Kind.STREET_ADDRESS),
    ("I am at 5519\nElderberry Lane", Kind.STREET_ADDRESS),
    ("zip nine eight oh five two", Kind.ZIP_CODE),
    ("N39 44.352 W104 59.418", Kind.GPS),
    ("DOB O7-22-58", Kind.DOB),
    ("on the form 219.09.4433", Kind.SSN),
    ("their copy of W325-7814-9027", Kind.GOV_ID),
    ("4539 3898\n6100 8190", Kind.CREDIT_CARD),
    ("konto 61 1090 1014 0000 0712 1981 2874", Kind.BANK_ACCOUNT),
    ("ping 73[.]114[.]20[.]9", Kind.IP_ADDRESS),
    ("HWaddr B8 27 EB 12 34 56", Kind.MAC_ADDRESS),
    ("lockbox on the gas meter 0472", Kind.SECRET),
    ("the wifi password is my dog's name, Biscuit2016", Kind.SECRET),
    ("padlock: right 14, left 33, right 8", Kind.SECRET),
    ("at h t t p : // roof . ddns . net : 3000 / d / pv", Kind.PORTAL_LINK),
    ("Envoy 122 147 038 915", Kind.DEVICE_SERIAL),
    ("Oncor's page shows 1044 3720 0091 8264 5", Kind.UTILITY_ACCOUNT),
    ("LOPEZ, ROSA M. signed", Kind.PERSON_NAME),
    ("my neighbor terrence okonkwo has two", Kind.PERSON_NAME),
]
QUIET = [
    "Alexander Graham Bell and Nikola Tesla never met a Sunny Boy.",
    "A Shelly Pro 3EM, an Otis Elevator, Curtis Instruments, Rolls Battery.",
    "Every penny banks on net metering; power will go up.",
    "The password is case sensitive and the passwords were reset.",
    "You need a passphrase to unlock the key (Closes: #1004073).",
    "Error code is 4471, alarm 3501, pin 1234 connector, gate drive 12 V.",
    "New in 1.0.14.2: firmware 4.18.36.2, DSP 12.40.6.1.",
    "The 2020 Model Y road trip, 400 watts way better, 48 V loop.",
    "OK 14000 it is. OR 20000 if you prefer. IN 12000 cycles.",
    "Breakers 200 225 4000 and a range of 200-600-1200.",
    "Enphase Energy, 47281 Bayside Pkwy, Fremont, CA 94538 is a firm.",
    "Copyright (C) 1991-1998, Thomas Lane wrote RFC 2616 code.",
    "GNUTLS-SA-2024-01-09 and CVE-2022-42010 are fixed.",
]


@pytest.mark.parametrize(("text", "kind"), OWN)
def test_ones_own_details_are_known_in_any_spelling(text: str, kind: Kind) -> None:
    found = scan(f"So: {text}\n", ROSA)
    assert [(one.kind, one.own) for one in found] == [(kind, True)]


@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_disguised_details_are_found(text: str, kind: Kind) -> None:
    assert kind in {one.kind for one in scan(text)}


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_personal_stays_quiet(text: str) -> None:
    assert [one for one in scan(text) if one.kind is not Kind.PERSON_NAME] == []
    assert "Thomas" in text or scan(text) == ()
