"""What can be found in a text: kinds of details, how loud, and where they stand."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal detail a post can give away."""

    EMAIL = "email"
    PHONE = "phone"
    STREET_ADDRESS = "street_address"
    ZIP_CODE = "zip_code"
    GPS = "gps"
    PERSON_NAME = "person_name"
    USERNAME = "username"
    DOB = "dob"
    SSN = "ssn"
    GOV_ID = "gov_id"
    CREDIT_CARD = "credit_card"
    BANK_ACCOUNT = "bank_account"
    IP_ADDRESS = "ip_address"
    MAC_ADDRESS = "mac_address"
    SECRET = "secret"  # noqa: S105 - the name of a kind
    PORTAL_LINK = "portal_link"
    DEVICE_SERIAL = "device_serial"
    UTILITY_ACCOUNT = "utility_account"
    ABSENCE = "absence"


class Level(StrEnum):
    """How loudly a finding speaks to the author of a text."""

    STOP = "stop"
    ASK = "ask"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text, in code points, that discloses something."""

    start: int
    end: int
    kind: Kind
    level: Level
    own: bool = False
    """Whether it is the member's own registered detail."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What a member's account holds and a draft might give away."""

    name: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    city: str = ""
    zip: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a rule points at, in a reading of the text, before it is settled."""

    start: int
    end: int
    kind: Kind
    own: bool = False
    is_loud: bool = False
    """Whether this one stops although its kind only asks."""


STOPPING = frozenset(
    {Kind.SSN, Kind.GOV_ID, Kind.CREDIT_CARD, Kind.BANK_ACCOUNT, Kind.SECRET}
)
HINTING = frozenset({Kind.PERSON_NAME, Kind.ZIP_CODE, Kind.MAC_ADDRESS, Kind.ABSENCE})
NEVER_PUBLIC = frozenset({Kind.SSN, Kind.CREDIT_CARD})


def level_of(candidate: Candidate) -> Level:
    """Say how loud a finding is: money and keys stop, other people's names hint."""
    if candidate.kind in STOPPING or candidate.is_loud:
        return Level.STOP
    if candidate.kind in HINTING and not candidate.own:
        return Level.HINT
    return Level.ASK


def may_be_kept(finding: Finding) -> bool:
    """Say whether an author may publish it all the same; card numbers never."""
    return finding.kind not in NEVER_PUBLIC
