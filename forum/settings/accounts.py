"""Where accounts live, and what the forum tells there."""

from typing import Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from forum.elsewhere import (
    OF_A_MEMBER,
    OF_A_SYSTEM,
    require_roles,
    require_safe,
    require_template,
    require_webhook_secret,
)
from forum.settings.ground import Ground
from forum.settings.names import env_name

OF_OIDC = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
PAGES_ELSEWHERE = ("profile", "password", "system", "deactivate")


class Accounts(Ground):
    """The part about the registry of accounts."""

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

    @field_validator("oidc_issuer")
    @classmethod
    def _plain_issuer(cls, issuer: str) -> str:
        if set("?#") & set(issuer):
            raise ValueError("must have no query and no fragment")
        return require_safe(issuer) if issuer else issuer

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
