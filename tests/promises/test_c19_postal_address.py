"""C19: promotion names who sends it by post, or it does not leave."""

from tests.browser import Browser
from tests.mail.announcing import announced, approved, newest, tick, written
from tests.world import World, words_of


def test_promotion_is_refused_without_a_postal_address(
    world: World, ada: Browser, bea: Browser, rosa: Browser
) -> None:
    tick(rosa, "newsletter")
    written(ada, purpose="newsletter")

    page = approved(bea, newest(world))
    world.run_jobs()

    assert page.status == 403
    assert "FORUM_POSTAL_ADDRESS" in page.text
    assert not world.outbox.mails


def test_promotion_carries_the_address(
    world: World,
    ada: Browser,
    bea: Browser,
    rosa: Browser,
    with_postal_address: None,
) -> None:
    del with_postal_address
    tick(rosa, "newsletter")

    announced(ada, bea, world, purpose="newsletter")
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert "100 Example Street, Sampletown" in words_of(mail)
