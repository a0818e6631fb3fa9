"""How loudly findings of a kind speak."""

import pytest

from forum.disclosure import Kind, Level, may_be_kept, scan


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("SSN: 337-45-3510", Kind.SSN, Level.STOP),
        ("card 4539389861008190", Kind.CREDIT_CARD, Level.STOP),
        ("password: hunter2go", Kind.SECRET, Level.STOP),
        ("call (413) 555-0142", Kind.PHONE, Level.ASK),
        ("https://pvoutput.org/intraday.jsp?sid=88123", Kind.PORTAL_LINK, Level.ASK),
        (
            "https://portal.example.net/view?token=a1b2c3d4",
            Kind.PORTAL_LINK,
            Level.STOP,
        ),
        ("ask Terrence Dombrowski", Kind.PERSON_NAME, Level.HINT),
        ("zip code 02891", Kind.ZIP_CODE, Level.HINT),
        ("00:27:02:05:a9:c2", Kind.MAC_ADDRESS, Level.HINT),
        ("we are away until June 14", Kind.ABSENCE, Level.HINT),
    ],
)
def test_each_kind_has_its_level(text: str, kind: Kind, level: Level) -> None:
    (finding,) = scan(text)
    assert (finding.kind, finding.level) == (kind, level)


def test_only_card_and_social_security_numbers_may_never_be_kept() -> None:
    text = "card 4539389861008190, SSN: 337-45-3510, password: hunter2go"
    kept = {one.kind: may_be_kept(one) for one in scan(text)}
    assert kept == {Kind.CREDIT_CARD: False, Kind.SSN: False, Kind.SECRET: True}
