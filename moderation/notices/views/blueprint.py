"""The blueprint of forms that laws want, and what all of them do."""

from http import HTTPStatus

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from forum.core.answers import Busy
from forum.core.limits import count, network_key, spent
from moderation.notices import queries
from moderation.notices.models import Notice

bp = Blueprint("notices", __name__)
Page = str | tuple[str, HTTPStatus] | Response

ENOUGH = "Several requests came from your network within an hour. Please wait a while."


def slow_down(what: str, most: str) -> None:
    """Take only some requests of a kind from one network in an hour."""
    subject = f"{what} from {network_key()}"
    if wait := spent(most, subject):
        raise Busy(ENOUGH, wait)
    count(most, subject)


def receipt(notice: Notice) -> Response:
    """Lead to the page with the number of a notice, which also says how it stands."""
    key = queries.key_of(notice.reference)
    url = url_for("notices.status", reference=notice.reference, key=key)
    return redirect(url, HTTPStatus.SEE_OTHER)
