"""Whether an answer to a program is one that the OpenAPI document tells of.

Every answer of the whole suite below `/api/v1` is held to it (`tests/watching.py`).
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator
from werkzeug.test import TestResponse

from forum.api.document import document
from forum.core.http import FOREIGN

BEGINS = "/api/v1/"
DOCUMENT = "/openapi.json"
PROBLEM = "application/problem+json"
ELSEWHERE = {404, 405, 429}
"""What is answered where the document tells of nothing."""
READS = {"GET", "HEAD"}


@cache
def described() -> dict[str, Any]:
    """Return the document, made of the code as for everybody."""
    return document("http://127.0.0.1:8000", "Example")


def unlike(answer: TestResponse) -> Iterator[str]:
    """Yield in what an answer differs from what the document tells of it."""
    path = answer.request.path
    if not path.startswith(BEGINS) or answer.request.method == "OPTIONS":
        return
    if answer.get_data() == FOREIGN.encode() or _is_wished_for(answer):
        return
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
        return
    told = _told(path.removeprefix(BEGINS.rstrip("/")))
    if told is None or answer.request.method not in READS:
        if path != BEGINS.rstrip("/") + DOCUMENT:
            yield from _of_nothing(answer)
        return
    said = told["responses"].get(str(answer.status_code))
    if said is None:
        yield f"answers {answer.status_code}, of which nothing is told"
        return
    yield from _of_headers(answer, said)
    if answer.request.method == "GET":
        yield from _of_content(answer, said)


def _is_wished_for(answer: TestResponse) -> bool:
    """Say whether who asked wanted no answer if anything changed meanwhile."""
    return answer.status_code == 412 and "If-Match" in answer.request.headers


def _told(path: str) -> Any:
    for template, methods in described()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", template), path):
            return methods["get"]
    return None


def _of_nothing(answer: TestResponse) -> Iterator[str]:
    if answer.status_code not in ELSEWHERE:
        yield f"answers {answer.status_code} where nothing is"
    elif answer.mimetype != PROBLEM:
        yield f"says what went wrong as {answer.mimetype}"


def _of_headers(answer: TestResponse, said: Any) -> Iterator[str]:
    for name, header in said.get("headers", {}).items():
        value: Any = answer.headers.get(name)
        if name == "ETag" and "Cookie" in answer.request.headers:
            continue  # What somebody gets who is signed in, nobody keeps.
        if header["schema"]["type"] == "integer" and str(value).isdigit():
            value = int(value)
        if errors(header["schema"], value):
            yield f"has {value!r} for {name}"


def _of_content(answer: TestResponse, said: Any) -> Iterator[str]:
    content = said.get("content")
    if content is None:
        return
    if answer.mimetype not in content:
        yield f"is {answer.mimetype}, not {', '.join(content)}"
        return
    schema = content[answer.mimetype]["schema"]
    yield from errors(schema, json.loads(answer.get_data(as_text=True)))


def errors(schema: Any, said: Any) -> list[str]:
    """Return in what something differs from a schema of the document."""
    whole = schema | {"components": described()["components"]}
    checking = OAS31Validator(whole, format_checker=OAS31Validator.FORMAT_CHECKER)
    return [f"{one.json_path}: {one.message}" for one in checking.iter_errors(said)]
