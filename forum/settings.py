"""The settings of a forum: from the environment, typed, checked at the start."""

import difflib
import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "FORUM_"
SECRET_MIN = 32
LOCAL = "http://127.0.0.1:8000"
FOLDER = "folder:"
ADDRESSEES = (
    "operator_name",
    "postal_address",
    "privacy_contact",
    "security_contact",
)

WebAddress = Annotated[str, Field(pattern=r"^(https?://[^\s/]+[^\s]*)?$")]


class BadSettings(Exception):
    """The settings do not hold; the message says which and what to do."""


class Settings(BaseSettings):
    """Everything an operator can set, each as FORUM_<NAME> or FORUM_<NAME>_FILE."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True
    )

    home: Path = Field(
        Path("instance"),
        description="Folder for the embedded database, the keys and the images.",
    )
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+$")] = Field(
        LOCAL,
        description="Where people reach the forum, without a slash at the end.",
    )
    database_url: str = Field(
        "",
        description="sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME; empty "
        "means a file in the home folder.",
    )
    mail: Annotated[str, Field(pattern=r"^(console:|smtps?://\S+)$")] = Field(
        "console:",
        description="smtp://USER:PASSWORD@HOST:PORT sends mail (smtps: for TLS from "
        "the first byte); console: prints it and keeps it for the operator.",
    )
    mail_from: str = Field(
        "SolTrex Forum <forum@example.com>",
        description="The sender that mail carries.",
    )
    storage: str = Field(
        FOLDER,
        description="Where pictures are kept: folder:/SOME/PATH; folder: alone means "
        "the folder images in the home folder.",
    )
    registry: Literal["embedded"] = Field(
        "embedded", description="Where accounts live."
    )
    secret_key: str = Field(
        "",
        description="Signs forms and links, at least 32 characters; empty means a "
        "random one, made once in the home folder.",
    )
    data_keys: str = Field(
        "",
        description="Keys of the encrypted columns, newest first, with blanks "
        "between; empty means a random one, made once in the home folder.",
    )
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = Field(
        0, description="How many reverse proxies stand in front of the forum."
    )
    time_zone: str = Field(
        "America/New_York", description="The zone in which times are written."
    )
    site_url: WebAddress = Field(
        "", description="The SolTrex site; empty means this forum."
    )
    nav_home: WebAddress = Field("", description="Home in the site navigation.")
    nav_systems: WebAddress = Field(
        "", description="Explore Systems in the site navigation."
    )
    nav_learn: WebAddress = Field("", description="Learn in the site navigation.")
    nav_support: WebAddress = Field("", description="Support in the site navigation.")
    operator_name: str = Field(
        "", description="Who runs the forum; stands in the copyright line."
    )
    postal_address: str = Field("", description="The operator's postal address.")
    privacy_contact: str = Field(
        "", description="The address for questions about privacy."
    )
    security_contact: str = Field(
        "", description="The address for reports about security."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("is no time zone; try America/New_York")
        return name

    @field_validator("storage")
    @classmethod
    def _known_storage(cls, storage: str) -> str:
        if not storage.startswith(FOLDER) or "\0" in storage:
            raise ValueError("must be folder: or folder:/SOME/PATH")
        return storage

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, secret: str) -> str:
        if secret and len(secret) < SECRET_MIN:
            raise ValueError(f"must have at least {SECRET_MIN} characters")
        return secret

    @model_validator(mode="after")
    def _ready_for_the_public(self) -> Self:
        if self.is_local:
            return self
        if not self.base_url.startswith("https://"):
            raise ValueError("FORUM_BASE_URL must begin with https://")
        missing = [env_name(name) for name in ADDRESSEES if not getattr(self, name)]
        if missing:
            raise ValueError(f"a public forum also needs {', '.join(missing)}")
        return self

    @property
    def is_local(self) -> bool:
        """Whether the forum is only reached from this very machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def is_secure(self) -> bool:
        """Whether people reach the forum over https."""
        return self.base_url.startswith("https://")

    @property
    def storage_folder(self) -> Path:
        """The folder in which pictures are kept."""
        given = self.storage.removeprefix(FOLDER)
        return Path(given) if given else self.home / "images"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are written."""
        return ZoneInfo(self.time_zone)

    @property
    def own_hosts(self) -> frozenset[str]:
        """Hosts of this forum and of the site it belongs to."""
        ways = (self.nav_home, self.nav_systems, self.nav_learn, self.nav_support)
        addresses = (self.base_url, self.site_url, *ways)
        hosts = (urlsplit(address).hostname for address in addresses)
        return frozenset(host for host in hosts if host)

    def contact(self, name: str) -> str:
        """Return one of the operator's addresses, or the local stand-in."""
        stand_in = {
            "operator_name": "SolTrex",
            "postal_address": "100 Example Street, Sampletown",
        }
        given: str = getattr(self, name)
        return given or stand_in.get(name, f"{name.partition('_')[0]}@example.com")


def env_name(field: str) -> str:
    """Return the environment's name of a setting."""
    return PREFIX + field.upper()


def load_settings(**given: Any) -> Settings:
    """Read the settings; raise `BadSettings` with sentences if any is wrong."""
    _refuse_unknown()
    try:
        return Settings(**(_from_files() | given))
    except ValidationError as error:
        raise BadSettings(" ".join(_sentence(e) for e in error.errors())) from None


def _refuse_unknown() -> None:
    """Catch a misspelt name, which would otherwise be silently without effect."""
    known = {env_name(field) for field in Settings.model_fields}
    for name in os.environ:
        plain = name.removesuffix("_FILE")
        if name.startswith(PREFIX) and plain not in known:
            near = difflib.get_close_matches(plain, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadSettings(f"{name} is not a setting.{hint}")


def _from_files() -> dict[str, str]:
    found = {}
    for field in Settings.model_fields:
        path = os.environ.get(f"{env_name(field)}_FILE")
        if path and not os.environ.get(env_name(field)):
            try:
                found[field] = Path(path).read_text().strip()
            except OSError as error:
                raise BadSettings(
                    f"{env_name(field)}_FILE: {path} cannot be read ({error.strerror})."
                ) from None
    return found


def _sentence(error: Any) -> str:
    """Turn one validation error into a sentence that names the variable."""
    said = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return f"{said}."
    return f"{env_name(str(error['loc'][0]))}: {said}."
