"""What people do through the balancer; every answer is right at every node."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from tests.browser import Page
from tests.images.pictures import jpeg
from tests.scaling.cluster import Cluster
from tests.scaling.planting import OPENER, THREAD, TITLE
from tests.scaling.traffic import Guest
from tests.scaling.visitor import Visitor

TRIES_OF_RESET = 10
"""So often an hour somebody may ask for a new password, from one network."""


@contextmanager
def at_each(cluster: Cluster) -> Iterator[list[Guest]]:
    """Open a guest's browser for the balancer, and for each node."""
    with ExitStack() as browsers:
        forum = cluster.balancer.url
        guests = [Guest(forum, at) for at in cluster.addresses]
        for guest in guests:
            browsers.callback(guest.close)
        yield guests


@contextmanager
def somebody(cluster: Cluster, handle: str) -> Iterator[Visitor]:
    """Open the browser of a member who signs in at the first node."""
    with closing(Visitor(cluster.balancer.url)) as visitor:
        visitor.at = cluster.nodes[0].url
        assert visitor.sign_in(handle).status == 200
        visitor.at = cluster.balancer.url
        yield visitor


def guests_read(cluster: Cluster) -> None:
    """Everybody sees the same pages at every address."""
    with at_each(cluster) as guests:
        for guest in guests:
            assert TITLE in guest.visit("/b/performance").text
            assert guest.visit(f"/t/{THREAD}").heading == TITLE


def one_session_holds_everywhere(cluster: Cluster) -> None:
    """Who signs in at one node is known at the other, and so is that they left."""
    with somebody(cluster, "rosa") as rosa:
        for node in cluster.nodes:
            rosa.at = node.url
            assert "rosa" in rosa.visit("/my").text
        rosa.submit("/sign-out")
        for node in cluster.nodes:
            rosa.at = node.url
            assert rosa.visit("/my").status == 401


def a_picture_is_seen_everywhere(cluster: Cluster) -> None:
    """A picture comes in at one node, its words at the other; both hand it out."""
    with somebody(cluster, "rosa") as rosa, at_each(cluster) as guests:
        one, other = (node.url for node in cluster.nodes)
        rosa.at = one
        rosa.visit(f"/t/{THREAD}/reply")
        said = "This is our row of modules."
        page = rosa.submit("/reply", [("roof.jpg", jpeg())], body=said)
        (alt,) = (name for name in page.values("/reply") if name.startswith("alt-"))
        rosa.at = other
        page = rosa.submit("/reply", more={alt: "A gray roof"})
        assert page.path.startswith(f"/t/{THREAD}/"), page.text[:300]
        pictures = set()
        for guest in guests:
            shown = guest.visit(page.path).soup.select_one(".post .pic a")
            assert shown is not None
            answer = guest.visit(str(shown["href"]))
            assert answer.status == 200
            pictures.add(answer.html)
        assert len(pictures) == 1


def what_is_written_shows_at_once(cluster: Cluster, rounds: int) -> None:
    """What goes through one node shows in the very next request through each."""
    with somebody(cluster, OPENER) as olga, at_each(cluster) as guests:
        for number in range(rounds):
            olga.at = cluster.nodes[number % len(cluster.nodes)].url
            said = f"Round {number} is as it should be."
            page = _replied(olga, said)
            for guest in guests:
                assert said in guest.visit(page.path).text, guest.at


def news_shows_at_once(cluster: Cluster, title: str) -> None:
    """A new thread is in its list at once, and what is taken back is gone at once."""
    with somebody(cluster, OPENER) as olga, at_each(cluster) as guests:
        olga.visit("/b/performance/new")
        page = olga.submit("/b/performance/new", title=title, body="It is new.")
        assert page.heading == title, page.text[:300]
        for guest in guests:
            assert title in guest.visit("/b/performance").text, guest.at
        words = f"Told under {title}."
        page = _replied(olga, words)
        (post,) = re.findall(r"/p/(\d+)/take-back", _card(page, words))
        for guest in guests:
            assert words in guest.visit(page.path).text, guest.at
        olga.visit(f"/p/{post}/take-back")
        olga.submit("/take-back", words=words)
        olga.submit("/take-back", is_done="y")
        for guest in guests:
            assert words not in guest.visit(page.path).text, guest.at


def limits_hold_for_all_nodes_together(cluster: Cluster) -> None:
    """Who asks the nodes in turns may not ask more often."""
    answers = []
    with closing(Visitor(cluster.balancer.url, "127.0.50.1")) as visitor:
        for number in range(TRIES_OF_RESET + 1):
            visitor.at = cluster.nodes[number % len(cluster.nodes)].url
            visitor.visit("/reset")
            answers.append(visitor.submit("/reset", email="no@example.com").status)
    assert answers == [200] * TRIES_OF_RESET + [429]


def go(cluster: Cluster, rounds: int) -> None:
    """Go on all journeys, one after the other."""
    guests_read(cluster)
    one_session_holds_everywhere(cluster)
    a_picture_is_seen_everywhere(cluster)
    what_is_written_shows_at_once(cluster, rounds)
    news_shows_at_once(cluster, "A new thread on a quiet day")
    limits_hold_for_all_nodes_together(cluster)


def _replied(visitor: Visitor, words: str) -> Page:
    """Reply to the thread; return the page on which that shows."""
    visitor.visit(f"/t/{THREAD}/reply")
    page = visitor.submit("/reply", body=words)
    assert words in page.text, page.text[:300]
    return page


def _card(page: Page, words: str) -> str:
    """Return the HTML of the post that says this."""
    (card,) = (one for one in page.soup.select(".post") if words in one.get_text())
    return str(card)
