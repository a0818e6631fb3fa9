"""C35: what proves who one is, is kept so that nobody else can use it."""

from pathlib import Path

import pytest

from forum.core.db import db
from forum.members.registry import hashing
from forum.members.registry.models import Account, RecoveryCode
from forum.settings import load_settings
from tests.browser import PASSWORD, Browser
from tests.members.devices import with_app
from tests.world import World

PROOFS = ("account", "authenticator", "recovery_code", "passkey", "member_session")


def test_passwords_are_kept_as_argon2id_with_the_figures_of_owasp(
    world: World,
) -> None:
    world.member("rosa")

    (account,) = world.rows(Account)

    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_at_most_two_hashes_are_computed_at_a_time() -> None:
    turns = [hashing._at_once.acquire(blocking=False) for _ in range(3)]  # noqa: SLF001
    for turn in turns:
        if turn:
            hashing._at_once.release()  # noqa: SLF001

    assert turns == [True, True, False]


def test_who_waits_too_long_for_their_turn_is_told_so(
    guest: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.member("rosa")
    monkeypatch.setattr(hashing, "PATIENCE", 0.01)
    with hashing._a_turn(), hashing._a_turn():  # noqa: SLF001
        page = guest.sign_in("rosa")

    assert page.status == 429
    assert "Many people are signing in just now" in page.text
    assert guest.sign_in("rosa").status == 200


def test_nothing_in_the_database_lets_anybody_in(rosa: Browser, world: World) -> None:
    rosa.visit("/my/security/app")
    page = rosa.submit("/my/security/app/begin")
    secret = page.soup.select("main code")[0].get_text().replace(" ", "")
    cookie = rosa.client.get_cookie("session", domain="127.0.0.1")
    _, codes = with_app(rosa)

    with world.reading(), db.engine.connect() as connection:
        raw = str(
            [
                connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608
                for table in PROOFS
            ]
        )

    assert cookie is not None
    planted = [PASSWORD, secret, cookie.value, *codes]
    planted += [code.replace("-", "") for code in codes]
    assert "argon2id" in raw
    assert not [one for one in planted if one in raw]


def test_the_hash_of_a_recovery_code_needs_the_key_of_the_forum(
    rosa: Browser, world: World
) -> None:
    _, codes = with_app(rosa)
    rows = world.rows(RecoveryCode)

    with world.reading():
        keys = world.app.extensions["keys"]
        account = world.rows(Account)[0].id
        code = codes[0].replace("-", "")
        mine = keys.lookup(f"recovery code of {account}: {code}")
    assert mine in {row.code_key for row in rows}
    assert len({row.code_key for row in rows}) == 10


def test_staff_needs_a_second_step_where_nobody_set_anything(
    tmp_path: Path, mo: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_built = load_settings(home=tmp_path)
    monkeypatch.setitem(mo.client.application.extensions, "settings", as_built)
    assert as_built.require_totp == "staff"

    without = mo.visit("/moderation/queue").status
    with_app(mo)

    assert without == 403
    assert mo.visit("/moderation/queue").status == 200


@pytest.mark.parametrize(
    ("host", "is_alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - told apart, not bound
    ],
)
def test_only_a_forum_that_listens_to_nobody_else_is_tried_out(
    tmp_path: Path, host: str, is_alone: bool
) -> None:
    assert load_settings(home=tmp_path, listen_host=host).is_tried_out is is_alone
    assert not load_settings(home=tmp_path).is_tried_out
