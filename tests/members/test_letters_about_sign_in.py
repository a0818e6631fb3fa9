"""The letters about a changed sign-in: plain, twice the same, without a secret."""

import re

import pytest

from tests.browser import Browser
from tests.members.devices import Device, with_app, with_passkey
from tests.world import World, words_of

ROSA = "rosa@example.com"
NEW = "rosa.new@example.com"
CONFIRM = "Please confirm your new address"
CHANGED = "Your email address was changed"
SIGN_IN = "Your sign-in was changed"


def make_all(rosa: Browser, world: World) -> None:
    """Let every letter about sign-in be sent once."""
    with_app(rosa)
    rosa.visit("/my/security")
    rosa.submit("/my/security/recovery-codes")
    with_passkey(rosa, Device())
    rosa.visit("/my/security/passkeys")
    rosa.submit("/my/security/passkeys/end")
    rosa.visit("/my/security/app")
    rosa.submit("/my/security/app/end")
    rosa.visit("/my/security/email")
    rosa.submit("/my/security/email", email=NEW)
    world.run_jobs()
    (mail,) = world.outbox.to(NEW)
    link = re.search(r"/my/email/\S+", words_of(mail))
    assert link is not None
    rosa.visit(link[0])
    rosa.submit(link[0])
    world.run_jobs()


@pytest.mark.usefixtures("named")
def test_each_change_is_told_in_both_forms_of_a_letter(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.sign_in("rosa")

    make_all(guest, world)

    subjects = [mail["Subject"] for mail in world.outbox.to(ROSA)]
    assert subjects == [SIGN_IN] * 5 + [CHANGED]
    assert [mail["Subject"] for mail in world.outbox.to(NEW)] == [CONFIRM]
    said = {" ".join(words_of(mail).split()) for mail in world.outbox.mails}
    assert len(said) == 7
    for mail in world.outbox.mails:
        body = mail.get_body(("html",))
        assert body is not None
        assert "Hello Rosa Testperson" in body.get_content()
        assert "Hello Rosa Testperson" in words_of(mail)
        assert "http" not in mail["Subject"]


def test_an_address_nobody_confirmed_in_time_gets_no_second_letter(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/security/email")
    rosa.submit("/my/security/email", email=NEW)
    rosa.visit("/my/security/email")
    rosa.submit("/my/security/email", email="rosa.other@example.com")

    world.run_jobs()

    assert not world.outbox.to(NEW)
    assert len(world.outbox.to("rosa.other@example.com")) == 1
