"""What `soltrex-forum` in a shell runs first: `scan` starts without the application."""

import sys
from importlib import import_module

from forum.site.cli.scanning import scan


def main() -> None:
    """Run a command; all but one need the whole forum and its moderation."""
    if sys.argv[1:2] == ["scan"]:
        scan.main(sys.argv[2:], prog_name="soltrex-forum scan")
    import_module("wsgi").main()


if __name__ == "__main__":
    main()
