"""Pages made of the code and the settings that keep what they say."""

from pathlib import Path

from flask import Response, current_app, make_response, render_template

from forum import __version__
from forum.core.cookies import REGISTER
from forum.privacy.intermediaries import NO_SECONDARY_USE, intermediaries
from forum.privacy.inventory import asked_only, form_lists, inventory
from forum.privacy.records import (
    SHIPPED,
    clauses,
    digest_of,
    read_record,
    standing,
)
from forum.privacy.views.blueprint import bp
from forum.settings import Settings


@bp.get("/privacy/data")
def data() -> Response:
    """Show everything personal that is kept, from the tables themselves."""
    asked = asked_only(tuple(form_lists))
    page = render_template("privacy/data.html", parts=inventory(), asked=asked)
    response = make_response(page)
    response.vary.add("Sec-GPC")  # whoever sends it is told that it was received
    return response


@bp.get("/privacy/cookies")
def cookies() -> str:
    """Show the register of cookies that the session code uses."""
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "privacy/cookies.html", register=REGISTER, is_secure=settings.is_secure
    )


@bp.get("/privacy/intermediaries")
def outside() -> str:
    """Show every outside service that the settings name."""
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "privacy/intermediaries.html",
        services=intermediaries(settings),
        no_secondary_use=NO_SECONDARY_USE,
    )


@bp.get("/promises")
def promises() -> str:
    """Show each promise with its test, and whether it passed with this very code."""
    settings: Settings = current_app.extensions["settings"]
    record = read_record(
        Path(settings.test_record) if settings.test_record else SHIPPED
    )
    sources = digest_of(current_app.extensions["sources"])
    return render_template(
        "privacy/promises.html",
        lines=[(one, standing(one, record, sources)) for one in clauses()],
        record=record,
        version=__version__,
    )
