"""My name, phone number and ZIP code: how I am known, and nobody else sees."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.db import transaction
from forum.members.registry import actions
from forum.members.registry.forms import DetailsForm
from forum.members.registry.models import Account
from forum.members.registry.views.blueprint import Page, bp
from forum.members.registry.views.security import owner_required


@bp.get("/my/details")
@owner_required
def details(account: Account) -> Page:
    """Show an owner how they are known, to be changed."""
    form = DetailsForm(
        name=account.name, phone=account.phone or "", zip=account.zip_code or ""
    )
    return _details(form)


@bp.post("/my/details")
@owner_required
def details_send(account: Account) -> Page:
    """Change how somebody is known; what is empty is no longer kept."""
    form = DetailsForm()
    if not form.validate():
        return _details(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.change_details(
            account.id,
            form.name.data or "",
            form.phone.data or "",
            form.zip.data or "",
        )
    flash("Your details are saved.", "ok")
    return redirect(url_for("members.my", _anchor="profile"), HTTPStatus.SEE_OTHER)


def _details(form: DetailsForm) -> str:
    return render_template("account/details.html", form=form)
