"""My SolTrex beside SolTrex: what is kept there is read here, and changed there."""

from tests.browser import Browser
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import join
from tests.world import World

PROFILE = "https://my.example.com/people/"


def test_what_soltrex_keeps_is_read_only_with_a_link_there(
    fake: Fake, guest: Browser
) -> None:
    join(fake, guest)

    page = guest.visit("/my")

    lines = {
        str(one.b.get_text()): one
        for one in page.soup.select("#profile li")
        if one.b is not None
    }
    for label in ("Name", "Email", "Phone and ZIP code"):
        (link,) = lines[label].select("a")
        assert str(link["href"]).startswith(PROFILE), label
    assert str(fake.person["email"]) in lines["Email"].get_text()
    assert "From SolTrex, as of" in lines["Email"].get_text()
    assert not page.soup.select("a[href='/my/details'], a[href='/my/security']")


def test_the_pages_of_accounts_made_here_are_not_theirs(
    fake: Fake, guest: Browser
) -> None:
    join(fake, guest)

    assert guest.visit("/my/details").status == 404


def test_the_user_name_is_changed_here(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    guest.visit("/my/handle")

    page = guest.submit("/my/handle", handle="other.roof")

    assert "You are other.roof now." in page.text
    assert world.member_id("other.roof")
