"""The application: settings, the ground, the packages, then the extensions."""

import logging
from pathlib import Path
from types import ModuleType

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from forum import mail, privacy
from forum.boards.queries import access_of
from forum.boards.views import bp as boards
from forum.core import http, limits
from forum.core.db import db, reach
from forum.core.files import FolderFiles
from forum.core.keys import load_keys
from forum.images import jobs as image_jobs
from forum.images.access import may_see
from forum.images.views import bp as images
from forum.mail import accounts as account_letters
from forum.mail import jobs as mail_jobs
from forum.members import jobs as member_jobs
from forum.members.registry.embedded import EmbeddedRegistry
from forum.members.sessions import ServerSessions
from forum.members.views import bp as members
from forum.search.views import bp as search
from forum.settings import Settings, load_settings
from forum.site import context, errors
from forum.site.cli import commands
from forum.site.views import bp as site

TOKEN_LASTS = 7 * 24 * 3600
PACKAGE = Path(__file__).parent
BUNDLE = PACKAGE / "_bundle"
ROOT = BUNDLE if BUNDLE.is_dir() else PACKAGE.parent

__all__ = ["account_letters", "create_app", "image_jobs", "mail_jobs", "member_jobs"]


def create_app(
    settings: Settings | None = None, extensions: tuple[ModuleType, ...] = ()
) -> Flask:
    """Make the forum, and let extensions join it."""
    settings = settings or load_settings()
    app = Flask(
        "forum",
        root_path=str(PACKAGE),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    _log()
    _set_up(app, settings)
    _store(app, settings)
    _join(app, settings)
    for extension in extensions:
        extension.init_app(app)
    return app


def _set_up(app: Flask, settings: Settings) -> None:
    keys = load_keys(settings.secret_key, settings.data_keys, settings.home / "keys")
    app.extensions["settings"] = settings
    app.extensions["keys"] = keys
    app.config.update(
        SECRET_KEY=keys.secret,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_CSRF_TIME_LIMIT=TOKEN_LASTS,
        # Some browsers send no Referer; where a form comes from, `http` checks.
        WTF_CSRF_SSL_STRICT=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    http.init_app(app, settings)
    limits.init_app(app, settings.home)
    app.session_interface = ServerSessions()
    CSRFProtect(app)


def _store(app: Flask, settings: Settings) -> None:
    address = reach(settings.database_url, settings.home)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    if address.get_backend_name() == "postgresql":
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": True}
    db.init_app(app)
    app.extensions["files"] = FolderFiles(settings.storage_folder)
    folder = ROOT / "migrations"
    app.extensions["migrations"] = folder
    Migrate(app, db, directory=str(folder), render_as_batch=True)


def _join(app: Flask, settings: Settings) -> None:
    registry = EmbeddedRegistry()
    app.extensions["registry"] = registry
    mail.init_app(app, settings)
    privacy.init_app(app)
    may_see.add(app, access_of)
    for blueprint in (registry.pages, members, images, boards, search, site):
        app.register_blueprint(blueprint)
    context.init_app(app, settings)
    errors.init_app(app)
    for command in commands:
        app.cli.add_command(command)


def _log() -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
