"""The commands of the forum, each an entry point like a view."""

from forum.site.cli.demo import demo
from forum.site.cli.members import member
from forum.site.cli.scanning import scan
from forum.site.cli.serving import serve
from forum.site.cli.upkeep import doctor, sweep, work

commands = (demo, member, doctor, sweep, work)
without_app = (scan, serve)
"""Commands that need no application, or make one when they are ready for it."""

__all__ = ["commands", "without_app"]
