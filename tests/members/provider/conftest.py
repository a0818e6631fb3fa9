"""A forum whose accounts live at a real OpenID provider."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Forums
from tests.members.provider.real import (
    CLIENT,
    SECRET,
    AtSoltrex,
    Real,
    installed,
    listening,
    running,
)

ROSIE: dict[str, Any] = {
    "preferred_username": "rosie_roof",
    "email": "rosie@example.com",
    "email_verified": True,
    "soltrex_systems": [{"id": "S-1", "label": "Roof", "dc_kw": 6.4, "state": "VT"}],
}


@pytest.fixture(scope="session")
def real() -> Iterator[Real]:
    """Return the provider, running for all tests."""
    with running(installed()) as real:
        yield real


@pytest.fixture(scope="session")
def forums(tmp_path_factory: pytest.TempPathFactory, real: Real) -> Iterator[Forums]:
    """Return forums that leave accounts to the provider."""
    forums = Forums(
        tmp_path_factory,
        registry="oidc",
        oidc_issuer=real.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_roles="forum-moderators=moderator",
    )
    yield forums
    forums.close()


@pytest.fixture
def rosie(app: Flask, real: Real) -> Iterator[AtSoltrex]:
    """Return Rosie's browser at the provider, which can call the forum."""
    real.knows("sub-rosie", **ROSIE)
    with listening(app, real.live):
        yield AtSoltrex("sub-rosie")
