"""What protects what the forum keeps, and where to report a hole (RFC 9116)."""

from datetime import UTC, date, datetime, time, timedelta

from flask import current_app, render_template
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.settings import Settings
from forum.site.views import bp

RENEWED_FOR = timedelta(days=330)
AT_MOST = timedelta(days=364)
"""RFC 9116 wants less than a year."""
WARNED_BEFORE = timedelta(days=30)


def expires_on(settings: Settings, today: date) -> date:
    """Return the day until which the address for reports holds."""
    if settings.security_until is None:
        return today + RENEWED_FOR
    return min(settings.security_until, today + AT_MOST)


def trouble(settings: Settings, today: date) -> str:
    """Say what the operator has to do about it soon; nothing if there is time."""
    until = settings.security_until
    if until is None or until - today > WARNED_BEFORE:
        return ""
    said = "ended" if until <= today else "ends"
    return (
        f"{said} on {until.isoformat()}. See that mail to "
        f"{settings.contact('security_contact')} is read, and set "
        "FORUM_SECURITY_UNTIL to a later day."
    )


@bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say where to report a hole."""
    settings: Settings = current_app.extensions["settings"]
    until = datetime.combine(expires_on(settings, utcnow().date()), time(), UTC)
    lines = (
        f"Contact: mailto:{settings.contact('security_contact')}\n"
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Canonical: {settings.base_url}/.well-known/security.txt\n"
        f"Policy: {settings.base_url}/security\n"
    )
    return Response(lines, mimetype="text/plain")


@bp.get("/security")
def security() -> str:
    """Say what is done to protect what is kept, and what that cannot do."""
    return render_template("site/security.html")
