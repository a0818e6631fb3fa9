"""The keys of what is encrypted, from the shell: a new one, and the old ones gone."""

import click
from flask import current_app
from flask.cli import AppGroup

from forum.core.keys import Keys, keep_data_keys, new_data_key
from forum.core.rotation import rotate, under_older
from forum.settings import Settings

keys = AppGroup("keys", help="The keys of names, addresses and all that is encrypted.")
RESTART = (
    "Next: start every process of the forum again, on all machines. Those that do not "
    "have the new key could not read what others seal under it. Then run "
    "`soltrex-forum keys rotate`."
)
SET = "FORUM_DATA_KEYS is set by you: put this key before those that stand there:"
KEPT = "Keep the keys that were there until then, and one of them for good: the oldest."
STILL = "{} values are sealed under older keys. Run `soltrex-forum keys rotate` first."


@keys.command("show")
def show() -> None:
    """Say how many keys there are, and what is still sealed under older ones."""
    known = _known()
    older = under_older(known)
    for name, count in older.items():
        click.echo(f"{count:>8,}  {name}")
    click.echo(
        f"{len(known.data_keys)} keys; {sum(older.values()):,} values under older ones."
    )


@keys.command("add")
def add() -> None:
    """Make a new key; what is written from then on is sealed under it."""
    settings, fresh = _settings(), new_data_key()
    if settings.data_keys:
        click.echo(f"{SET}\n{fresh}\n{KEPT}")
    else:
        keep_data_keys(settings.home / "keys", [fresh, *_known().data_keys])
        click.echo(f"A new key stands in {settings.home / 'keys' / 'data_keys'}.")
    click.echo(RESTART)


@keys.command("rotate")
def seal_anew() -> None:
    """Seal under the newest key what older ones have sealed; may be begun again."""
    many = rotate(_known())
    click.echo(f"{many:,} values are sealed under the newest key now.")


@keys.command("drop")
def drop() -> None:
    """Let go of keys under which nothing is sealed; the oldest stays.

    By a hash under the oldest key members are found by their address.
    """
    settings, known = _settings(), _known()
    older = sum(under_older(known).values())
    if older:
        raise click.ClickException(STILL.format(f"{older:,}"))
    kept = list(dict.fromkeys((known.data_keys[0], known.data_keys[-1])))
    gone = len(known.data_keys) - len(kept)
    if settings.data_keys:
        click.echo(
            f"FORUM_DATA_KEYS is set by you: take {gone} keys out of its middle."
        )
        return
    keep_data_keys(settings.home / "keys", kept)
    click.echo(f"{gone} keys are gone. Start every process of the forum again.")


def _known() -> Keys:
    known: Keys = current_app.extensions["keys"]
    return known


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
