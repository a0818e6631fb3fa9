"""An invented sentence for each kind of detail, and what masking makes of it.

A test reads them with the scanner, so the page that shows them tells the truth.
"""

from dataclasses import dataclass

from forum.disclosure.kinds import Kind


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that gives something away."""

    plural: str
    """What such details are called inside a sentence."""
    example: str
    remains: str
    """The same sentence with the detail masked."""


EXAMPLES = {
    Kind.CREDIT_CARD: Example(
        "card numbers",
        "They charged my Visa 4539 3898 6100 8190 twice.",
        "They charged my Visa [card number masked] twice.",
    ),
    Kind.SSN: Example(
        "social security numbers",
        "The rebate form wants my social, 219-09-8765. Is that normal?",
        "The rebate form wants my social, [number masked]. Is that normal?",
    ),
    Kind.SECRET: Example(
        "passwords and access keys",
        "The wifi password is Gr33nRoof and the gateway still drops off.",
        "The wifi password is [secret masked] and the gateway still drops off.",
    ),
    Kind.BANK_ACCOUNT: Example(
        "bank account numbers",
        "I sent the deposit to IBAN DE89 3704 0044 0532 0130 00 and heard nothing.",
        "I sent the deposit to IBAN [bank account number masked] and heard nothing.",
    ),
    Kind.GOV_ID: Example(
        "numbers of official documents",
        "They asked for my driver's license number D5304601 before the survey.",
        "They asked for my driver's license number [document number masked] before "
        "the survey.",
    ),
    Kind.EMAIL: Example(
        "email addresses",
        "Send me the wiring diagram at barb9@quarrymail.com please.",
        "Send me the wiring diagram at [email address masked] please.",
    ),
    Kind.PHONE: Example(
        "phone numbers",
        "Call me at (413) 555-0142 after six.",
        "Call me at [phone number masked] after six.",
    ),
    Kind.STREET_ADDRESS: Example(
        "street addresses",
        "Come and see it: 14 Larch Lane, Holyoke, MA 01040.",
        "Come and see it: [street address masked], Holyoke, MA.",
    ),
    Kind.GPS: Example(
        "exact coordinates and map links",
        "PVWatts for the roof at 42.20431, -72.61619 says 9,200 kWh.",
        "PVWatts for the roof at 42.2, -72.6 says 9,200 kWh.",
    ),
    Kind.ZIP_CODE: Example(
        "ZIP codes",
        "My zip code is 01040, who else had snow?",
        "My zip code is [ZIP code masked], who else had snow?",
    ),
    Kind.PERSON_NAME: Example(
        "details of other people",
        "Ask Lucille Thorsen next door, she has the same inverter.",
        "Ask [name masked] next door, she has the same inverter.",
    ),
    Kind.USERNAME: Example(
        "login names",
        "I log in to the portal as lthorsen4 and see nothing.",
        "I log in to the portal as [login name masked] and see nothing.",
    ),
    Kind.DOB: Example(
        "dates of birth",
        "I was born March 7, 1958, do I still get the loan?",
        "I was born [date of birth masked], do I still get the loan?",
    ),
    Kind.UTILITY_ACCOUNT: Example(
        "utility account and meter numbers",
        "Utility account number 1234567890 still shows no credit.",
        "Utility account number [account number masked] still shows no credit.",
    ),
    Kind.DEVICE_SERIAL: Example(
        "serial numbers",
        "The microinverter with serial number 121904123456 is offline.",
        "The microinverter with serial number [serial number 1219\u2026 masked] is "
        "offline.",
    ),
    Kind.PORTAL_LINK: Example(
        "links to monitoring pages",
        "My graph: https://pvoutput.org/intraday.jsp?sid=88123",
        "My graph: [monitoring link masked]",
    ),
    Kind.IP_ADDRESS: Example(
        "internet addresses",
        "The gateway answers at 73.114.20.9 from outside.",
        "The gateway answers at [internet address masked] from outside.",
    ),
    Kind.MAC_ADDRESS: Example(
        "hardware addresses",
        "The router lists it as b8:27:eb:12:34:56.",
        "The router lists it as [hardware address masked].",
    ),
    Kind.ABSENCE: Example(
        "times away from home",
        "We are away until June 14. Can it reset itself?",
        "We are [date masked]. Can it reset itself?",
    ),
}
