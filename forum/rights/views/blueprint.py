"""What the pages about members' rights share."""

from http import HTTPStatus

from flask import Blueprint
from werkzeug.wrappers import Response

Page = str | tuple[str, HTTPStatus] | Response

bp = Blueprint("rights", __name__)
