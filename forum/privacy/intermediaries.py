"""Who works for the forum from outside: read from the settings that reach them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from forum.settings import Settings

NO_SECONDARY_USE = (
    "None of them may keep what they receive, share it, or use it for anything but "
    "the work named here."
)


@dataclass(frozen=True, slots=True)
class Intermediary:
    """One outside service: its host, what it does for us, what it gets for that."""

    host: str
    does: str
    gets: str


def intermediaries(settings: Settings) -> tuple[Intermediary, ...]:
    """Return every outside service that the settings name; often there is none."""
    found = []
    if settings.mail != "console:":
        host = urlsplit(settings.mail).hostname or "localhost"
        gets = "your email address, your name in the greeting, and the mail itself"
        found.append(Intermediary(host, "hands our mail over", gets))
    if settings.registry == "oidc":
        host = urlsplit(settings.oidc_issuer).hostname or ""
        gets = "that you sign in here, and when"
        found.append(Intermediary(host, "keeps SolTrex accounts", gets))
    return tuple(found)
