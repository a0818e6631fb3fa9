"""Secrets: made once, kept to their owner, changed without losing anything."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from forum.core.keys import Keys, load_keys

SECRET = "a signing secret for tests, long enough"


def _new() -> str:
    return Fernet.generate_key().decode()


def test_what_was_sealed_is_read_again() -> None:
    keys = Keys(SECRET, (_new(),))

    sealed = keys.encrypt("Rosa Testperson")

    assert b"Rosa" not in sealed
    assert keys.decrypt(sealed) == "Rosa Testperson"
    assert keys.encrypt("Rosa Testperson") != sealed


def test_what_was_altered_is_not_read() -> None:
    keys = Keys(SECRET, (_new(),))
    sealed = bytearray(keys.encrypt("Rosa Testperson"))
    sealed[40] ^= 1

    with pytest.raises(InvalidToken):
        keys.decrypt(bytes(sealed))


def test_a_new_key_in_front_reads_what_the_old_one_sealed() -> None:
    old, new = _new(), _new()
    sealed = Keys(SECRET, (old,)).encrypt("Rosa Testperson")

    turned = Keys(SECRET, (new, old))

    assert turned.decrypt(sealed) == "Rosa Testperson"
    assert Keys(SECRET, (new,)).decrypt(turned.encrypt("x")) == "x"
    with pytest.raises(InvalidToken):
        Keys(SECRET, (new,)).decrypt(sealed)


def test_a_new_key_in_front_still_finds_who_is_who() -> None:
    old, new = _new(), _new()
    before, turned = Keys(SECRET, (old,)), Keys(SECRET, (new, old))

    assert turned.lookup("rosa@example.com") == before.lookup("rosa@example.com")
    assert turned.lookup("rosa@example.com") != turned.lookup("ken@example.com")
    assert Keys(SECRET, (new,)).lookup("rosa@example.com") != turned.lookup(
        "rosa@example.com"
    )


def test_a_keyed_hash_serves_one_purpose_and_one_secret() -> None:
    keys = Keys(SECRET, (_new(),))

    told = keys.mac("message id", "7")

    assert told == keys.mac("message id", "7")
    assert told != keys.mac("seal", "7")
    assert told != Keys(SECRET[::-1], keys.data_keys).mac("message id", "7")


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    first = load_keys("", "", tmp_path / "keys")
    second = load_keys("", "", tmp_path / "keys")

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "keys").iterdir()
    }

    assert first == second
    assert modes == {"secret_key": 0o600, "data_keys": 0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = set(pool.map(lambda _: load_keys("", "", tmp_path / "k"), range(16)))

    assert len(loaded) == 1
    assert sorted(p.name for p in (tmp_path / "k").iterdir()) == [
        "data_keys",
        "secret_key",
    ]


def test_keys_from_the_settings_make_no_files(tmp_path: Path) -> None:
    one, other = _new(), _new()

    keys = load_keys(SECRET, f"{one}\n {other}", tmp_path / "keys")

    assert keys == Keys(SECRET, (one, other))
    assert not (tmp_path / "keys").exists()
