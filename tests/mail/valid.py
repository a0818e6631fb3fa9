"""What a mail has to be, by RFC 5322, 2045, 3834, 2919, 2369 and 8058.

Every mail of the whole suite is held to it, as it would go over the wire
(`tests/world.py`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.errors import MessageDefect
from email.message import EmailMessage
from email.parser import BytesParser

LINE_MAX = 998
ONCE = {
    *("From", "To", "Subject", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type", "Auto-Submitted"),
}
LISTED = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}
ENCODED = {"7bit", "quoted-printable", "base64"}
KEY = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")
LIST_ID = re.compile(r"(.* )?<[a-z0-9-]+(\.[a-z0-9-]+)+>", re.IGNORECASE)
ENDING = re.compile(r"<https?://[^\s<>,]+>")


def faults(mail: EmailMessage) -> list[str]:
    """Return what is wrong with a mail."""
    wire = mail.as_bytes(policy=mail.policy)
    found = list(_of_wire(wire))
    strict = policy.SMTP.clone(raise_on_defect=True)
    try:
        read = BytesParser(policy=strict).parsebytes(wire)
        parsed = [*_of_headers(read), *_of_parts(read)]
    except MessageDefect as defect:
        return [*found, f"has the defect {type(defect).__name__}"]
    return [*found, *parsed]


def _of_wire(wire: bytes) -> Iterator[str]:
    lines = wire.split(b"\r\n")
    if any(b"\n" in line or b"\r" in line for line in lines):
        yield "has an end of line that is none"
    if max(map(len, lines)) > LINE_MAX:
        yield "has a line that is too long"
    if not wire.isascii():
        yield "has more than seven bits"


def _of_headers(read: EmailMessage) -> Iterator[str]:
    names = Counter(read.keys())
    yield from (f"has {names[one]} times {one}" for one in ONCE if names[one] != 1)
    if set(names) - ONCE - LISTED - {"Content-Transfer-Encoding"}:
        yield f"has other headers: {set(names) - ONCE - LISTED}"
    for name, value in read.items():
        yield from (f"has a {name} with {one!r}" for one in value.defects)
    yield from _of_letter(read)
    yield from _of_list(read)


def _of_letter(read: EmailMessage) -> Iterator[str]:
    for name in ("From", "To"):
        if len(read[name].addresses) != 1 or not read[name].addresses[0].domain:
            yield f"has {read[name]} for {name}"
    date = read["Date"].datetime if read["Date"] else None
    if date is None or date.tzinfo is None:
        yield "has no date"
    if not KEY.fullmatch(read["Message-ID"] or ""):
        yield f"has the key {read['Message-ID']}"
    if not str(read["Subject"] or "").strip():
        yield "has no subject"
    if read["Auto-Submitted"] != "auto-generated":
        yield "does not say that a machine wrote it"


def _of_list(read: EmailMessage) -> Iterator[str]:
    given = LISTED & set(read.keys())
    if given and given != LISTED:
        yield f"has {given} and not all of {LISTED}"
        return
    if not given:
        return
    if not LIST_ID.fullmatch(read["List-Id"]):
        yield f"has the list {read['List-Id']}"
    if not ENDING.fullmatch(read["List-Unsubscribe"]):
        yield f"is ended at {read['List-Unsubscribe']}"
    if read["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield "is not ended by one click"


def _of_parts(read: EmailMessage) -> Iterator[str]:
    if read.get_content_type() != "multipart/alternative":
        yield f"is {read.get_content_type()}"
        return
    parts = [one for one in read.iter_parts() if isinstance(one, EmailMessage)]
    kinds = [one.get_content_type() for one in parts]
    if kinds != ["text/plain", "text/html"]:
        yield f"has the parts {kinds}"
    for one in parts:
        how = str(one["Content-Transfer-Encoding"] or "7bit")
        if how not in ENCODED or one.get_content_charset() != "utf-8":
            yield f"has a part in {one.get_content_charset()}, {how}"
        if not one.get_content().strip() or one.defects:
            yield "has a part that says nothing"
