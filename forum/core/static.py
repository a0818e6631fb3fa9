"""Static files: one style sheet made of layers, addresses that carry a hash."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, make_response

LAYERS = ("reset", "tokens", "base", "layout", "parts", "pages", "util", "print")
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


@cache
def _digest(folder: Path, filename: str) -> str:
    if filename == "site.css":
        content = _style_sheet(folder).encode()
    else:
        path = folder / filename
        content = path.read_bytes() if path.is_file() else b""
    return hashlib.sha256(content).hexdigest()[:10]


def _carry_hash(endpoint: str, values: dict[str, Any]) -> None:
    folder = Path(current_app.static_folder or "")
    if endpoint == "layers.style_sheet":
        values.setdefault("v", _digest(folder, "site.css"))
    elif endpoint == "static" and "v" not in values:
        values["v"] = _digest(folder, values["filename"])


def init_app(app: Flask) -> None:
    """Serve the style sheet and let every static address carry its hash."""
    app.register_blueprint(bp)
    app.url_defaults(_carry_hash)
