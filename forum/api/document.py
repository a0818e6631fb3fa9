"""The OpenAPI document, written from what views say about themselves."""

import re
from typing import Any

from pydantic.json_schema import models_json_schema

from forum.api.operations import Asked, Operation, operations
from forum.api.shapes import Problem

PLACES = re.compile(r"\{(\w+)\}")
SCHEMAS = "#/components/schemas/{model}"
LED_ON = "The thread went into another one: ask there."
UNCHANGED = "Nothing changed since the ETag that came along."
TAG = {
    "description": "Send it back as If-None-Match.",
    "schema": {"type": "string"},
}
WAIT = {
    "description": "How many seconds to wait.",
    "schema": {"type": "integer", "minimum": 1},
}
SEEN = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an answer that is kept.",
    "schema": {"type": "string"},
}
PROBLEMS = {
    400: "Something in the address is not understood.",
    401: "No token came along, or it does not hold.",
    404: "There is no such thing, or not everybody can read it.",
    410: "It was taken away; the detail says by whom.",
    429: "More than 60 requests came in a minute.",
}

Said = dict[str, Any]


def document(base_url: str, operator: str) -> Said:
    """Return the document of all that programs can ask."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SolTrex Forum",
            "version": "1",
            "description": "Reading the forum by programs: what everybody can read.",
            "contact": {"name": operator},
        },
        "servers": [{"url": f"{base_url}/api/v1"}],
        "paths": {one.path: {"get": _operation(one)} for one in operations},
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(one: Operation) -> Said:
    kept = [] if one.needs_token else [SEEN]
    said: Said = {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [*_in_path(one), *map(_in_query, one.asked), *kept],
        "responses": _answers(one),
    }
    if one.needs_token:
        said["security"] = [{"token": []}]
    return said


def _answers(one: Operation) -> Said:
    said = {"200": _answer("What was asked for.", one.answer.__name__)}
    if not one.needs_token:
        said["200"]["headers"] = {"ETag": TAG}
        said["304"] = {"description": UNCHANGED, "headers": {"ETag": TAG}}
    if one.may_lead_on:
        place = {"description": "Where.", "schema": {"type": "string"}}
        said["303"] = {"description": LED_ON, "headers": {"Location": place}}
    for status in _failing(one):
        kind = "application/problem+json"
        said[str(status)] = _answer(PROBLEMS[status], "Problem", kind)
    said["429"]["headers"] = {"Retry-After": WAIT}
    return said


def _failing(one: Operation) -> list[int]:
    wanted = {400: True, 401: one.needs_token, 404: one.may_be_missing}
    wanted |= {410: one.may_be_gone, 429: True}
    return [status for status, may_be in wanted.items() if may_be]


def _in_path(one: Operation) -> list[Said]:
    key = {"type": "integer", "minimum": 1}
    return [
        {"name": name, "in": "path", "required": True, "schema": key}
        for name in PLACES.findall(one.path)
    ]


def _in_query(asked: Asked) -> Said:
    return {
        "name": asked.name,
        "in": "query",
        "description": asked.about,
        "schema": asked.schema,
    }


def _answer(about: str, shape: str, kind: str = "application/json") -> Said:
    schema = {"$ref": SCHEMAS.format(model=shape)}
    return {"description": about, "content": {kind: {"schema": schema}}}


def _schemas() -> Said:
    shapes = {one.answer for one in operations} | {Problem}
    ordered = sorted(shapes, key=lambda shape: shape.__name__)
    _, found = models_json_schema(
        [(shape, "serialization") for shape in ordered], ref_template=SCHEMAS
    )
    schemas: Said = found["$defs"]
    return schemas
