"""Pages of the settings: what can be changed while the forum runs, and what not."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import current_app, flash, render_template

from forum.admin import actions, queries, rules
from forum.admin.forms import SettingForm
from forum.admin.views.blueprint import Page, bp, to
from forum.core.answers import NotFound
from forum.core.chosen import chosen, fixed, option_named, options
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.options import Option
from forum.members.models import Member
from forum.members.viewers import (
    administrator_required,
    fresh_administrator_required,
)
from forum.settings import Settings, env_name

SECRET = frozenset(
    {
        "database_url",
        "mail",
        "secret_key",
        "data_keys",
        "oidc_client_secret",
        "registry_webhook_secret",
        "registry_webhook_url",
    }
)
"""Settings that hold a password or a key, or may: we only say whether they are set."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A setting that can be changed here, with what holds."""

    option: Option
    value: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A setting of the environment, as far as it may be shown."""

    name: str
    value: str
    about: str
    is_set: bool


@bp.get("/admin/settings")
@administrator_required
def settings(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show all settings, where they come from, and what was changed last."""
    changes = queries.newest_changes()
    return render_template(
        "admin/settings.html",
        standing=[_standing(one) for one in options()],
        given=_given(),
        changes=changes,
        handles=queries.handles_of([one.by_id for one in changes]),
        reasons=rules.FOR_SETTING,
        option_named=option_named,
    )


@bp.get("/admin/settings/<name>")
@administrator_required
def setting(viewer: Member, name: str) -> str:  # noqa: ARG001
    """Show a setting, to be changed."""
    option = _option(name)
    return _setting(option, SettingForm(value=chosen(option)))


@bp.post("/admin/settings/<name>")
@fresh_administrator_required
def setting_send(viewer: Member, name: str) -> Page:
    """Let another value of a setting hold, or one that held before."""
    option, form = _option(name), SettingForm()
    form.option = option
    if not form.validate():
        return _setting(option, form), HTTPStatus.UNPROCESSABLE_ENTITY
    said, why = form.value.data or "", form.reason.data
    with transaction():
        is_new = actions.change_setting(viewer, option, said, why, utcnow())
    flash("Saved. It holds from now on." if is_new else "Nothing to change.", "ok")
    return to("setting", name=option.name)


def _option(name: str) -> Option:
    option = option_named(name)
    if option is None:
        raise NotFound
    return option


def _setting(option: Option, form: SettingForm) -> str:
    changes = queries.changes_of(option.name)
    return render_template(
        "admin/setting.html",
        standing=_standing(option),
        form=form,
        changes=changes,
        handles=queries.handles_of([one.by_id for one in changes]),
        reasons=rules.FOR_SETTING,
    )


def _standing(option: Option) -> Standing:
    return Standing(option, chosen(option), fixed(option) is not None)


def _given() -> list[Given]:
    settings: Settings = current_app.extensions["settings"]
    return [
        Given(
            env_name(name),
            _shown(settings, name),
            field.description or "",
            name in settings.model_fields_set,
        )
        for name, field in Settings.model_fields.items()
    ]


def _shown(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if name in SECRET:
        return "Set, not shown" if name in settings.model_fields_set else "Not set"
    return "Empty" if value in {"", None} else str(value)
