"""Rights from the shell: for those who cannot sign in, after a restore, for a law."""

from datetime import datetime
from pathlib import Path

import click
from cryptography.exceptions import InvalidTag
from flask.cli import AppGroup, with_appcontext

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members import queries as members
from forum.members.models import Member
from forum.rights import actions, jobs, packing, queries
from forum.rights.models import DELAY_MAX, Fate

personal_data = AppGroup("personal-data", help="What is kept about one member.")
DAY = click.DateTime(["%Y-%m-%d"])


@personal_data.command("export")
@click.argument("handle")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(handle: str, file: Path) -> None:
    """Write a copy of everything about a member into FILE, a zip.

    Make sure first that it is them who asks.
    """
    member = _member(handle)
    file.touch(mode=0o600)
    with file.open("wb") as out:
        packing.pack(queries.copy_of(member.id), utcnow(), out)
    click.echo(f"{file} holds what is kept about {member.handle}. Keep it safe.")


@click.command("erase")
@with_appcontext
@click.argument("handle", required=False)
@click.option("--posts", type=click.Choice([str(one) for one in Fate]), default="keep")
@click.option("--replay", is_flag=True, help="Erase again whom a backup brought back.")
def erase(handle: str | None, posts: str, replay: bool) -> None:
    """Erase a member at once, without a time to think. There is no way back.

    Make sure first that it is them who asks.
    """
    if replay:
        click.echo(f"{jobs.replay(utcnow())} erased again.")
        return
    if handle is None:
        raise click.ClickException("Name a member, or use --replay.")
    member, now = _member(handle), utcnow()
    with transaction():
        erasure = actions.erase_now(member.id, actions.Wish(Fate(posts)), now)
    jobs.erase({"erasure": erasure.id}, now)
    done = queries.erasure_numbered(erasure.id)
    if done is None or done.done_at is None:
        raise click.ClickException("It is not done yet; the worker will go on.")
    click.echo(
        f"Erased: {done.rows} rows in {done.tables} tables; a search still finds "
        f"{done.found_after}."
    )


@click.command("legal-export")
@with_appcontext
@click.option("--case", "case_number", required=True, help="The authority's number.")
@click.option("--authority", required=True, help="Who requires it.")
@click.option("--subject", required=True, help="The member's user name.")
@click.option("--fields", required=True, help="Such as account.email,posts; no more.")
@click.option("--from", "since", type=DAY, required=True, help="The first day.")
@click.option("--to", "until", type=DAY, required=True, help="The last day.")
@click.option("--by", required=True, help="The administrator who prepares it.")
@click.option("--delay-notice", default="", help="Why the member is not told yet.")
@click.option("--hold", default="", help="Keys of posts that may not be destroyed.")
def legal_export(  # noqa: PLR0913 - one for each thing a demand says
    *,
    case_number: str,
    authority: str,
    subject: str,
    fields: str,
    since: datetime,
    until: datetime,
    by: str,
    delay_notice: str,
    hold: str,
) -> None:
    """Prepare a disclosure; another administrator agrees at /admin/legal."""
    if len(delay_notice) > DELAY_MAX:
        raise click.ClickException(f"Give the reason in {DELAY_MAX} characters.")
    member, preparer = _member(subject), _member(by)
    if not preparer.is_administrator:
        raise click.ClickException(f"{by} is no administrator.")
    named = tuple(one.strip() for one in fields.split(",") if one.strip())
    known = queries.copy_of(member.id).data
    for one in named:
        if one.partition(".")[0] not in known:
            raise click.ClickException(
                f"There is nothing called {one}. There is: {', '.join(known)}."
            )
    demand = actions.Demand(
        case_number,
        authority,
        member.id,
        named,
        since.date(),
        until.date(),
        delay_notice,
    )
    with transaction():
        entry = actions.prepare(demand, preparer, utcnow())
        actions.hold(entry.id, {int(one) for one in hold.split(",") if one.strip()})
    click.echo(
        f"Prepared as number {entry.id}. Another administrator has to agree at "
        "/admin/legal."
    )


@click.command("legal-open")
@with_appcontext
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
@click.password_option("--passphrase", confirmation_prompt=False)
def legal_open(file: Path, to: Path, passphrase: str) -> None:
    """Open a sealed archive FILE into the zip TO; needs its passphrase."""
    try:
        content = packing.unsealed(file.read_bytes(), passphrase)
    except InvalidTag:
        raise click.ClickException("This passphrase does not open it.") from None
    to.touch(mode=0o600)
    to.write_bytes(content)
    click.echo(f"{to} holds what was disclosed.")


def _member(handle: str) -> Member:
    found = members.find_member(handle)
    if found is None:
        raise click.ClickException(f"Nobody here is called {handle}.")
    return found
