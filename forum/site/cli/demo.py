"""Loading demo content, and taking it out again."""

import click
from flask.cli import AppGroup

from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.site import actions, queries
from forum.site.demo import loading
from forum.site.first_run import make_ready

demo = AppGroup("demo", help="Invented content for a first look.")
SIGN_INS = (
    ("sunnyridge", "member"),
    ("juniper_mod", "moderator"),
    (loading.OPERATOR, "administrator"),
)


@demo.command("load")
def load() -> None:
    """Load the demo content; once loaded, a second call only says so."""
    make_ready(utcnow())
    password = loading.load(utcnow())
    if password is None:
        click.echo("The demo content is there already.")
    else:
        click.echo("\n".join(sign_ins(password)))


@demo.command("purge")
def purge() -> None:
    """Delete the demo content and its members."""
    if mixed := queries.real_posts_in_demo():
        raise Refused(
            f"{mixed} posts of real members stand in demo threads. Remove these first."
        )
    with transaction():
        threads, members = actions.purge_demo()
    click.echo(f"Deleted {threads} threads and {members} members of the demo content.")


def sign_ins(password: str) -> list[str]:
    """Return the lines that say how to sign in to the demo."""
    width = max(len(handle) for handle, _ in SIGN_INS)
    lines = [f"  {handle:<{width}}  {role}" for handle, role in SIGN_INS]
    return ["Demo sign-ins, all with the password", f"  {password}", *lines]
