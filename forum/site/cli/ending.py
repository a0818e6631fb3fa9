"""No process of the forum outlives the one that started it, however that one ended.

Whoever was left behind would hold the port, and a new start would find it taken.
"""

import os
import signal
import threading
import time
from contextlib import suppress

LOOKS_EVERY = 0.5
PATIENCE = 30.0
"""Seconds for what is in hand: more than the web server needs for an orderly end."""


def end_with(parent: int) -> None:
    """Let this process end as if it were asked to, once its parent is gone."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def end_group(leader: int) -> None:
    """Let all end that a dead process started in a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    main = threading.main_thread().ident
    if main is not None:
        signal.pthread_kill(main, signal.SIGTERM)
    time.sleep(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)
