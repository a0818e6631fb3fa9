"""What a finding is called, why it matters, and what is left if it is masked."""

from dataclasses import asdict, dataclass, replace

from forum.disclosure.examples import EXAMPLES
from forum.disclosure.kinds import Finding, Kind


@dataclass(frozen=True, slots=True)
class Advice:
    """Words about a kind of detail, for its author."""

    title: str
    why: str
    icon: str
    label: str
    """What stands in the text instead, without the brackets."""
    preset: bool
    """Whether masking it is chosen before the author chooses."""


@dataclass(frozen=True, slots=True)
class Explained(Advice):
    """A kind of detail as the page about the warnings tells of it."""

    kind: Kind
    plural: str
    """What such details are called inside a sentence."""
    example: str
    """An invented sentence that gives one away."""
    remains: str
    """The same sentence as readers see it with the detail masked."""


IN_ACCOUNT = (
    "This is in your SolTrex account. Your profile keeps it private; "
    "this post would not."
)
AT_ONCE = "Anyone could use it at once."

_ADVICE = {
    Kind.CREDIT_CARD: Advice(
        "Card number", AT_ONCE, "lock", "card number masked", preset=True
    ),
    Kind.SSN: Advice(
        "Social security number", AT_ONCE, "lock", "number masked", preset=True
    ),
    Kind.SECRET: Advice(
        "Password or access key",
        f"{AT_ONCE} Change it if you ever posted it.",
        "key",
        "secret masked",
        preset=True,
    ),
    Kind.BANK_ACCOUNT: Advice(
        "Bank account number",
        "With it, a stranger could try to take money in your name.",
        "lock",
        "bank account number masked",
        preset=True,
    ),
    Kind.GOV_ID: Advice(
        "Number of an official document",
        "With it, a stranger could pretend to be you.",
        "paper",
        "document number masked",
        preset=True,
    ),
    Kind.EMAIL: Advice(
        "Email address",
        "Address collectors read forums too; spam follows.",
        "mail",
        "email address masked",
        preset=True,
    ),
    Kind.PHONE: Advice(
        "Phone number",
        "Anyone could call it, including salespeople, for years to come.",
        "phone",
        "phone number masked",
        preset=True,
    ),
    Kind.STREET_ADDRESS: Advice(
        "Street address",
        "It shows strangers where you live and that there is equipment worth "
        "money on the roof.",
        "home",
        "street address masked",
        preset=True,
    ),
    Kind.GPS: Advice(
        "Exact coordinates or map link",
        "It points to one house. The region is enough here.",
        "pin",
        "location masked",
        preset=True,
    ),
    Kind.ZIP_CODE: Advice(
        "ZIP code",
        "With the size of a system it can single out one house. The state is "
        "enough here.",
        "map",
        "ZIP code masked",
        preset=True,
    ),
    Kind.PERSON_NAME: Advice(
        "Another person's details",
        "They did not agree to be found here.",
        "users",
        "name masked",
        preset=True,
    ),
    Kind.USERNAME: Advice(
        "Login name",
        "It is half of what someone needs to get into the account.",
        "user",
        "login name masked",
        preset=True,
    ),
    Kind.DOB: Advice(
        "Date of birth",
        "Banks and utilities ask for it to tell that a caller is you.",
        "user",
        "date of birth masked",
        preset=True,
    ),
    Kind.UTILITY_ACCOUNT: Advice(
        "Utility account or meter number",
        "With it, a caller can pretend to be you at the utility.",
        "pylon",
        "account number masked",
        preset=True,
    ),
    Kind.DEVICE_SERIAL: Advice(
        "Serial number",
        "A stranger could use it to look up or claim your equipment with the "
        "manufacturer. The model name is enough here.",
        "serial",
        "serial number masked",
        preset=False,
    ),
    Kind.PORTAL_LINK: Advice(
        "Link to your monitoring page",
        "It can show your address and when you are at home, and sometimes lets "
        "others change settings.",
        "chart",
        "monitoring link masked",
        preset=True,
    ),
    Kind.IP_ADDRESS: Advice(
        "Internet address",
        "It leads to the door of your home network.",
        "link",
        "internet address masked",
        preset=True,
    ),
    Kind.MAC_ADDRESS: Advice(
        "Hardware address",
        "It names one device for good, and some maps of wireless networks list it.",
        "device",
        "hardware address masked",
        preset=False,
    ),
    Kind.ABSENCE: Advice(
        "Away from home",
        "It tells everyone when the house is empty.",
        "clock",
        "date masked",
        preset=False,
    ),
}

_OWN_TITLES = {
    Kind.EMAIL: "Your email address",
    Kind.PHONE: "Your phone number",
    Kind.PERSON_NAME: "Your name",
    Kind.STREET_ADDRESS: "Your street address",
    Kind.ZIP_CODE: "Your ZIP code",
    Kind.USERNAME: "Your login name",
}

_OWN = {
    kind: replace(_ADVICE[kind], title=title, why=IN_ACCOUNT, preset=True)
    for kind, title in _OWN_TITLES.items()
} | {
    Kind.EMAIL: replace(
        _ADVICE[Kind.EMAIL],
        title=_OWN_TITLES[Kind.EMAIL],
        why="This is your SolTrex account email. Your profile keeps it private; "
        "this post would not.",
    )
}

LABELS = tuple(dict.fromkeys(one.label for one in _ADVICE.values()))

KINDS_EXPLAINED: tuple[Explained, ...] = tuple(
    Explained(**asdict(told), kind=kind, **asdict(EXAMPLES[kind]))
    for kind, told in _ADVICE.items()
)
"""Every kind, loudest first, for the page that explains the warnings."""


def advice(finding: Finding) -> Advice:
    """Return the words about a finding; one's own details have words of their own."""
    if finding.own and finding.kind in _OWN:
        return _OWN[finding.kind]
    return _ADVICE[finding.kind]
