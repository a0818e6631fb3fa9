"""Addresses that somebody kept lead to the same words, whatever became of a thread."""

from forum.boards.models import Post, PostState
from tests.boards.acts import become, replies
from tests.browser import Browser
from tests.moderation.reshaped import order, tool
from tests.moderation.test_splitting import newest, split
from tests.world import World


def holds(guest: Browser, world: World, post: int) -> bool:
    """Say whether the address of a post leads to the page on which it stands."""
    moved = guest.visit(f"/p/{post}", follow=False)
    assert moved.status == 303
    thread = world.row(Post, post).thread_id
    path = moved.headers["Location"]
    shown = guest.visit(path.partition("#")[0], follow=False)
    assert path.startswith(world.url(thread))
    assert path.endswith(f"#p{post}")
    return shown.status == 200 and bool(shown.soup.select(f"#p{post}"))


def test_a_post_is_found_through_move_split_merge_and_rename(
    guest: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")
    other = world.thread("eva", title="Snow on the modules", board="care")
    url = world.url(thread)
    replies(world, thread, 22)
    posts = order(world, thread)

    def all_hold() -> bool:
        return all(holds(guest, world, post) for post in (*posts[:2], *posts[-3:]))

    assert all_hold()
    tool(mo, thread, "move", board="grid")
    assert all_hold()
    split(mo, thread, posts[-3:])
    assert all_hold()
    assert world.row(Post, posts[-1]).thread_id == newest(world)
    tool(mo, newest(world), "merge", into=str(other))
    assert all_hold()
    tool(mo, thread, "merge", into=str(other))
    assert all_hold()
    assert guest.visit(url).path == world.url(other)
    assert guest.visit(f"/t/{thread}/feed.atom").path == f"/t/{other}/feed.atom"


def test_another_title_leads_on_for_good(
    guest: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken")
    before = world.url(thread)
    ken.visit(f"/p/{world.opening_post(thread)}/edit")

    ken.submit("/edit", title="Another title altogether")

    moved = guest.visit(before, follow=False)
    assert moved.status == 301
    assert moved.headers["Location"].endswith(world.url(thread))
    assert world.url(thread) != before


def test_posts_of_a_removed_thread_are_gone_with_its_sentence(
    guest: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken")
    reply = world.reply(thread)

    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    for path in (world.url(thread), f"/p/{world.opening_post(thread)}", f"/p/{reply}"):
        page = guest.visit(path)
        assert page.status == 410
        assert "A moderator removed this thread. Rule 1: No ads." in page.text
        assert page.soup.select("meta[name=robots][content=noindex]")
    assert mo.visit(f"/p/{reply}").status == 200


def test_whether_a_held_post_is_there_is_not_told(guest: Browser, world: World) -> None:
    world.member("newt", is_new=True)
    thread = world.thread("ken")
    held = world.reply(thread, "newt")
    assert world.row(Post, held).number is None

    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    assert guest.visit(f"/p/{held}").status == 404
