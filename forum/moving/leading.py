"""Leading on from an address of another forum, where nothing else is there."""

from flask import request, url_for

from forum.members.viewers import current_viewer
from forum.moving import queries
from forum.moving.addresses import keys_for


def led_on() -> str | None:
    """Return where the address of this request leads, if it is one of before.

    Asked last, when the answer would be that there is no such page. One query, and
    nothing is written: a guest who follows an old link only reads.
    """
    if request.method not in {"GET", "HEAD"}:
        return None
    asked = request.query_string.decode("utf-8", "replace")
    found = queries.led_to(keys_for(request.path, asked), current_viewer())
    if found is None:
        return None
    if found.post_id is not None:
        place = url_for("boards.post", post_id=found.post_id)
    else:
        place = url_for("boards.thread", thread_id=found.thread_id)
    # What an address leads to may be hidden here, under the very same number.
    return None if place == request.script_root + request.path else place
