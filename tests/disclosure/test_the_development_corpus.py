"""Sentences as members write them, with and without personal details."""

import pytest

from forum.disclosure import Kind, scan

TELLING = [
    (
        "drop a line to gwen.abbot41@quarrymail.com",
        Kind.EMAIL,
        "gwen.abbot41@quarrymail.com",
    ),
    (
        "hollis dot barb at proton dot me works",
        Kind.EMAIL,
        "hollis dot barb at proton dot me",
    ),
    ("jrk1952 [at] comcast [dot] net", Kind.EMAIL, "jrk1952 [at] comcast [dot] net"),
    ("text me, (413) 555-0142", Kind.PHONE, "(413) 555-0142"),
    (
        "call four one three, five five five, oh one four two",
        Kind.PHONE,
        "four one three, five five five, oh one four two",
    ),
    (
        (
            "\uff14\uff11\uff13\uff0d\uff15\uff15\uff15\uff0d\uff10\uff11\uff14\uff12 "
            "after six"
        ),
        Kind.PHONE,
        "\uff14\uff11\uff13\uff0d\uff15\uff15\uff15\uff0d\uff10\uff11\uff14\uff12",
    ),
    ("my cousin lives at 14 Larch Lane", Kind.STREET_ADDRESS, "14 Larch Lane"),
    ("letters go to P.O. Box 77", Kind.STREET_ADDRESS, "P.O. Box 77"),
    ("at the corner of Elm and Tamarack", Kind.STREET_ADDRESS, "Elm and Tamarack"),
    ("1450 County Road 12 is us", Kind.STREET_ADDRESS, "1450 County Road 12"),
    ("zip code here is 01002", Kind.ZIP_CODE, "01002"),
    ("the roof: 42.30215, -72.58744", Kind.GPS, "42.30215, -72.58744"),
    (
        "42\u00b018'07\"N 72\u00b035'14\"W",
        Kind.GPS,
        "42\u00b018'07\"N 72\u00b035'14\"W",
    ),
    ("plus code 87JC8C2Q+7F", Kind.GPS, "87JC8C2Q+7F"),
    ("ask Lucille Thorsen next door", Kind.PERSON_NAME, "Lucille Thorsen"),
    ("Mrs. Okafor has one too", Kind.PERSON_NAME, "Mrs. Okafor"),
    ("I was born March 7, 1958", Kind.DOB, "March 7, 1958"),
    ("social is 219-09-8765", Kind.SSN, "219-09-8765"),
    ("driver's license number D5304601", Kind.GOV_ID, "D5304601"),
    ("Visa 4539 3898 6100 8190", Kind.CREDIT_CARD, "4539 3898 6100 8190"),
    (
        "IBAN DE89 3704 0044 0532 0130 00",
        Kind.BANK_ACCOUNT,
        "DE89 3704 0044 0532 0130 00",
    ),
    ("routing 021000021", Kind.BANK_ACCOUNT, "021000021"),
    ("my WAN address is 73.114.20.9", Kind.IP_ADDRESS, "73.114.20.9"),
    ("mac b8:27:eb:12:34:56", Kind.MAC_ADDRESS, "b8:27:eb:12:34:56"),
    ("the wifi password is Gr33nRoof", Kind.SECRET, "Gr33nRoof"),
    ("gate code is 4471#", Kind.SECRET, "4471#"),
    (
        "https://enlighten.enphaseenergy.com/systems/1234567/arrays",
        Kind.PORTAL_LINK,
        "https://enlighten.enphaseenergy.com/systems/1234567/arrays",
    ),
    ("serial number 7E1200AB-5C", Kind.DEVICE_SERIAL, "7E1200AB-5C"),
    ("meter number 1ND8834512", Kind.UTILITY_ACCOUNT, "1ND8834512"),
    ("nobody home until Sunday", Kind.ABSENCE, "nobody home until Sunday"),
]

QUIET = [
    "An SE7600H-US on firmware 4.18.36 with P400 optimizers.",
    "Article 690.12(B)(2), IEEE 1547-2018 and UL 9540 apply.",
    "Error 0x1F00 and event 18x89 at 10:24:11 on 2024-05-06.",
    "8,310 kWh from 7.2 kW for $24,500.00, that is 2.85/W.",
    "Part number 1152100-14-J, order 1234567890.",
    "My gateway is 192.168.1.14 and the resolver 8.8.8.8.",
    "Call 1-800-555-0199 or write to support@maker.example.",
    "We are near 42.3, -72.6 in Holyoke, MA.",
    "password: <your password>, api_key = YOUR_API_KEY",
    "Green Mountain Power and Duke Energy sent a letter.",
    "voltage 412.35, 398.22 and current 8.2354, 9.1123",
    "commit 3f2a9bc04d11 broke it, the uuid is 123e4567-e89b-12d3-a456-426614174000",
    "It took 28 modules on the way and a 10 minute drive.",
    "See [the manual](https://enphase.com/download/iq-gateway-quick-install-guide).",
    "@sunnyroof thanks, Mike.",
    "The card ending in 4471 was charged.",
]


@pytest.mark.parametrize(("text", "kind", "words"), TELLING)
def test_a_telling_sentence_is_found_where_it_tells(
    text: str, kind: Kind, words: str
) -> None:
    found = [(one.kind, text[one.start : one.end]) for one in scan(text)]
    assert [one_kind for one_kind, _ in found] == [kind]
    assert words in found[0][1]


@pytest.mark.parametrize("text", QUIET)
def test_an_ordinary_sentence_stays_quiet(text: str) -> None:
    assert scan(text) == ()
