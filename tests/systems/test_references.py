"""A post names a card by its number; each page shows what its owner shares by then."""

from markupsafe import Markup

from forum.systems.references import NO_LONGER, without_cards
from tests.boards.acts import statements
from tests.browser import Browser
from tests.systems.cards import card, choose, seen
from tests.world import World

BAND, EXACT = "6\u20138 kW, NM", "7.13 kW, NM"


def post(world: World, key: int, by: str = "ken") -> str:
    """Open a thread that names a card; return its address."""
    return world.url(world.thread(by, body=f"Ours is {{{{system:{key}}}}} by now."))


def words(browser: Browser, url: str) -> str:
    (body,) = browser.visit(url).soup.select(".prose")
    return body.get_text()


def test_each_reader_sees_what_is_shared_with_them(
    guest: Browser, rosa: Browser, world: World
) -> None:
    url = post(world, card(world))

    assert BAND in words(guest, url)
    assert EXACT in words(rosa, url)


def test_a_card_of_somebody_else_can_be_named(guest: Browser, world: World) -> None:
    key = card(world, "rosa")

    assert BAND in words(guest, post(world, key, by="ken"))


def test_a_change_or_hiding_follows_in_every_post(guest: Browser, world: World) -> None:
    key = card(world)
    urls = [post(world, key), post(world, key, "ivy")]

    choose(world, "ken", key, size_band="hidden")
    assert all("Ours is NM" in words(guest, url) for url in urls)

    choose(world, "ken", key, **dict.fromkeys(seen(), "hidden"))
    assert all(NO_LONGER in words(guest, url) for url in urls)


def test_a_removed_or_unknown_card_is_no_longer_shared(
    guest: Browser, ken: Browser, world: World
) -> None:
    key = card(world)
    url = post(world, key)
    ken.visit(f"/my/systems/{key}/remove")
    ken.submit(f"/my/systems/{key}/remove")

    assert f"({NO_LONGER})" in words(guest, url)
    assert NO_LONGER in words(guest, post(world, 999_999_999, "ivy"))


def test_feeds_name_a_card_without_what_it_shows(guest: Browser, world: World) -> None:
    post(world, card(world))

    sent = guest.visit("/feed.atom").html

    assert "a system card, shown in the forum" in sent
    assert "6\u20138 kW" not in sent
    assert "{{system" not in sent


def test_code_and_addresses_stay_as_they_are() -> None:
    html = Markup('<p><code>{{system:1}}</code> <a href="/x?{{system:1}}">x</a></p>')

    assert without_cards(html) == html


def test_a_label_cannot_bring_markup_into_a_post(guest: Browser, world: World) -> None:
    key = card(world, label="<b>bold</b>", choices=seen(label="public"))

    html = guest.visit(post(world, key)).html

    assert "<b>bold</b>" not in html
    assert "&lt;b&gt;bold" in html


def test_the_owner_reads_how_to_name_a_card(ken: Browser, world: World) -> None:
    key = card(world)

    assert f"{{{{system:{key}}}}}" in ken.visit("/my/systems").text


def selects(browser: Browser, url: str) -> int:
    with statements() as asked:
        assert browser.visit(url).status == 200
    return len([one for one in asked if one.startswith("SELECT")])


def test_cards_cost_one_query_and_none_where_there_are_none(
    guest: Browser, world: World
) -> None:
    plain = world.url(world.thread("ivy"))
    assert selects(guest, plain) == 2

    key = card(world)
    thread = world.thread("ken", body=f"Mine is {{{{system:{key}}}}} here.")
    for number in range(4):
        card(world, f"author{number}")
        world.reply(thread, f"author{number}")

    assert selects(guest, world.url(thread)) == 3
    assert selects(guest, "/m/ken") == 2
    assert selects(guest, "/m/ivy") == 1
    assert selects(guest, "/systems") == 2
