"""Pages on the way to SolTrex and back."""

from forum.members.registry.oidc.views import coming, going, naming
from forum.members.registry.oidc.views.blueprint import bp, provider
from forum.members.registry.oidc.views.going import confirm, security, sign_in

__all__ = [
    "bp",
    "coming",
    "confirm",
    "going",
    "naming",
    "provider",
    "security",
    "sign_in",
]
