"""Members from the shell: making them, changing their role, listing them."""

import json

import pytest

from forum.members.models import Member, Role
from moderation.models import AuditEvent
from tests.api.asking import token_of, with_token
from tests.browser import PASSWORD, Browser
from tests.members.devices import with_app
from tests.site.commands import Run
from tests.world import World, words_of

CREATE = ("member", "create", "--password-stdin")


def test_the_first_administrator_is_made_in_the_shell(
    run: Run, guest: Browser, world: World
) -> None:
    done = run(
        *CREATE,
        *("--handle", "ada_op", "--email", "ada@example.com"),
        *("--role", "administrator"),
        stdin=f"{PASSWORD}\n",
    )

    assert (done.exit_code, done.output) == (0, "ada_op is an administrator now.\n")
    (member,) = world.rows(Member)
    assert member.role is Role.ADMINISTRATOR
    assert guest.sign_in("ada@example.com").status == 200
    assert guest.visit("/admin/outbox").status == 200


def test_without_a_pipe_the_password_is_asked_for_twice(run: Run) -> None:
    done = run(
        *("member", "create", "--handle", "ken", "--email", "ken@example.com"),
        stdin=f"{PASSWORD}\n{PASSWORD}\n",
    )

    assert done.exit_code == 0
    assert "ken is a member now." in done.output
    assert PASSWORD not in done.output


@pytest.mark.parametrize(
    ("handle", "email", "password", "said"),
    [
        ("root", "a@example.com", PASSWORD, "This user name is reserved."),
        ("rosa", "a@example.com", PASSWORD, "This user name is taken."),
        ("ken", "rosa@example.com", PASSWORD, "There is an account with this address"),
        ("ken", "nothing", PASSWORD, "Write an email address"),
        ("ken", "a@example.com", "short", "Use 15 characters or more"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    run: Run, world: World, handle: str, email: str, password: str, said: str
) -> None:
    world.member("rosa")

    done = run(*CREATE, "--handle", handle, "--email", email, stdin=f"{password}\n")

    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert len(world.rows(Member)) == 1


def test_a_role_is_given_in_the_shell(run: Run, world: World) -> None:
    world.member("rosa")

    done = run("member", "role", "Rosa", "moderator")

    assert done.exit_code == 0
    assert world.row(Member, world.member_id("rosa")).role is Role.MODERATOR


def test_nobody_of_that_name_gets_no_role(run: Run) -> None:
    done = run("member", "role", "nobody", "moderator")

    assert done.exit_code == 1
    assert done.stderr == "Error: Nobody here is called nobody.\n"


def test_the_list_shows_no_names_and_no_addresses(run: Run, world: World) -> None:
    world.member("rosa", name="Zz-Marker")
    world.thread("ken")

    plain, figures = run("member", "list"), run("member", "list", "--json")

    assert json.loads(figures.output) == [
        {"handle": "rosa", "role": "member", "posts": 0},
        {"handle": "ken", "role": "member", "posts": 1},
    ]
    assert "rosa" in plain.output
    for done in (plain, figures):
        assert "Zz-Marker" not in done.output
        assert "@" not in done.output


def test_who_lost_phone_and_codes_signs_in_by_password_alone(
    run: Run, world: World, rosa: Browser, guest: Browser
) -> None:
    with_app(rosa)

    done = run("member", "recover", "rosa")

    assert done.exit_code == 0
    assert guest.sign_in("rosa").path == "/"
    world.run_jobs()
    said = " ".join(words_of(world.outbox.mails[-1]).split())
    assert "took the second step of your sign-in away" in said


def test_nobody_of_that_name_is_recovered(run: Run) -> None:
    done = run("member", "recover", "nobody")

    assert done.exit_code == 1
    assert done.stderr == "Error: Nobody here is called nobody.\n"


def test_who_is_named_is_signed_out_everywhere(
    run: Run, rosa: Browser, ken: Browser
) -> None:
    token = token_of(rosa)

    done = run("member", "sign-out", "Rosa")

    assert (done.exit_code, done.output) == (0, "Signed out: 1.\n")
    assert rosa.visit("/my").status == 401
    assert with_token(rosa, token).status == 401
    assert ken.visit("/my").status == 200


def test_everybody_is_signed_out_and_the_log_says_so(
    run: Run, world: World, rosa: Browser, mo: Browser
) -> None:
    done = run("member", "sign-out", "--all")

    assert done.output == "Signed out: 2.\n"
    assert [one.visit("/my").status for one in (rosa, mo)] == [401, 401]
    noted = [one.action for one in world.rows(AuditEvent)]
    assert noted.count("sessions_ended") == 2
    assert run("audit", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name somebody, or sign everybody out with --all."),
        (["rosa", "--all"], "Name somebody, or sign everybody out with --all."),
        (["rosa", "nobody"], "Nobody here is called nobody."),
    ],
)
def test_nobody_is_signed_out_by_a_slip(
    run: Run, rosa: Browser, words: list[str], said: str
) -> None:
    done = run("member", "sign-out", *words)

    assert (done.exit_code, done.stderr) == (1, f"Error: {said}\n")
    assert rosa.visit("/my").status == 200
