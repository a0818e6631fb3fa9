"""Every field of a form is in the inventory: where its answer is kept, or why not."""

from collections.abc import Iterator
from fnmatch import fnmatch

import pytest
from flask import Flask
from wtforms.fields.core import UnboundField

from forum.core.db import Base
from forum.core.forms import Form
from forum.privacy.inventory import FORMS, read_forms
from tests.structure.sources import ROOT

OF_MODERATION = ROOT / "moderation" / "forms.toml"


def forms_below(above: type[Form] = Form) -> Iterator[type[Form]]:
    """Yield every form of the forum."""
    for form in above.__subclasses__():
        if form.__module__.startswith(("forum.", "moderation.")):
            yield form
            yield from forms_below(form)


def fields_of(form: type[Form]) -> list[str]:
    """Return the names of a form's own fields."""
    return [name for name, one in vars(form).items() if isinstance(one, UnboundField)]


def _listed(form: type[Form]) -> list[str]:
    of_moderation = form.__module__.startswith("moderation.")
    lists = read_forms(OF_MODERATION if of_moderation else FORMS)
    return [
        pattern
        for kind in ("kept", "not_kept")
        for pattern in lists[kind].get(form.__name__, {})
    ]


def test_every_field_of_every_form_is_listed(app: Flask) -> None:
    forms = set(forms_below())

    missing = [
        f"{form.__name__}.{field}"
        for form in forms
        for field in fields_of(form)
        if not any(fnmatch(field, pattern) for pattern in _listed(form))
    ]

    assert len(forms) > 15, app
    assert not missing


@pytest.mark.parametrize("path", [FORMS, OF_MODERATION], ids=["forum", "moderation"])
def test_every_column_that_is_named_exists(app: Flask, path: object) -> None:
    lists = read_forms(FORMS if path == FORMS else OF_MODERATION)
    tables = Base.metadata.tables

    unknown = [
        column
        for form in lists["kept"].values()
        for column in form.values()
        if column.partition(".")[2] not in tables[column.partition(".")[0]].columns
    ]

    assert not unknown, app


def test_no_field_is_listed_that_no_form_has(app: Flask) -> None:
    known: dict[str, list[str]] = {}
    for form in set(forms_below()):
        known.setdefault(form.__name__, []).extend(fields_of(form))

    unknown = [
        f"{form}.{pattern}"
        for path in (FORMS, OF_MODERATION)
        for kind in read_forms(path).values()
        for form, patterns in kind.items()
        for pattern in patterns
        if not any(fnmatch(field, pattern) for field in known.get(form, []))
    ]

    assert not unknown, app
