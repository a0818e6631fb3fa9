"""A forum whose accounts live at a provider that tests can make lie."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import Forums
from tests.members.oidc.fake import CLIENT, SECRET, Fake, serve


@pytest.fixture(scope="session")
def provider() -> Iterator[Fake]:
    """Return the provider, listening."""
    fake = Fake()
    server = serve(fake)
    yield fake
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def forums(
    tmp_path_factory: pytest.TempPathFactory, provider: Fake
) -> Iterator[Forums]:
    """Return forums that leave accounts to the provider."""
    forums = Forums(
        tmp_path_factory,
        registry="oidc",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_roles="forum-moderators=moderator",
        registry_profile_url="https://my.example.com/people/{sub}?as={username}",
        registry_system_url="https://my.example.com/systems/{system_id}",
        registry_deactivate_url="https://my.example.com/{sub}/leave",
    )
    yield forums
    forums.close()


@pytest.fixture
def fake(app: Flask, provider: Fake) -> Fake:
    """Return the provider, honest again, and unknown to the forum so far."""
    provider.renew()
    app.extensions["oidc"] = replace(app.extensions["oidc"])
    return provider
