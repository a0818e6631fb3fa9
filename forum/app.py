"""The application: settings, the ground, the packages, then the extensions."""

from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from forum import (
    admin,
    announcements,
    api,
    following,
    mail,
    notifications,
    privacy,
    reactions,
    search,
    tickets,
)
from forum.announcements import jobs as announcement_jobs
from forum.backup import jobs as backup_jobs
from forum.boards import jobs as board_jobs
from forum.boards import joining as boards_joining
from forum.boards.queries import access_of
from forum.boards.views import bp as boards
from forum.core import access, http, limits, program_log, stores, valkey
from forum.core.addresses import AddressedFlask
from forum.core.cookies import SESSION
from forum.core.db import COPY, db, reach
from forum.core.finished import copy, keeping, looking, sharing
from forum.core.finished.versions import shown_tables
from forum.core.keys import load_keys
from forum.images import jobs as image_jobs
from forum.images.access import may_see
from forum.images.views import bp as images
from forum.mail import accounts as account_letters
from forum.mail import jobs as mail_jobs
from forum.mail import shared as shared_letters
from forum.members import jobs as member_jobs
from forum.members.look import bp as look
from forum.members.registry import Registry
from forum.members.registry.embedded import EmbeddedRegistry
from forum.members.registry.oidc.adapter import OidcRegistry
from forum.members.returning import bp as returning
from forum.members.sessions import ServerSessions, say_what_was_lost
from forum.members.views import bp as members
from forum.moving.foreign import jobs as foreign_jobs
from forum.privacy import jobs as privacy_jobs
from forum.privacy.records import digest_of
from forum.rights import jobs as rights_jobs
from forum.rights import joining as rights_joining
from forum.rights import letters as rights_letters
from forum.rights.views import bp as rights
from forum.settings import Settings, load_settings
from forum.site import contacting, context, errors, health, pausing, security
from forum.site.cli import commands
from forum.site.shown import SHOWN
from forum.site.views import bp as site
from forum.systems import jobs as system_jobs
from forum.systems import joining as system_cards
from forum.systems.views import bp as systems
from forum.tickets import jobs as ticket_jobs

TOKEN_LASTS = 7 * 24 * 3600
MEGABYTE = 1024 * 1024
STATEMENTS = 2_000
"""So many compiled statements are kept; the usual 500 are few for so many pages."""
PACKAGE = Path(__file__).parent
BUNDLE = PACKAGE / "_bundle"
ROOT = BUNDLE if BUNDLE.is_dir() else PACKAGE.parent

__all__ = [
    "account_letters",
    "announcement_jobs",
    "backup_jobs",
    "board_jobs",
    "contacting",
    "create_app",
    "foreign_jobs",
    "health",
    "image_jobs",
    "mail_jobs",
    "member_jobs",
    "privacy_jobs",
    "rights_jobs",
    "rights_letters",
    "security",
    "shared_letters",
    "system_jobs",
    "ticket_jobs",
]


def create_app(
    settings: Settings | None = None, extensions: tuple[ModuleType, ...] = ()
) -> Flask:
    """Make the forum, and let extensions join it."""
    settings = settings or load_settings()
    app = AddressedFlask(
        "forum",
        root_path=str(PACKAGE),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    program_log.write_json()
    _set_up(app, settings)
    _store(app, settings)
    _join(app, settings)
    for extension in extensions:
        extension.init_app(app)
    app.extensions["sources"] = sources(extensions)
    return app


def sources(extensions: tuple[ModuleType, ...]) -> tuple[Path, ...]:
    """Return the folders that this forum is made of."""
    bundled = (ROOT / name for name in ("templates", "static", "migrations"))
    added = (Path(one.__file__).parent for one in extensions if one.__file__)
    return (PACKAGE, *bundled, *added)


def _set_up(app: Flask, settings: Settings) -> None:
    keys = load_keys(settings.secret_key, settings.data_keys, settings.home / "keys")
    app.extensions["settings"] = settings
    app.extensions["keys"] = keys
    app.config.update(
        SECRET_KEY=keys.secret,
        SESSION_COOKIE_NAME=SESSION.named(settings.is_secure),
        SESSION_COOKIE_HTTPONLY=SESSION.http_only,
        WTF_CSRF_TIME_LIMIT=TOKEN_LASTS,
        # Some browsers send no Referer; where a form comes from, `http` checks.
        WTF_CSRF_SSL_STRICT=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keeping.init_app(app, settings.page_store_mb * MEGABYTE)
    access.init_app(app, settings)
    http.init_app(app, settings)
    valkey.init_app(app, settings.valkey_url)
    sharing.init_app(app, lambda: digest_of(app.extensions["sources"]))
    limits.init_app(app, settings.home)
    app.session_interface = ServerSessions()
    app.before_request(say_what_was_lost)
    CSRFProtect(app)


def _store(app: Flask, settings: Settings) -> None:
    address = reach(settings.database_url, settings.home)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    options: dict[str, Any] = {"query_cache_size": STATEMENTS}
    if address.get_backend_name() == "postgresql":
        options["pool_pre_ping"] = True
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    if settings.database_replica_url:
        copied = reach(settings.database_replica_url, settings.home)
        app.config["SQLALCHEMY_BINDS"] = {COPY: {**options, "url": copied}}
    db.init_app(app)
    looking.watch_database(app)
    copy.init_app(app)
    stores.init_app(app, settings)
    folder = ROOT / "migrations"
    app.extensions["migrations"] = folder
    Migrate(app, db, directory=str(folder), render_as_batch=True)


def _join(app: Flask, settings: Settings) -> None:
    is_shared = settings.registry == "oidc"
    registry: Registry = OidcRegistry() if is_shared else EmbeddedRegistry()
    app.extensions["registry"] = registry
    mail.init_app(app, settings)
    announcements.init_app(app)
    tickets.init_app(app)
    privacy.init_app(app)
    system_cards.init_app(app)
    boards_joining.init_app(app)
    following.init_app(app)
    reactions.init_app(app)
    notifications.init_app(app)
    admin.init_app(app)
    search.init_app(app)
    api.init_app(app)
    rights_joining.init_app(app)
    may_see.add(app, access_of)
    shown_tables.add(app, SHOWN)
    own = (returning, members, look, rights, images, systems, boards, site)
    for blueprint in (*registry.pages, *own):
        app.register_blueprint(blueprint)
    context.init_app(app, settings)
    errors.init_app(app)
    pausing.init_app(app)
    for command in commands:
        app.cli.add_command(command)
