"""The registry as the rest of the forum asks it, answered from SolTrex's words."""

from datetime import datetime
from typing import cast

from flask import Blueprint, Flask, Response, current_app, session, url_for
from flask.blueprints import BlueprintSetupState

from forum.core.http import POLICY
from forum.disclosure import Registered
from forum.elsewhere import filled
from forum.members.news import Leave, leaving
from forum.members.registry import Contact, Elsewhere
from forum.members.registry.embedded import EmbeddedRegistry
from forum.members.registry.oidc import actions, jobs, queries
from forum.members.registry.oidc.client import Provider, RegistryDown
from forum.members.registry.oidc.models import Parting
from forum.members.registry.oidc.push import bp as push
from forum.members.registry.oidc.views import (
    bp,
    confirm,
    provider,
    security,
    sign_in,
)
from forum.members.sessions import ServerSession
from forum.members.viewers import current_viewer
from forum.settings import Settings

__all__ = ["OidcRegistry", "jobs"]

OWN_FORMS = "form-action 'self'"
STANDS_IN = {
    "account.sign_in": sign_in,
    "account.register": sign_in,
    "account.register_send": sign_in,
    "account.confirm": confirm,
    "account.security": security,
}


class OidcRegistry:
    """Answers for members of SolTrex, and for those with an account made here.

    The pages of the embedded registry stay for the latter: an administrator
    gets in while SolTrex cannot be reached. Only its ways of joining are closed.
    """

    def __init__(self) -> None:
        self._embedded = EmbeddedRegistry()
        self.pages: tuple[Blueprint, ...] = (*self._embedded.pages, bp, push)

    def contact(self, member_id: int) -> Contact | None:
        """Return where to write to a member; only addresses SolTrex vouches for."""
        known = queries.named_identity_of(member_id)
        if known is None:
            return self._embedded.contact(member_id)
        identity, handle = known
        if not identity.email or not identity.email_verified:
            return None
        return Contact(handle, identity.email)

    def registered(self, member_id: int) -> Registered:
        """Return what we know that a draft might give away: the address."""
        known = queries.identity_of(member_id)
        if known is None:
            return self._embedded.registered(member_id)
        return Registered(email=known.email or "")

    def member_with_email(self, email: str) -> int | None:
        """Return whose address this is."""
        known = queries.identity_with_email(email)
        if known is not None:
            return known.member_id
        return self._embedded.member_with_email(email)

    def confirm_url(self, leads_to: str) -> str | None:
        """Return where the viewer proves anew who they are, if that is at SolTrex."""
        viewer = current_viewer()
        if viewer.id is None or queries.identity_of(viewer.id) is None:
            return None
        return url_for("oidc.prove", next=leads_to)

    def after_sign_out(self) -> str:
        """Return where signing out goes on: at SolTrex, if it began there."""
        here = url_for("boards.index")
        member_id = cast(ServerSession, session).member_id
        if member_id is None or queries.identity_of(member_id) is None:
            return here
        try:
            return provider().sign_out_url(_settings().base_url + here) or here
        except RegistryDown:
            return here

    def elsewhere(self, member_id: int) -> Elsewhere | None:
        """Return where a member changes what is kept at SolTrex."""
        known = queries.named_identity_of(member_id)
        if known is None:
            return None
        identity, handle = known
        settings, of_them = _settings(), {"sub": identity.sub, "username": handle}
        return Elsewhere(
            profile=filled(settings.registry_profile_url, **of_them),
            password=filled(settings.registry_password_url, **of_them),
            deactivate=filled(settings.registry_deactivate_url, **of_them),
            as_of=identity.synced_at,
            proposed="" if identity.proposed == handle else identity.proposed or "",
        )

    def system_url(self, member_id: int, system_id: str) -> str:
        """Return a system's page at SolTrex; nothing if there is none."""
        template = _settings().registry_system_url
        known = queries.named_identity_of(member_id) if template else None
        if known is None:
            return ""
        identity, handle = known
        return filled(template, sub=identity.sub, username=handle, system_id=system_id)

    def trouble(self) -> str:
        """Return what keeps people from signing in; nothing if all is well."""
        try:
            provider().about()
        except RegistryDown:
            return "the account service does not answer. Check FORUM_OIDC_ISSUER."
        return ""


def _join(state: BlueprintSetupState) -> None:
    """Make known the account service, and stand in for the embedded pages."""
    app = cast(Flask, state.app)
    settings: Settings = app.extensions["settings"]
    app.extensions["oidc"] = Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        f"{settings.base_url}/sign-in/back",
    )
    app.extensions["csrf"].exempt(push)
    app.view_functions.update(STANDS_IN)
    if settings.registry_webhook_url:
        leaving.add(app, _tell_soltrex)


def _tell_soltrex(member_id: int, what: Leave, now: datetime, /) -> None:
    """Have SolTrex told who leaves, in the transaction in which they do."""
    if what is Leave.REACTIVATE:
        actions.note_return(member_id)
    else:
        erased = what is Leave.ERASE
        parting = Parting.ERASED if erased else Parting.DEACTIVATED
        actions.note_parting(member_id, parting, now)


def _let_forms_lead_there(response: Response) -> Response:
    """Let Sign in and Sign out lead on to SolTrex: browsers hold redirects to it."""
    policy = POLICY.replace(OWN_FORMS, f"{OWN_FORMS} {provider().origin}")
    # Views with a stricter policy of their own, like pictures', keep it.
    response.headers.setdefault("Content-Security-Policy", policy)
    return response


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


bp.record_once(_join)
bp.after_app_request(_let_forms_lead_there)
