"""Photos of a correction that crossed with another one."""

from tests.browser import Browser
from tests.images.pictures import jpeg
from tests.world import World


def test_photos_and_their_descriptions_outlast_a_conflict(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", photos=[("roof.jpg", jpeg())], add__photos="1")
    late = rosa.page.values("/edit")
    (alt,) = (name for name in late if name.startswith("alt-"))
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Written in the first tab.")
    late["body"], late[alt] = "Written in the second tab.", "A gray roof"

    page = rosa.post(f"/p/{post}/edit", late)

    assert page.status == 409
    assert page.values("/edit")[alt] == "A gray roof"
    page = rosa.submit("/edit")
    (shown,) = page.soup.select(".post .pic img")
    assert shown["alt"] == "A gray roof"
