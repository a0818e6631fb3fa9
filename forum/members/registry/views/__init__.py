"""Pages of the embedded registry: joining, signing in, and what goes with it."""

from forum.members.registry.views import (
    confirming,
    details,
    joining,
    proofs,
    resetting,
    security,
    signing_in,
)
from forum.members.registry.views.blueprint import bp, safe_path

__all__ = [
    "bp",
    "confirming",
    "details",
    "joining",
    "proofs",
    "resetting",
    "safe_path",
    "security",
    "signing_in",
]
