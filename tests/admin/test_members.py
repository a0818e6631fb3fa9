"""Members, as administrators find and help them."""

import pytest

from forum.admin.models import OpenedDetail
from forum.members import actions as members
from forum.members.models import Member, MemberSession, Role
from forum.rights.models import Erasure
from tests.admin.acts import deeds, pressed
from tests.browser import Browser, Page
from tests.members.devices import later
from tests.members.joining import fill_in
from tests.world import World


def found(ada: Browser, wanted: str) -> Page:
    ada.visit("/admin/members")
    return ada.submit("/admin/members", wanted=wanted)


@pytest.mark.parametrize("wanted", ["rosa", "ROSA", "rosa@example.com"])
def test_a_member_is_found_by_name_or_by_their_very_address(
    ada: Browser, world: World, wanted: str
) -> None:
    world.member("rosa")
    page = found(ada, wanted)

    assert (page.status, page.heading) == (200, "rosa")
    assert page.path == f"/admin/members/{world.member_id('rosa')}"
    assert "rosa@example.com" not in page.text
    assert "Testperson" not in page.text


def test_part_of_an_address_finds_nobody(ada: Browser, world: World) -> None:
    world.member("rosa")
    page = found(ada, "osa@example.com")

    assert page.status == 422
    assert "Nobody here has this user name" in page.text


def test_an_address_shows_after_a_reason_and_its_member_reads_who_opened_it(
    ada: Browser, rosa: Browser, world: World
) -> None:
    path = f"/admin/members/{world.member_id('rosa')}"
    assert ada.visit(f"{path}/address").path == path
    ada.visit(path)
    refused = ada.submit(f"{path}/address")
    page = ada.submit(f"{path}/address", reason="bounced")

    assert refused.status == 422
    assert "rosa@example.com" in page.text
    assert deeds(world)[-1] == "address_opened"
    assert len(world.rows(OpenedDetail)) == 1
    said = rosa.visit("/my/opened").text
    assert "ada_op" in said
    assert "Mail to them came back" in said
    assert "Who opened your email address" in rosa.visit("/my").text


def test_an_opened_address_closes_again_after_ten_minutes(
    ada: Browser, world: World
) -> None:
    path = f"/admin/members/{world.member('rosa')}"
    ada.visit(path)
    ada.submit(f"{path}/address", reason="asked")

    with later(minutes=11):
        page = ada.visit(f"{path}/address")

    assert page.path == path
    assert "rosa@example.com" not in page.text


def test_an_administrator_signs_somebody_out_everywhere(
    ada: Browser, rosa: Browser, world: World
) -> None:
    path = f"/admin/members/{world.member_id('rosa')}"
    pressed(ada, path, f"{path}/sessions")

    assert rosa.visit("/my").status == 401
    assert deeds(world)[-1] == "sessions_ended"


def test_who_has_not_confirmed_an_address_gets_that_mail_again(
    ada: Browser, guest: Browser, world: World
) -> None:
    fill_in(guest, email="new@example.com", handle="new_roof")
    world.run_jobs()
    page = found(ada, "new@example.com")
    ada.submit("/send")
    world.run_jobs()

    assert "A registration waits" in page.text
    assert len(world.outbox.to("new@example.com")) == 2


def test_a_member_gets_the_mail_about_another_address_again(
    ada: Browser, rosa: Browser, world: World
) -> None:
    rosa.visit("/my/security/email")
    rosa.submit("/my/security/email", email="other@example.com")
    world.run_jobs()
    path = f"/admin/members/{world.member_id('rosa')}"
    pressed(ada, path, f"{path}/confirmation")
    world.run_jobs()

    assert len(world.outbox.to("other@example.com")) == 2


def test_who_asked_to_be_erased_is_erased_in_fourteen_days(
    ada: Browser, rosa: Browser, world: World
) -> None:
    path = f"/admin/members/{world.member_id('rosa')}/erase"
    ada.visit(path)
    unsure = ada.submit(path, fate="keep")
    ada.submit(path, fate="keep", sure="y")

    assert unsure.status == 422
    assert len(world.rows(Erasure)) == 1
    assert rosa.visit("/my").status == 401
    assert world.row(Member, world.member_id("rosa")).erase_at is not None


def test_a_role_is_given_with_its_boards_and_a_reason(
    ada: Browser, rosa: Browser, world: World
) -> None:
    path = f"/admin/members/{world.member_id('rosa')}/role"
    ada.visit(path)
    ada.submit(path, role="moderator", boards="2", reason="joins")

    member = world.row(Member, world.member_id("rosa"))
    assert (member.role, member.moderates) == (Role.MODERATOR, [2])
    assert deeds(world)[-1] == "role_changed"
    assert rosa.visit("/my").status == 401


def test_the_last_administrator_keeps_the_role(ada: Browser, world: World) -> None:
    key = world.member_id("ada_op")
    path = f"/admin/members/{key}/role"
    ada.visit(path)
    page = ada.submit(path, role="member", reason="leaves")

    assert page.status == 403
    assert "Nobody else runs this forum" in page.text
    assert world.row(Member, key).role is Role.ADMINISTRATOR


def test_one_of_two_administrators_may_leave(ada: Browser, world: World) -> None:
    world.member("bea_op", Role.ADMINISTRATOR)
    path = f"/admin/members/{world.member_id('ada_op')}/role"
    ada.visit(path)
    ada.submit(path, role="member", reason="leaves")

    assert world.row(Member, world.member_id("ada_op")).role is Role.MEMBER
    assert not world.rows(MemberSession)


def test_only_a_moderator_looks_after_some_boards(ada: Browser, world: World) -> None:
    path = f"/admin/members/{world.member('rosa')}/role"
    ada.visit(path)
    page = ada.submit(path, role="member", boards="2", reason="boards")

    assert page.status == 422
    assert "Only moderators look after some boards" in page.text


def test_the_rules_say_why_somebody_may_not_do_something(
    ada: Browser, world: World
) -> None:
    key = world.member("rosa")
    page = ada.visit(f"/admin/members/{key}/why").text

    assert "Only the SolTrex team opens threads on this board." in page
    assert "Only moderators do this." in page
    assert "Sign in to write." in ada.visit("/admin/roles/guest").text


def test_a_moderator_of_one_board_reads_no_for_the_others(
    ada: Browser, world: World
) -> None:
    key = world.member("max_mod", Role.MODERATOR)
    with world.writing():
        members.assign(key, [2])

    page = ada.visit(f"/admin/members/{key}/why").text

    assert "This is on a board that you do not moderate." in page
    assert "max_mod" in ada.visit("/admin/roles").text
