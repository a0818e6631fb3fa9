"""Leading on from an address that a board had before it was renamed."""

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for

from forum.admin import queries, rules

PART = "/b/"
SAFE = frozenset({"GET", "HEAD"})


def lead_on(response: Response) -> Response:
    """Lead to the board, where nothing else is there. One query, only then."""
    slug = (request.view_args or {}).get("slug")
    is_gone = response.status_code == HTTPStatus.NOT_FOUND
    if not is_gone or not slug or request.method not in SAFE:
        return response
    if not request.path.startswith(PART) or request.endpoint is None:
        return response
    now = queries.address_now(slug) if rules.may_be_slug(slug) else None
    if now is None:
        return response
    address = url_for(request.endpoint, **{**(request.view_args or {}), "slug": now})
    if asked := urlencode(list(request.args.items(multi=True))):
        address = f"{address}?{asked}"
    led = redirect(address, HTTPStatus.MOVED_PERMANENTLY, Response)
    assert isinstance(led, Response)  # noqa: S101 - narrows for the types
    return led
