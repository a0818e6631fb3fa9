"""Words that others read and nobody is asked about: they cannot disclose anything."""

import pytest

from forum.boards.models import Thread
from forum.members.rules import may_be_called
from tests.browser import Browser
from tests.world import World


@pytest.mark.parametrize("handle", ["802-555-0142", "8025550142", "192.168.7.21"])
def test_a_user_name_that_looks_like_a_number_is_refused(handle: str) -> None:
    answer = may_be_called(handle)

    assert not answer
    assert "looks like a number or an address" in answer.because


def test_a_name_like_a_number_is_refused_when_registering(guest: Browser) -> None:
    guest.visit("/register")

    page = guest.submit("/register", handle="802-555-0142")

    assert page.status == 422
    assert "This looks like a number or an address of yours" in page.text


@pytest.mark.parametrize("tag", ["802-555-0142", "rosa@example.com", "unicorn"])
def test_a_tag_that_is_not_on_the_list_is_refused(
    rosa: Browser, world: World, tag: str
) -> None:
    rosa.visit("/b/care/new")

    page = rosa.submit(
        "/b/care/new", title="Hail on two modules", body="Dented.", tags=tag
    )

    assert page.status == 422
    assert f"We do not have the tag “{tag}”" in page.text
    assert world.rows(Thread) == []
