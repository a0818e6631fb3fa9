"""An answer that breaks a promise is noticed, whichever test asked for it."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, make_response, render_template

from tests.browser import Browser
from tests.promises.conftest import public_forum
from tests.watching import WatchingClient

__all__ = ["public_forum"]


def page() -> Response:
    """Return a page as the forum makes them."""
    return make_response(render_template("site/about.html"))


def remembered() -> Response:
    """Set a cookie that stays."""
    answer = page()
    answer.set_cookie("__Host-session", "x" * 43, max_age=9, secure=True, httponly=True)
    return answer


def counted() -> Response:
    """Set a cookie that is not in the register."""
    answer = page()
    answer.set_cookie("visitor", "7", httponly=True)
    return answer


def read_by_scripts() -> Response:
    """Set a session cookie without protection."""
    answer = page()
    answer.set_cookie("__Host-session", "x" * 43, secure=True)
    return answer


def without_frame() -> str:
    """Return words without header and footer."""
    return "<p>Hello."


def of_a_member() -> Response:
    """Return what a member's page looks like, to be kept by anybody."""
    html = page().get_data(as_text=True)
    answer = make_response(html.replace('<body class="guest">', "<body>"))
    answer.headers["Cache-Control"] = "public"
    return answer


def with_a_pixel() -> str:
    """Return a page with a picture of another site."""
    html = page().get_data(as_text=True)
    return html.replace("</main>", '<img src="//pixel.example.net/a.gif"></main>')


def without_policy() -> Response:
    """Return a page that may do anything."""
    answer = page()
    answer.headers["Content-Security-Policy"] = "default-src *"
    return answer


BROKEN: dict[Callable[[], Response | str], str] = {
    remembered: "cookie that stays",
    counted: "not in the register",
    read_by_scripts: "scripts can read",
    without_frame: "lacks",
    of_a_member: "others may keep",
    with_a_pixel: "from another site",
    without_policy: "has the policy",
}


@pytest.mark.parametrize(
    ("view", "said"), BROKEN.items(), ids=[view.__name__ for view in BROKEN]
)
def test_what_breaks_a_promise_fails_the_test_that_asked(
    public_forum: Callable[..., Flask], view: Callable[[], Response | str], said: str
) -> None:
    app = public_forum()
    app.add_url_rule("/broken", "broken", view)

    with pytest.raises(AssertionError, match=said):
        Browser(app).visit("/broken")


def test_a_cookie_for_a_guest_who_reads_is_noticed(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum()
    app.add_url_rule("/broken", "broken", remembered)

    with pytest.raises(AssertionError, match="a guest who reads"):
        app.test_client().get("/broken")


def test_every_client_looks(app: Flask) -> None:
    assert isinstance(app.test_client(), WatchingClient)
    assert isinstance(Browser(app).client, WatchingClient)
