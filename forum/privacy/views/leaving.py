"""The page before another site."""

from urllib.parse import urlsplit

from flask import abort, render_template, request, url_for

from forum.core.access import note_exit
from forum.core.access.lines import host
from forum.core.finished.showing import never_kept
from forum.privacy.leaving import is_signed
from forum.privacy.views.blueprint import bp

WEB = frozenset({"http", "https"})


@bp.get("/leave")
@never_kept
def leave() -> str:
    """Name the site a link leads to; only links of our own pages are followed."""
    to = request.args.get("to", "")
    if not is_signed(to, request.args.get("sig", "")):
        abort(400, "This link was not made by the forum, so we do not follow it.")
    name = host(to, ())
    note_exit(name)
    return render_template("privacy/leave.html", to=to, host=name, back=_back())


def _back() -> str:
    """Return the page somebody came from, if it is one of ours."""
    came = urlsplit(request.referrer or "")
    is_ours = came.scheme in WEB and came.netloc == request.host
    if not is_ours or not came.path.startswith("/") or came.path.startswith("//"):
        return url_for("boards.index")
    return f"{came.path}?{came.query}" if came.query else came.path
