"""Static files: one style sheet made of layers, addresses that carry a hash.

Scripts are modules that import each other. What they import carries a hash as well,
one for all scripts, so that a browser keeps every module for good.
"""

import hashlib
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, make_response, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

LAYERS = ("reset", "tokens", "base", "layout", "parts", "pages", "util", "print")
SHEET, FILE = "layers.style_sheet", "static"
IMPORT = re.compile(r'(\bfrom "\.{1,2}/[^"?]+\.js)"')
FOREVER = "public, max-age=31536000, immutable"

bp = Blueprint("layers", __name__)


@bp.get("/static/site.css")
def style_sheet() -> Response:
    """Send the style sheet, its layers in their order."""
    response = make_response(_style_sheet(Path(current_app.static_folder or "")))
    response.mimetype = "text/css"
    return response


@cache
def _style_sheet(folder: Path) -> str:
    """Join the layers once, so that a page waits for one file only."""
    return "\n".join((folder / "css" / f"{layer}.css").read_text() for layer in LAYERS)


def send(filename: str) -> Response:
    """Send a file; a script with the hash in what it imports."""
    folder = Path(current_app.static_folder or "")
    if not _is_script(filename):
        return current_app.send_static_file(filename)
    path = safe_join(str(folder), filename)
    if path is None or not Path(path).is_file():
        raise NotFound
    response = make_response(_script(folder, filename))
    response.mimetype = "text/javascript"
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def is_file(response: Response) -> bool:
    """Say whether an answer is a file of the forum; a page may say there is none."""
    is_asked = request.endpoint in {SHEET, FILE}
    return is_asked and response.status_code < HTTPStatus.BAD_REQUEST


def _is_script(filename: str) -> bool:
    return filename.startswith("js/") and filename.endswith(".js")


@cache
def _script(folder: Path, filename: str) -> str:
    """Let what a module imports carry the hash of all scripts."""
    source = (folder / filename).read_text(encoding="utf-8")
    return IMPORT.sub(rf'\1?v={_digest_of_scripts(folder)}"', source)


@cache
def _digest_of_scripts(folder: Path) -> str:
    modules = sorted((folder / "js").rglob("*.js"))
    return _hashed(b"".join(module.read_bytes() for module in modules))


@cache
def _digest(folder: Path, filename: str) -> str:
    if _is_script(filename):
        return _digest_of_scripts(folder)
    if filename == "site.css":
        content = _style_sheet(folder).encode()
    else:
        path = folder / filename
        content = path.read_bytes() if path.is_file() else b""
    return _hashed(content)


def _hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _carry_hash(endpoint: str, values: dict[str, Any]) -> None:
    folder = Path(current_app.static_folder or "")
    if endpoint == SHEET:
        values.setdefault("v", _digest(folder, "site.css"))
    elif endpoint == FILE and "v" not in values:
        values["v"] = _digest(folder, values["filename"])


def init_app(app: Flask) -> None:
    """Serve the style sheet and let every static address carry its hash."""
    app.register_blueprint(bp)
    app.view_functions[FILE] = send
    app.url_defaults(_carry_hash)
