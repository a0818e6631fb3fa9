"""A member who may be younger than 13: locked at once, then erased or open again."""

from forum.core.clock import utcnow
from forum.members import actions
from forum.members.models import Member
from forum.rights.models import Erasure
from moderation.models import FlagReason
from moderation.notices.models import AccountLock
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened, waiting_case
from tests.moderation.notices.filling import FLAG, filled, mailed, replied
from tests.world import World

REASON = FlagReason.UNDER_13


def _locked(world: World) -> bool:
    ken = world.row(Member, world.member_id("ken"))
    return ken.is_kept_out and ken.deactivated_at is not None


def test_the_account_is_locked_as_soon_as_somebody_says_so(
    ken: Browser, world: World
) -> None:
    post = replied(world, "ken")

    flagged(world, post, "eva", REASON)

    assert _locked(world)
    assert ken.visit("/my").status == 401
    (told,) = mailed(world, "ken@example.com", "Your account is locked for now")
    assert "younger than 13" in told


def test_a_stranger_shuts_nobody_out_but_is_read_first(
    guest: Browser, mo: Browser, world: World
) -> None:
    other = flagged(world, replied(world, "eva"), "una", FlagReason.SPAM)
    post = replied(world, "ken")

    filled(guest, f"/p/{post}/flag", FLAG, reason="under_13")
    world.member("new_one", is_new=True)
    flagged(world, post, "new_one", REASON)

    assert not _locked(world)
    assert mailed(world, "ken@example.com", "Your account is locked for now") == []
    queue = mo.visit("/moderation/queue").html
    case = waiting_case(world, post).id
    first, second = (queue.find(f'/items/{one}"') for one in (case, other))
    assert 0 < first < second


def test_a_moderator_who_finds_it_wrong_opens_the_account_again(
    mo: Browser, world: World
) -> None:
    post = replied(world, "ken")
    case = flagged(world, post, "eva", REASON)

    decided(mo, case, "leave")

    assert not _locked(world)
    assert world.row(Member, world.member_id("ken")).deactivated_at is None
    flagged(world, post, "una", REASON)
    assert not _locked(world)


def test_a_moderator_who_confirms_it_has_the_account_erased(
    mo: Browser, world: World
) -> None:
    post = replied(world, "ken", "I am in the fifth grade.")
    member = world.member_id("ken")
    case = flagged(world, post, "eva", REASON)
    assert "Erase the account" in opened(mo, case).text

    decided(mo, case, "erase_author", rule="R6", reason="Too young.")
    world.run_jobs()

    (erasure,) = world.rows(Erasure)
    assert erasure.done_at is not None
    assert world.row(Member, member).is_former
    (lock,) = world.rows(AccountLock)
    assert (lock.member_id, lock.ended_at is None) == (None, False)


def test_erasing_is_offered_only_where_somebody_said_so(
    mo: Browser, world: World
) -> None:
    post = replied(world, "ken")
    flagged(world, post, "eva", FlagReason.SPAM)
    case = waiting_case(world, post)

    page = decided(mo, case.id, "erase_author", rule="R6")

    assert page.status == 403
    assert world.rows(Erasure) == []


def test_who_had_paused_the_account_stays_paused(mo: Browser, world: World) -> None:
    post = replied(world, "ken")
    with world.writing():
        actions.deactivate(world.known("ken"), utcnow())
    case = flagged(world, post, "eva", REASON)

    decided(mo, case, "leave")

    paused = world.row(Member, world.member_id("ken"))
    assert paused.deactivated_at is not None
    assert not paused.is_kept_out


def test_staff_are_not_locked_by_a_report(mo: Browser, world: World) -> None:
    post = replied(world, "mo_mod")

    flagged(world, post, "eva", REASON)

    assert world.rows(AccountLock) == []
    assert mo.visit("/moderation/queue").status == 200
