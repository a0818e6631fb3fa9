"""The commands of the forum, each an entry point like a view.

They are imported when somebody asks for all of them: `scan` on its own starts
without the application.
"""

from importlib import import_module

import click

_WITH_APP = {
    "backup": "backup",
    "verify": "backup",
    "counters": "counters",
    "demo": "demo",
    "equipment": "equipment",
    "export_forum": "moving",
    "import_forum": "moving",
    "files": "files",
    "import_foreign": "foreign",
    "redirects": "foreign",
    "keys": "keys",
    "mail": "mail",
    "metrics": "metrics",
    "member": "members",
    "registry": "registry",
    "erase": "rights",
    "legal_export": "rights",
    "legal_open": "rights",
    "personal_data": "rights",
    "read_only": "running",
    "search": "search",
    "doctor": "upkeep",
    "sweep": "upkeep",
    "work": "upkeep",
}
_WITHOUT_APP = {"scan": "scanning", "serve": "serving", "restore": "backup"}

commands: tuple[click.Command, ...]
"""Commands that run inside the application."""
without_app: tuple[click.Command, ...]
"""Commands that need no application, or make one when they are ready for it."""

__all__ = ["commands", "without_app"]


def __getattr__(name: str) -> tuple[click.Command, ...]:
    """Import the commands at the first time somebody asks for them."""
    places = {"commands": _WITH_APP, "without_app": _WITHOUT_APP}
    if name not in places:
        raise AttributeError(name)
    found = tuple(
        getattr(import_module(f"{__name__}.{module}"), command)
        for command, module in places[name].items()
    )
    globals()[name] = found
    return found
