"""The disclosure detector on its own, a line of JSON for a line of JSON."""

import json
import sys
from typing import Any

import click

from forum import disclosure
from forum.disclosure import Registered

KNOWN = ("name", "email", "phone", "street", "city", "zip", "handle")


@click.command("scan")
def scan() -> None:
    """Read texts as JSON lines, write what each discloses.

    In: {"text": "...", "registered": {"name": ..., "email": ...}}, out:
    {"spans": [{"start": 0, "end": 5, "kind": "email"}]}. Offsets count code points.
    """
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            click.echo(json.dumps({"spans": _spans(line, number)}))


def _spans(line: str, number: int) -> list[dict[str, Any]]:
    try:
        said = json.loads(line)
        text = said["text"]
        known = said.get("registered") or {}
    except (ValueError, KeyError, TypeError, AttributeError):
        text, known = None, {}
    if not isinstance(text, str) or not isinstance(known, dict):
        raise click.ClickException(
            f'Line {number} is not like {{"text": "..."}}. '
            "Write one JSON object a line."
        )
    told = {"handle": known.get("username")} | known
    registered = Registered(
        **{name: str(told[name]) for name in KNOWN if told.get(name)}
    )
    return [
        {"start": one.start, "end": one.end, "kind": str(one.kind)}
        for one in disclosure.scan(text, registered)
    ]
