"""Rules are changed by administrators; what held before stays readable."""

from typing import Any

from moderation.models import AuditEvent, ReasonTemplate, Rule, RuleVersion
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened
from tests.world import World

BODY = "Keep what identifies a person or a device to yourself, always."


def changed(ada: Browser, **fields: Any) -> str:
    """Change the third rule through its form."""
    ada.visit("/moderation/rules/R3")
    return ada.submit("/moderation/rules/R3", **fields).text


def test_another_wording_is_another_version_and_the_old_one_stays(
    ada: Browser, guest: Browser, world: World
) -> None:
    before = world.row(Rule, "R3")

    said = changed(ada, body=BODY)

    assert "Saved. The wording before stays readable" in said
    (old,) = world.rows(RuleVersion)
    assert (old.rule_code, old.version, old.body) == ("R3", 1, before.body)
    assert world.row(Rule, "R3").version == 2
    assert BODY in guest.visit("/rules").text
    history = guest.visit(guest.page.link("Earlier wordings"))
    assert before.body in history.text
    assert "Version 2, in force since" in history.text
    assert "rule_changed" in [one.action for one in world.rows(AuditEvent)]


def test_a_decision_names_the_version_that_held(
    ada: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    changed(ada, body=BODY)
    post = world.reply(world.thread("ken"), "rosa")
    decided(mo, flagged(world, post), "remove")

    rosa.visit("/my/decisions")
    page = rosa.visit(rosa.page.link("removed"))

    assert "This is version 2 of it." in page.text


def test_words_to_start_from_alone_make_no_version(ada: Browser, world: World) -> None:
    changed(ada, template="Your post names somebody who did not ask for it.")

    assert world.row(Rule, "R3").version == 1
    assert not world.rows(RuleVersion)


def test_who_comes_second_sees_what_changed_meanwhile(
    ada: Browser, world: World
) -> None:
    ada.visit("/moderation/rules/R3")
    values = ada.page.values("/moderation/rules/R3")
    changed(ada, body=BODY)

    page = ada.post("/moderation/rules/R3", values)

    assert page.status == 409
    assert BODY in page.text
    assert "Somebody changed it meanwhile" in page.text
    assert world.row(Rule, "R3").body == BODY


def test_a_rule_needs_words(ada: Browser, world: World) -> None:
    ada.visit("/moderation/rules/R3")

    page = ada.submit("/moderation/rules/R3", body="", title="A title that stays")

    assert page.status == 422
    assert page.values("/moderation/rules/R3")["title"] == "A title that stays"
    assert world.row(Rule, "R3").version == 1


def test_personal_details_in_a_rule_are_asked_about(ada: Browser) -> None:
    said = changed(ada, body="Call me at (413) 555-0142 if you do not understand this.")

    assert "Check what will be public" in said


def test_moderators_find_words_to_start_from_at_a_case(
    ada: Browser, mo: Browser, world: World
) -> None:
    ada.visit("/moderation/rules/R3/words")
    page = ada.submit(
        "/words", title="A serial number", body="Your photo shows a serial."
    )
    assert "Saved. Moderators find it" in page.text
    case = flagged(world, world.reply(world.thread("ken"), "rosa"))

    assert "A serial number: Your photo shows a serial." in opened(mo, case).text

    (row,) = world.rows(ReasonTemplate)
    ada.visit(f"/moderation/words-to-start/{row.id}")
    fields = ada.page.values(f"/words-to-start/{row.id}")
    del fields["active"]
    ada.post(f"/moderation/words-to-start/{row.id}", fields)
    assert "A serial number" not in opened(mo, case).text
    assert {"template_added", "template_changed"} <= {
        one.action for one in world.rows(AuditEvent)
    }


def test_only_administrators_change_rules(mo: Browser) -> None:
    assert mo.visit("/moderation/rules").status == 403
    assert mo.visit("/moderation/rules/R3").status == 403
