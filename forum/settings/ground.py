"""What the forum stands on: where it is reached, where it keeps what."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from forum.elsewhere import is_loopback, require_safe
from forum.settings.names import PREFIX, env_name
from forum.settings.stores import (
    FOLDER,
    OF_A_BUCKET,
    bucket_of,
    require_recipient,
    require_storage,
    require_valkey,
)

SECRET_MIN = 32
LOCAL = "http://127.0.0.1:8000"


class Ground(BaseSettings):
    """The part about addresses, stores, keys and logs."""

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
    listen_host: str = Field(
        "",
        description="The address at which the forum listens; `serve` sets it. Only at "
        "an address of this machine does demo staff need no second step.",
    )
    web_server: Literal["auto", "granian", "gunicorn"] = Field(
        "auto",
        description="granian is quicker; gunicorn drops headers with an underscore in "
        "their name, which a proxy may let pass; auto takes granian without proxies.",
    )
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = Field(
        0, description="How many reverse proxies stand in front of the forum."
    )
    database_url: str = Field(
        "",
        description="sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME; empty "
        "means a file in the home folder.",
    )
    valkey_url: str = Field(
        "",
        description="valkey://USER:PASSWORD@HOST:PORT/0 (valkeys: for TLS; redis: and "
        "rediss: mean the same) or unix:///PATH: counts for limits that several "
        "machines share, and workers that start at once; empty means none.",
    )
    database_replica_url: str = Field(
        "",
        description="A copy that follows the PostgreSQL database, to make pages of "
        "guests from; empty means none.",
    )
    storage: str = Field(
        FOLDER,
        description="Where pictures and files are kept: folder:/SOME/PATH, or "
        "s3://BUCKET/PREFIX; folder: alone means the folder images in the home folder.",
    )
    s3_endpoint: str = Field(
        "",
        description="The address of the S3 store, such as https://s3.example.com; "
        "empty means Amazon's in that region.",
    )
    s3_region: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] = Field(
        "us-east-1", description="The region of the bucket."
    )
    s3_key_id: str = Field("", description="The name of the key that opens it.")
    s3_secret: str = Field("", description="The secret that goes with that name.")
    mail: Annotated[str, Field(pattern=r"^(console:|smtps?://\S+)$")] = Field(
        "console:",
        description="smtp://USER:PASSWORD@HOST:PORT sends mail (smtps: for TLS from "
        "the first byte); console: prints it and keeps it for the operator.",
    )
    mail_from: str = Field(
        "SolTrex Forum <forum@example.com>",
        description="The sender that mail carries.",
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
    backup_key: str = Field(
        "",
        description="The public key of age (age1...) for which backups are sealed; "
        "empty: they are not, and bring no keys along.",
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

    @field_validator("valkey_url")
    @classmethod
    def _reachable_valkey(cls, address: str) -> str:
        return require_valkey(address) if address else address

    @field_validator("storage")
    @classmethod
    def _known_storage(cls, storage: str) -> str:
        return require_storage(storage)

    @field_validator("s3_endpoint")
    @classmethod
    def _safe_store(cls, address: str) -> str:
        if set("?#") & set(address):
            raise ValueError("must have no query and no fragment")
        return require_safe(address) if address else address

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, secret: str) -> str:
        if secret and len(secret) < SECRET_MIN:
            raise ValueError(f"must have at least {SECRET_MIN} characters")
        return secret

    @field_validator("backup_key")
    @classmethod
    def _public_key(cls, key: str) -> str:
        return require_recipient(key) if key else key

    @model_validator(mode="after")
    def _copy_follows(self) -> Self:
        given = (self.database_url, self.database_replica_url)
        if given[1] and not all(one.startswith("postgres") for one in given):
            raise ValueError("FORUM_DATABASE_REPLICA_URL is for PostgreSQL alone")
        return self

    @model_validator(mode="after")
    def _bucket_is_known(self) -> Self:
        missing = [env_name(name) for name in OF_A_BUCKET if not getattr(self, name)]
        if self.bucket is not None and missing:
            raise ValueError(f"FORUM_STORAGE=s3: also needs {', '.join(missing)}")
        return self

    @property
    def is_local(self) -> bool:
        """Whether the forum is only reached from this very machine."""
        return is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def takes_granian(self) -> bool:
        """Whether granian is the web server: only if no header of a proxy is believed.

        Or if it was said that the proxy drops what granian takes for such a header.
        """
        is_safe = self.web_server == "auto" and self.trusted_proxies == 0
        return is_safe or self.web_server == "granian"

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
        """The folder in which pictures are kept, or were before there was a bucket."""
        is_named = self.storage.startswith(FOLDER) and self.storage != FOLDER
        given = self.storage.removeprefix(FOLDER)
        return Path(given) if is_named else self.home / "images"

    @property
    def bucket(self) -> tuple[str, str] | None:
        """The bucket in which they are kept instead, and how their names begin."""
        return bucket_of(self.storage)

    @property
    def bucket_endpoint(self) -> str:
        """The address at which the bucket is reached."""
        return self.s3_endpoint or f"https://s3.{self.s3_region}.amazonaws.com"

    @property
    def access_log_file(self) -> Path:
        """The file of the access log, also where none is written any more."""
        is_named = self.access_log not in {"", "off"}
        return Path(self.access_log) if is_named else self.home / "access.log"
