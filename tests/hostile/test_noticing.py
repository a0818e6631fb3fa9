"""An answer that is none is noticed, whatever else is in order."""

import logging
from random import Random

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.hostile import rubbish
from tests.hostile.attack import wrong_with
from tests.hostile.complaints import Complaints, complaints
from tests.hostile.making import made
from tests.hostile.sending import Sent, answered
from tests.hostile.targets import Target


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"status_code": 500}, "answered 500"),
        ({"status_code": 503}, "answered 503"),
        ({"data": f"<p>{rubbish.MARK} onload=x>"}, "shows b'<zqx'"),
        ({"data": f"<p>{rubbish.WORKED_OUT}"}, "shows b'1343433'"),
        ({"location": "https://evil.example/"}, "leads to https://evil.example/"),
    ],
)
def test_what_no_answer_may_be_is_noticed(
    app: Flask, change: dict[str, object], wrong: str
) -> None:
    answer = answered(app, Sent("GET", "/about"))
    assert [*wrong_with(answer, app)] == []

    for name, value in change.items():
        setattr(answer, name, value)

    assert any(one.startswith(wrong) for one in wrong_with(answer, app))


def test_a_failure_that_is_logged_is_noticed() -> None:
    log = Complaints()

    with complaints(log):
        logging.getLogger("forum.site.errors").error("error %s", "1f3a")

    assert log.said == ["error 1f3a"]


def test_a_seed_makes_the_same_request_again() -> None:
    target = Target("POST", "/sign-in", "account.sign_in_send", fields=[("a", "b")])

    first, again = (
        [str(made(Random(number), target, ["x"] * 30)) for number in range(300)]  # noqa: S311 - to be repeated
        for _ in range(2)
    )

    assert first == again
    assert len(set(first)) > 200


def test_a_meant_pause_is_no_failure(app: Flask) -> None:
    answer: TestResponse = answered(app, Sent("GET", "/about"))

    answer.status_code, answer.headers["Retry-After"] = 503, "60"

    assert [*wrong_with(answer, app)] == []
