"""Changing rules, and the words that reasons start from: administrators alone."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import administrator_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation.figures import actions, queries
from moderation.figures.forms import KINDS, RuleForm, TemplateForm
from moderation.figures.views.blueprint import RULE, WORDS, bp
from moderation.models.reasons import RULE_MAX, TITLE_MAX, WORDS_MAX

BAD = HTTPStatus.UNPROCESSABLE_ENTITY
CHANGED = "Somebody changed it meanwhile. Compare, and save again if you still want to."


@bp.get("/moderation/rules")
@administrator_required
def rules(member: Member) -> str:  # noqa: ARG001 - an administrator only
    """List the rules, and the words that reasons start from."""
    found = queries.rules_and_templates()
    return render_template("figures/rules.html", rules=found, kinds=KINDS)


@bp.get("/moderation/rules/<code>")
@administrator_required
def rule(member: Member, code: str) -> Page:  # noqa: ARG001 - an administrator only
    """Show a rule to be changed."""
    form = RuleForm()
    form.begin(queries.a_rule(code))
    return _rule(form, code)


@bp.post("/moderation/rules/<code>")
@administrator_required
def rule_send(member: Member, code: str) -> Page:
    """Give a rule another wording; the one before stays readable."""
    form, standing = RuleForm(), queries.a_rule(code)
    if not form.validate():
        return _rule(form, code), BAD
    stands = {name: getattr(standing, name) for name in ("title", "body", "template")}
    passages = {
        "title": Passage(
            form.title.data or "", "The rule", RULE, stands["title"], TITLE_MAX
        ),
        "body": Passage(
            form.body.data or "", "The explanation", RULE, stands["body"], RULE_MAX
        ),
        "template": Passage(
            form.template.data or "", "The words", WORDS, stands["template"], WORDS_MAX
        ),
    }
    action = url_for(".rule_send", code=code)
    sending = Sending(action, "Save", "The rule", "saved", passages)
    settled = checked(form, sending, author(member), lambda: _rule(form, code))
    if not isinstance(settled, Settled):
        return settled
    said, seen = settled.texts, form.version.data or 0
    texts = said["title"], said["body"], said["template"]
    with transaction():
        late = actions.change_rule(member, code, seen, texts, utcnow())
        if late is None:
            count(settled.tally, utcnow())
    if late is not None:
        form.version.data = late.version
        return _rule(form, code, CHANGED, queries.a_rule(code)), HTTPStatus.CONFLICT
    flash("Saved. The wording before stays readable, and the log has it.", "ok")
    return redirect(url_for(".rules"), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/rules/<code>/words")
@administrator_required
def words(member: Member, code: str) -> Page:  # noqa: ARG001 - an administrator only
    """Show an empty form for words to start reasons from."""
    queries.a_rule(code)
    form = TemplateForm()
    form.active.data = True
    return _words(form, url_for(".words_send", code=code))


@bp.post("/moderation/rules/<code>/words")
@administrator_required
def words_send(member: Member, code: str) -> Page:
    """Add words to start reasons from."""
    queries.a_rule(code)
    form, action = TemplateForm(), url_for(".words_send", code=code)
    settled = _settled(member, form, action)
    if not isinstance(settled, Settled):
        return settled
    wanted = form.wanted(settled.texts["title"], settled.texts["body"])
    with transaction():
        actions.add_template(member, code, wanted, utcnow())
        count(settled.tally, utcnow())
    flash("Saved. Moderators find it in the decision form.", "ok")
    return redirect(url_for(".rules"), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/words-to-start/<int:template_id>")
@administrator_required
def template(member: Member, template_id: int) -> Page:  # noqa: ARG001 - as above
    """Show words to start reasons from, to be changed."""
    form = TemplateForm()
    form.begin(queries.a_template(template_id))
    return _words(form, url_for(".template_send", template_id=template_id))


@bp.post("/moderation/words-to-start/<int:template_id>")
@administrator_required
def template_send(member: Member, template_id: int) -> Page:
    """Change words to start reasons from, or offer them no more."""
    queries.a_template(template_id)
    form, action = TemplateForm(), url_for(".template_send", template_id=template_id)
    settled = _settled(member, form, action)
    if not isinstance(settled, Settled):
        return settled
    wanted = form.wanted(settled.texts["title"], settled.texts["body"])
    seen = form.version.data or 0
    with transaction():
        late = actions.change_template(member, template_id, seen, wanted, utcnow())
        if late is None:
            count(settled.tally, utcnow())
    if late is not None:
        form.version.data = late.version
        return _words(form, action, CHANGED), HTTPStatus.CONFLICT
    flash("Saved. The log has it.", "ok")
    return redirect(url_for(".rules"), HTTPStatus.SEE_OTHER)


def _settled(member: Member, form: TemplateForm, action: str) -> Settled | Page:
    if not form.validate():
        return _words(form, action), BAD
    passages = {
        "title": Passage(form.title.data or "", "The name", WORDS, at_most=TITLE_MAX),
        "body": Passage(form.body.data or "", "The words", WORDS, at_most=WORDS_MAX),
    }
    sending = Sending(action, "Save", "The words", "saved", passages)
    return checked(form, sending, author(member), lambda: _words(form, action))


def _rule(form: RuleForm, code: str, late: str = "", standing: object = None) -> str:
    return render_template(
        "figures/rule.html", form=form, code=code, late=late, standing=standing
    )


def _words(form: TemplateForm, action: str, late: str = "") -> str:
    return render_template("figures/words.html", form=form, action=action, late=late)
