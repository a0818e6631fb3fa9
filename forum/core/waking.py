"""Waking workers as soon as a job stands in line, where there is a Valkey.

Without one, or while it is away, they look for themselves every second.
"""

from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from flask import current_app

from forum.core import valkey
from forum.core.valkey import NAMES, PATIENCE, Away

if TYPE_CHECKING:
    from forum.core.valkey import Client, Ear

CHANNEL = f"{NAMES}wake"


def wake() -> None:
    """Tell every worker that there is something to do; never an error."""
    shared = valkey.of(current_app)
    if shared is not None:
        with suppress(Away):
            shared.ask(lambda client: client.publish(CHANNEL, ""))


class Bell:
    """What a worker listens to while it has nothing to do."""

    def __init__(self) -> None:
        self._valkey = valkey.of(current_app)
        self._heard: Ear | None = None

    def wait(self, stop: Event, seconds: float) -> None:
        """Wait until somebody wakes us, but no longer than that."""
        if self._valkey is None:
            stop.wait(seconds)
            return
        try:
            self._valkey.ask(lambda client: self._listen(client, seconds))
        except Away:
            stop.wait(seconds)

    def _listen(self, client: "Client", seconds: float) -> None:
        if self._heard is None:
            # What was told before nobody heard: this returns, to look once more.
            heard = client.pubsub()  # type: ignore[no-untyped-call]
            heard.subscribe(CHANNEL)
            heard.get_message(timeout=PATIENCE)  # that it was subscribed
            self._heard = heard
        elif self._heard.get_message(timeout=seconds) is not None:
            while self._heard.get_message(timeout=0) is not None:
                pass
