"""What ends the sessions of a member before their time."""

from flask import Flask

from forum.members.models import Member, MemberSession, Role
from tests.browser import Browser
from tests.world import World


def test_another_role_is_used_after_signing_in_anew(
    app: Flask, rosa: Browser, world: World
) -> None:
    done = app.test_cli_runner().invoke(args=["member", "role", "rosa", "moderator"])

    assert done.exit_code == 0
    assert rosa.visit("/my").status == 401
    assert not world.rows(MemberSession)
    rosa.sign_in("rosa")
    assert rosa.visit("/moderation/queue").status == 200


def test_a_moderator_who_is_none_any_more_is_out_at_once(
    app: Flask, mo: Browser, world: World
) -> None:
    app.test_cli_runner().invoke(args=["member", "role", "mo_mod", "member"])

    assert mo.visit("/moderation/queue").status == 401
    assert world.row(Member, world.member_id("mo_mod")).role is Role.MEMBER
    mo.sign_in("mo_mod")
    assert mo.visit("/moderation/queue").status == 403


def test_the_same_role_again_ends_nothing(
    app: Flask, rosa: Browser, world: World
) -> None:
    app.test_cli_runner().invoke(args=["member", "role", "rosa", "member"])

    assert rosa.visit("/my").status == 200
    assert len(world.rows(MemberSession)) == 1


def test_sign_out_everywhere_ends_every_session_of_this_member_only(
    app: Flask, rosa: Browser, ken: Browser, world: World
) -> None:
    elsewhere = Browser(app)
    elsewhere.sign_in("rosa")
    rosa.visit("/my")

    page = rosa.submit("/my/sessions/end")

    assert page.heading == "Sign in"
    assert rosa.visit("/my").status == 401
    assert elsewhere.visit("/my").status == 401
    assert ken.visit("/my").status == 200
    assert len(world.rows(MemberSession)) == 1


def test_sign_out_leaves_the_other_browsers_alone(app: Flask, rosa: Browser) -> None:
    elsewhere = Browser(app)
    elsewhere.sign_in("rosa")
    rosa.visit("/")

    rosa.submit("/sign-out")

    assert rosa.visit("/my").status == 401
    assert elsewhere.visit("/my").status == 200


def test_signing_out_twice_does_no_harm(guest: Browser, rosa: Browser) -> None:
    token = {"csrf_token": guest.visit("/sign-in").values("/sign-in")["csrf_token"]}
    rosa.visit("/")
    rosa.submit("/sign-out")

    page = rosa.post("/sign-out", token)

    assert (page.status, page.path) == (200, "/")


def test_a_session_keeps_no_address_and_no_browser(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.client.environ_base |= {
        "REMOTE_ADDR": "198.51.100.77",
        "HTTP_USER_AGENT": "zz-marker/1.0",
    }

    guest.sign_in("rosa")

    assert {column.key for column in MemberSession.__table__.columns} == {
        "key",
        "member_id",
        "content",
        "provider_session",
        "pending_id",
        "created_at",
        "seen_at",
        "confirmed_at",
        "two_factors",
    }
    (session,) = world.rows(MemberSession)
    assert set(session.content) == {"csrf_token"}
