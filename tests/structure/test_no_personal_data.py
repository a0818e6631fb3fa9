"""Nothing in the repository belongs to a real person, and no secret stands in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.sources import files, shown

BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2"}
ADDRESS = re.compile(r"[\w.+-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})\b", re.IGNORECASE)
INVENTED = re.compile(
    r"(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$"
    # The check passes over example hosts, so its tests need one that is not.
    r"|^quarrymail\.com$"
)
SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]"),
    "a key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:ghp|gho|glpat|github_pat)[_-]\w{20,}"),
    "a token of a chat": re.compile(r"\bxox[abps]-[\w-]{10,}"),
    "a data key": re.compile(r"(?<![\w+/-])[\w-]{43}=(?![\w=])"),
    "a signed token": re.compile(r"\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"),
}


INVENTED_POSTS = Path("tests/disclosure/corpus")
"""Posts of people who do not exist, with all that a careless one would write."""


def _texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        if path.suffix not in BINARY and INVENTED_POSTS.name not in path.parts:
            yield path, path.read_text()


def _foreign(text: str) -> set[str]:
    return {
        match[0]
        for match in ADDRESS.finditer(text)
        if not INVENTED.search(match[1].lower())
    }


def test_every_mail_address_is_an_invented_one() -> None:
    found = {shown(path): _foreign(text) for path, text in _texts()}

    assert len(found) > 200
    assert not {name: addresses for name, addresses in found.items() if addresses}


@pytest.mark.parametrize("what", SECRETS)
def test_no_file_holds(what: str) -> None:
    holding = [shown(path) for path, text in _texts() if SECRETS[what].search(text)]

    assert not holding


def test_what_is_looked_for_would_be_found() -> None:
    address = "rosa.testperson" + "@" + "mailbox.org"
    data_key = "k" * 43 + "="

    assert _foreign(f"Write to {address}.") == {address}
    assert not _foreign("Write to rosa@example.com or rosa@mail.example.")
    assert SECRETS["a data key"].search(f"FORUM_DATA_KEYS={data_key}\n")
    assert SECRETS["a key of a cloud"].search("AKIA" + "A" * 16)
