"""Members from the shell: how the first administrator comes about."""

import json
import sys

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from forum.boards.queries import board_keys
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members import actions, queries
from forum.members.models import Member, Role
from forum.members.news import StaffDeed, staff_deeds
from forum.members.registry import actions as accounts
from forum.members.registry import queries as known
from forum.members.registry.hashing import hashed
from forum.members.registry.rules import may_be_password, normal
from forum.members.rules import may_be_called

member = AppGroup("member", help="Members of the forum.")
ROLES = click.Choice([str(role) for role in Role])
A = {str(role): f"a {role}" for role in Role} | {"administrator": "an administrator"}


@member.command("create")
@click.option("--handle", required=True, help="User name; everybody sees it.")
@click.option("--email", required=True, help="Where to write to; nobody sees it.")
@click.option("--name", default="", help="How to address the person; else the handle.")
@click.option("--role", type=ROLES, default=str(Role.MEMBER), show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from a pipe.")
def create(handle: str, email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a member whose address counts as confirmed."""
    address = _address(email)
    if not (answer := may_be_called(handle)):
        raise click.ClickException(f"{answer.because}.")
    if queries.is_taken(handle):
        raise click.ClickException("This user name is taken. Choose another one.")
    if known.account_with_email(address) is not None:
        raise click.ClickException("There is an account with this address already.")
    password = _password(password_stdin)
    if not (answer := may_be_password(password, handle, address)):
        raise click.ClickException(f"{answer.because}.")
    asked = accounts.Asked(name or handle, address, handle, hashed(normal(password)))
    with transaction():
        made = accounts.open_account(asked, Role(role), utcnow())
        if made.has_staff_role:
            _tell(StaffDeed("role_changed", "member", made.id, {"role": role}))
    click.echo(f"{handle} is {A[role]} now.")


@member.command("role")
@click.argument("handle")
@click.argument("role", type=ROLES)
@click.option("--board", "boards", multiple=True, help="Moderates this board only.")
def change_role(handle: str, role: str, boards: tuple[str, ...]) -> None:
    """Give a member another role; a moderator may look after some boards only."""
    found = queries.find_member(handle)
    if found is None:
        raise click.ClickException(f"Nobody here is called {handle}.")
    if boards and role != Role.MODERATOR:
        raise click.ClickException("Only moderators look after some boards.")
    keys = _keys_of(boards)
    deed = StaffDeed("role_changed", "member", found.id, {"role": role, "boards": keys})
    with transaction():
        actions.change_role(found.id, Role(role))
        actions.assign(found.id, keys)
        _tell(deed)
    click.echo(f"{handle} is {A[role]} now.")


def _tell(deed: StaffDeed) -> None:
    for tell in staff_deeds:
        tell(None, deed, utcnow())


def _keys_of(slugs: tuple[str, ...]) -> list[int]:
    known = board_keys()
    for slug in slugs:
        if slug not in known:
            raise click.ClickException(f"There is no board {slug}.")
    return [known[slug] for slug in slugs]


@member.command("recover")
@click.argument("handle")
def recover(handle: str) -> None:
    """Let somebody sign in by password alone who lost phone and recovery codes.

    Make sure first that it is them who asks.
    """
    account = known.account_named(handle)
    if account is None:
        raise click.ClickException(f"Nobody here is called {handle}.")
    with transaction():
        accounts.forget_proofs(account.id, utcnow())
    click.echo(f"{handle} signs in by password alone now, and was told so by mail.")


@member.command("sign-out")
@click.argument("handles", metavar="HANDLE...", nargs=-1)
@click.option("--all", "everybody", is_flag=True, help="Sign everybody out.")
def sign_out(handles: tuple[str, ...], everybody: bool) -> None:
    """Sign members out on all their devices, and end their tokens for programs."""
    if everybody == bool(handles):
        raise click.ClickException("Name somebody, or sign everybody out with --all.")
    found = queries.all_members() if everybody else _all_named(handles)
    deeds = [StaffDeed("sessions_ended", "member", one.id) for one in found]
    with transaction():
        for deed in deeds:
            actions.end_sessions(deed.target_id)
            _tell(deed)
    click.echo(f"Signed out: {len(deeds):,}.")


def _all_named(handles: tuple[str, ...]) -> list[Member]:
    found = [(handle, queries.find_member(handle)) for handle in handles]
    for handle, one in found:
        if one is None:
            raise click.ClickException(f"Nobody here is called {handle}.")
    return [one for _, one in found if one is not None]


@member.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
def show_all(as_json: bool) -> None:
    """List the members; never their names or addresses."""
    rows = [(m.handle, str(m.role), m.post_count) for m in queries.all_members()]
    if as_json:
        keys = ("handle", "role", "posts")
        click.echo(json.dumps([dict(zip(keys, row, strict=True)) for row in rows]))
        return
    for handle, role, posts in rows:
        click.echo(f"{handle:<20}  {role:<13}  {posts:>6} posts")


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        raise click.ClickException(
            "Write an email address, such as name@example.com."
        ) from None


def _password(from_pipe: bool) -> str:
    if from_pipe:
        return sys.stdin.readline().rstrip("\n")
    said: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return said
