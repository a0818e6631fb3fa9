"""What stands on a page a hundred times: an icon, the sign in a form.

No macros: each would be called anew for what is the same every time.
"""

from functools import lru_cache

from flask import Flask, g, has_request_context, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

ICONS_MAX = 1024


def init_app(app: Flask) -> None:
    """Give templates icons as `i(name)` and the sign of a form as `token()`."""

    @lru_cache(ICONS_MAX)
    def drawn(root: str, name: str, cls: str) -> Markup:  # noqa: ARG001 - in the address
        sheet = url_for("static", filename="icons.svg", _external=False)
        shape = Markup('<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>')
        return shape.format(f" {cls}" if cls else "", sheet, name)

    def icon(name: str, cls: str = "") -> Markup:
        # A job that renders a post anew is no request, and draws the same.
        root = request.script_root if has_request_context() else ""
        return drawn(root, name, cls)

    app.add_template_global(icon, "i")
    app.add_template_global(token)


def token() -> Markup:
    """Return the hidden field by which a form shows that it came from us."""
    if "token_field" not in g:
        field = Markup('<input type="hidden" name="csrf_token" value="{}">')
        g.token_field = field.format(generate_csrf())
    shown: Markup = g.token_field
    return shown
