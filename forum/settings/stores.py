"""Where else something is kept, as settings say it: refused if it cannot be so."""

import re
from importlib.util import find_spec
from urllib.parse import parse_qsl, urlsplit

import pyrage

FOLDER = "folder:"
BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9._-]+)*)/?")
STORAGES = "must be folder:, folder:/SOME/PATH or s3://BUCKET/PREFIX"
OF_A_BUCKET = ("s3_key_id", "s3_secret")
VALKEYS = ("redis", "rediss", "valkey", "valkeys")
OPTIONS = {"db", "ssl_ca_certs"}


def require_recipient(key: str) -> str:
    """Refuse what no backup can be sealed for."""
    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise ValueError("must be the public key that age-keygen shows") from None
    return key


def require_package(package: str, extra: str) -> None:
    """Refuse what needs a package that is not installed."""
    if find_spec(package) is None:
        raise ValueError(
            f"needs the package {package}. Install the forum with -e '.[{extra}]'"
        )


def require_storage(storage: str) -> str:
    """Refuse what is neither a folder nor a bucket."""
    if storage.startswith("s3://") and BUCKET.fullmatch(storage):
        require_package("boto3", "s3")
    elif not storage.startswith(FOLDER) or "\0" in storage:
        raise ValueError(STORAGES)
    return storage


def bucket_of(storage: str) -> tuple[str, str] | None:
    """Return bucket and prefix, with a slash at its end; nothing for a folder."""
    named = BUCKET.fullmatch(storage)
    if named is None:
        return None
    prefix = named[2].removeprefix("/")
    return named[1], f"{prefix}/" if prefix else ""


def require_valkey(address: str) -> str:
    """Refuse an address at which no Valkey can be reached."""
    try:
        parts = urlsplit(address)
        is_remote = parts.scheme in VALKEYS and bool(parts.hostname)
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        # Asked for its port, which complains if that is no number.
        is_sound = parts.port != 0 and not parts.fragment and set(asked) <= OPTIONS
    except ValueError:
        raise ValueError("is no address of a Valkey") from None
    is_socket = parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1
    base = "" if is_socket else parts.path.removeprefix("/")
    numbers = (base or "0", asked.get("db", "0"))
    if not (is_remote or is_socket) or not is_sound:
        raise ValueError(
            "must be valkey://HOST:PORT, valkeys:// for TLS, or unix:///PATH"
        )
    if not all(number.isdecimal() for number in numbers):
        raise ValueError("must name its database by a number")
    require_package("redis", "valkey")
    return address
