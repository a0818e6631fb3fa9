"""What stands on a page a hundred times: an icon, the sign in a form, a post.

No macros: each would be called anew for what is the same every time.
"""

import secrets
from collections.abc import Hashable
from functools import lru_cache

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from forum.core.finished.fragments import Macro
from forum.core.finished.keeping import fragments_of

ICONS_MAX = 1024
OPEN = Markup("<!-- {} -->").format(secrets.token_hex(16))
"""Stands in what is kept where each reader gets a sign of their own."""


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
    app.add_template_global(remembered)


def token() -> Markup:
    """Return the hidden field by which a form shows that it came from us."""
    if g.get("leaves_token_open"):
        return OPEN
    if "token_field" not in g:
        field = Markup('<input type="hidden" name="csrf_token" value="{}">')
        g.token_field = field.format(generate_csrf())
    shown: Markup = g.token_field
    return shown


def remembered(macro: Macro, *given: Hashable) -> Markup:
    """Return what a macro makes of all it is given, made anew only if that is new.

    It must show nothing else: neither who reads nor what time it is.
    """
    g.leaves_token_open = True
    try:
        made = fragments_of(current_app).made(request.script_root, macro, given)
    finally:
        g.leaves_token_open = False
    if OPEN in made:
        made = made.replace(OPEN, token())
    return Markup(made)  # noqa: S704 - a macro made it
