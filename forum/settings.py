"""The settings of a forum: from the environment, typed, checked at the start."""

import difflib
import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from forum.elsewhere import (
    OF_A_MEMBER,
    OF_A_SYSTEM,
    TRAINING_CRAWLERS,
    Crawlers,
    Origins,
    is_loopback,
    require_roles,
    require_safe,
    require_template,
    require_webhook_secret,
)

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
OF_OIDC = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
PAGES_ELSEWHERE = ("profile", "password", "system", "deactivate")

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
    registry: Literal["embedded", "oidc"] = Field(
        "embedded",
        description="Where accounts live: embedded, in this forum; oidc, in the "
        "SolTrex account service, reached over OpenID Connect.",
    )
    oidc_issuer: str = Field(
        "",
        description="The account service's issuer, exactly as it names itself; all "
        "its addresses must be on the same host.",
    )
    oidc_client_id: str = Field(
        "", description="The name under which the account service knows this forum."
    )
    oidc_client_secret: str = Field(
        "", description="The secret that goes with that name."
    )
    oidc_roles: str = Field(
        "",
        description="Which roles of the account service make whom here: "
        "THEIRS=moderator THEIRS=administrator, with blanks between; empty means none.",
    )
    registry_profile_url: str = Field(
        "",
        description="Where members change their name, email and phone at SolTrex; "
        "{sub} and {username} are filled in.",
    )
    registry_password_url: str = Field(
        "", description="Where they change their password; as above."
    )
    registry_system_url: str = Field(
        "", description="A system's page at SolTrex; as above, and {system_id}."
    )
    registry_deactivate_url: str = Field(
        "", description="Where they deactivate or reactivate their SolTrex account."
    )
    registry_webhook_url: str = Field(
        "",
        description="Where the account service is told that a member deactivated "
        "themselves here or was erased; empty means it is not told.",
    )
    registry_webhook_secret: str = Field(
        "",
        description="The secret that signs what it is told: whsec_ and 24 to 64 "
        "bytes in base64.",
    )
    require_totp: Literal["none", "staff", "all"] = Field(
        "staff",
        description="Who needs a second step when they sign in: none, staff (without "
        "it no moderation and no administration) or all.",
    )
    listen_host: str = Field(
        "",
        description="The address at which the forum listens; `serve` sets it. Only at "
        "an address of this machine does demo staff need no second step.",
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
    nav_systems: WebAddress = Field("", description="Explore Systems there.")
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
    security_until: date | None = Field(
        None,
        description="The day until which you vouch for that address, such as "
        "2027-06-30; empty means it is renewed by itself.",
    )
    policy_url: str = Field(
        "",
        description="A privacy statement of the site that also covers this forum; "
        "empty means the forum's own.",
    )
    copyright_agent: str = Field(
        "",
        description="The agent for copyright notices as registered at the Copyright "
        "Office: name, address, telephone and email; empty means the operator.",
    )
    access_log: str = Field(
        "",
        description="The file of the access log; empty means access.log in the home "
        "folder; off writes none.",
    )
    access_log_ip: Literal["full", "truncated"] = Field(
        "full",
        description="full keeps network addresses of guests for 7 days; truncated "
        "never writes more than their network.",
    )
    leave_page: bool = Field(
        False,
        description="on shows a page in between before a link leads to another site.",
    )
    second_look_percent: Annotated[float, Field(ge=0, le=100)] = Field(
        2.0,
        description="How many of a hundred decisions of moderators a colleague looks "
        "at once more, picked by chance; 0 picks none.",
    )
    crawlers_refused: Crawlers = Field(
        TRAINING_CRAWLERS,
        description="Crawlers that robots.txt asks to stay away; none refuses nobody.",
    )
    api_origins: Origins = Field(
        "", description="Other sites whose pages may read /api/v1; * means all."
    )
    page_store_mb: Annotated[int, Field(ge=0, le=4096)] = Field(
        32, description="Megabytes of finished guest pages that a process keeps."
    )
    test_record: str = Field(
        "",
        description="The record of a test run, for /promises; empty means the one "
        "that came with the release, if any.",
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

    @field_validator("oidc_issuer")
    @classmethod
    def _plain_issuer(cls, issuer: str) -> str:
        if set("?#") & set(issuer):
            raise ValueError("must have no query and no fragment")
        return require_safe(issuer) if issuer else issuer

    @field_validator("policy_url")
    @classmethod
    def _safe_policy(cls, address: str) -> str:
        return require_safe(address) if address else address

    @field_validator("registry_webhook_url")
    @classmethod
    def _safe_webhook(cls, address: str) -> str:
        return require_safe(address) if address else address

    @field_validator("registry_webhook_secret")
    @classmethod
    def _strong_secret(cls, secret: str) -> str:
        return require_webhook_secret(secret) if secret else secret

    @field_validator("oidc_roles")
    @classmethod
    def _known_roles(cls, pairs: str) -> str:
        return require_roles(pairs)

    @field_validator(*(f"registry_{page}_url" for page in PAGES_ELSEWHERE))
    @classmethod
    def _sound_template(cls, template: str, field: ValidationInfo) -> str:
        of_a_system = field.field_name == "registry_system_url"
        known = OF_A_SYSTEM if of_a_system else OF_A_MEMBER
        return require_template(template, known) if template else template

    @model_validator(mode="after")
    def _registry_is_known(self) -> Self:
        missing = [env_name(name) for name in OF_OIDC if not getattr(self, name)]
        if self.registry == "oidc" and missing:
            raise ValueError(f"FORUM_REGISTRY=oidc also needs {', '.join(missing)}")
        if not self.registry_webhook_url:
            return self
        if self.registry != "oidc" or not self.registry_webhook_secret:
            needed = "FORUM_REGISTRY=oidc and FORUM_REGISTRY_WEBHOOK_SECRET"
            raise ValueError(f"FORUM_REGISTRY_WEBHOOK_URL also needs {needed}")
        return self

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
        return is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def is_tried_out(self) -> bool:
        """Whether nobody but whoever sits at this machine can reach the forum."""
        return self.is_local and is_loopback(self.listen_host)

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
    def access_log_file(self) -> Path:
        """The file of the access log, also where none is written any more."""
        is_named = self.access_log not in {"", "off"}
        return Path(self.access_log) if is_named else self.home / "access.log"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are written."""
        return ZoneInfo(self.time_zone)

    @property
    def own_hosts(self) -> frozenset[str]:
        """Hosts of this forum and of the site it belongs to."""
        ways = (self.nav_home, self.nav_systems, self.nav_learn, self.nav_support)
        pages = (getattr(self, f"registry_{page}_url") for page in PAGES_ELSEWHERE)
        sites = (self.base_url, self.site_url, self.policy_url, self.oidc_issuer)
        addresses = (*sites, *ways, *pages)
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
