"""Another forum from the shell: its posts, and the addresses that led to them."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.read_only import ONLY
from forum.members.news import StaffDeed, staff_deeds
from forum.moving.foreign.reading import BOARDS, MEMBERS, POSTS, THREADS
from forum.moving.foreign.redirecting import lead_from
from forum.moving.foreign.surveying import Problem, Survey, survey
from forum.moving.foreign.taking import Came, Tell, Wish, look, take_in
from forum.moving.models import SOURCE_MAX
from forum.search.actions import find_all_alike_soon
from forum.settings import Settings
from forum.site import checkup
from forum.site.first_run import make_ready

SOURCE = re.compile(rf"[A-Za-z0-9._-]{{1,{SOURCE_MAX}}}")
OFTEN = 5_000
WORDS = {MEMBERS: "members", BOARDS: "boards", THREADS: "threads", POSTS: "posts"}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
NOT_READY = (
    "A dry run changes nothing, and the tables here are not of this version yet. "
    "Run soltrex-forum db upgrade first."
)
ELSEWHERE = (
    "Accounts are kept by the account service: addresses in members.jsonl were passed "
    "over."
)


def _source(_: click.Context, __: click.Parameter, said: str) -> str:
    if not SOURCE.fullmatch(said):
        raise click.BadParameter("use letters, digits, dots and dashes")
    return said


@click.command("import-foreign")
@with_appcontext
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--source",
    default="other",
    callback=_source,
    help="What to call the other forum; the same name again goes on with it.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; do nothing.")
@click.option(
    "--strict", is_flag=True, help="Stop at the first line that does not fit."
)
@click.option("--findings", type=FILE, help="List posts that disclose something.")
def import_foreign(
    folder: Path, source: str, dry_run: bool, strict: bool, findings: Path | None
) -> None:
    """Take in members, boards, threads and posts of another forum.

    DIR holds members.jsonl, boards.jsonl, threads.jsonl and posts.jsonl, as
    docs/import.md describes them. It may be killed and begun again: it goes on where
    it was, and nothing comes twice. Nobody is written to.
    """
    now = utcnow()
    _be_ready(now, dry_run=dry_run)
    settings: Settings = current_app.extensions["settings"]
    has_accounts = settings.registry == "embedded"
    found = survey(folder, source, now)
    wish = Wish(has_accounts, strict, findings)
    _tell_problems(found.problems)
    with _progress() as tell:
        came = look(found, wish, tell) if dry_run else take_in(found, wish, tell)
    _tell_problems(came.problems)
    _tell_places(came.places, findings)
    if dry_run:
        _tell_survey(found, came)
        return
    with transaction():
        for note in staff_deeds:
            note(None, StaffDeed("forum_imported", "forum", ONLY), now)
        find_all_alike_soon(now)
    _tell_came(found, came, has_accounts)


@click.command("redirects")
@with_appcontext
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--source", default="other", callback=_source, help="Whose numbers.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; do nothing.")
def redirects(file: Path, source: str, dry_run: bool) -> None:
    """Let old addresses lead to threads and posts here, from a CSV FILE.

    Its first line names the columns: path, and one of to (/t/5 or /p/9), thread
    and post (numbers of the other forum). See docs/import.md.
    """
    done = lead_from(file, source, dry=dry_run)
    for number, says in done.bad:
        click.echo(f"Line {number} {says}.", err=True)
    would = "would lead" if dry_run else "lead"
    click.echo(f"{done.new:,} addresses {would} on; {len(done.bad):,} lines left out.")


def _be_ready(now: datetime, *, dry_run: bool) -> None:
    """Bring the database to this version; who only tries finds it there, or not."""
    if not dry_run:
        make_ready(now)
    elif not checkup.migrations().is_well:
        raise Refused(NOT_READY)


def _tell_problems(problems: list[Problem]) -> None:
    for one in problems:
        click.echo(f"{one}.", err=True)


def _tell_places(places: Counter[str], findings: Path | None) -> None:
    if not places:
        return
    said = ", ".join(f"{count:,} {kind}" for kind, count in sorted(places.items()))
    click.echo(f"The posts disclose: {said}.")
    if findings is not None:
        click.echo(f"Which and where stands in {findings}. Let moderators look.")


def _tell_survey(found: Survey, came: Came) -> None:
    counts = ", ".join(f"{found.counts[name]:,} {word}" for name, word in WORDS.items())
    bad = _left_out(found, came)
    click.echo(f"Would come: {counts}. Lines that would be left out: {bad:,}.")
    click.echo("Nothing was changed: run it again without --dry-run.")


def _tell_came(found: Survey, came: Came, has_accounts: bool) -> None:
    if came.went_on:
        click.echo("It went on where it was.")
    counts = ", ".join(
        f"{came.new[name]:,} {WORDS[name]}" for name in (MEMBERS, BOARDS, POSTS)
    )
    bad = _left_out(found, came)
    click.echo(f"New here: {counts}. Lines left out: {bad:,}.")
    if not has_accounts:
        click.echo(ELSEWHERE)


def _left_out(found: Survey, came: Came) -> int:
    return sum(map(len, found.bad.values())) + came.left


@contextmanager
def _progress() -> Iterator[Tell]:
    """Show a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with ExitStack() as bars:
        shown: dict[str, Any] = {}

        def tell(file: str, done: int, of: int) -> None:
            if file not in shown:
                bar = click.progressbar(length=of, label=WORDS[file], file=sys.stderr)
                shown[file] = bars.enter_context(bar)
            shown[file].update(done - shown[file].pos)

        yield tell


def _lines() -> Tell:
    """Return what tells by a line whenever some thousand more are done, and at the end.

    Lines that are left out count too, so that no round number need ever be met.
    """
    told: dict[str, int] = {}

    def tell(file: str, done: int, of: int) -> None:
        before = told.get(file, 0)
        if done // OFTEN > before // OFTEN or before < done == of:
            told[file] = done
            click.echo(f"{done:>10,} of {of:,}  {WORDS[file]}", err=True)

    return tell
