"""All settings together: what stands on the pages, and who answers for it."""

from datetime import date
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator, model_validator

from forum.elsewhere import (
    TRAINING_CRAWLERS,
    Crawlers,
    Origins,
    require_safe,
)
from forum.settings.accounts import PAGES_ELSEWHERE, Accounts
from forum.settings.names import env_name

ADDRESSEES = (
    "operator_name",
    "postal_address",
    "privacy_contact",
    "security_contact",
)

WebAddress = Annotated[str, Field(pattern=r"^(https?://[^\s/]+[^\s]*)?$")]


class Settings(Accounts):
    """Everything an operator can set, each as FORUM_<NAME> or FORUM_<NAME>_FILE."""

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
        16, description="Megabytes of finished guest pages that a process keeps."
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

    @field_validator("policy_url")
    @classmethod
    def _safe_policy(cls, address: str) -> str:
        return require_safe(address) if address else address

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
