"""What becomes of what does not fit here as it is."""

import re
import unicodedata

from forum.members.models import HANDLE_MAX
from forum.members.rules import HANDLE_MIN

UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")
SOMEBODY = "member"


def fitted(wanted: str) -> str:
    """Return what is left of a user name with the letters that are allowed here.

    Of an address nothing is left: it would tell where somebody gets mail.
    """
    said = "" if "@" in wanted else wanted
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    kept = UNFIT.sub("_", plain)[:HANDLE_MAX].strip("_.-")
    return kept if len(kept) >= HANDLE_MIN else f"{SOMEBODY}{kept}"
