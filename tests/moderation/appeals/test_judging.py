"""Deciding about appeals: by somebody else, with everything brought back."""

from forum.boards.models import Post, PostState, Thread
from forum.members.models import Member, Role
from moderation.appeals.models import Appeal
from moderation.models import (
    ActionKind,
    Flag,
    FlagStatus,
    ModAction,
    Outcome,
    Reviewable,
    ReviewStatus,
    Statement,
)
from moderation.rules import CLICK_WITHIN
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.moderation.appeals.asking import (
    WHY,
    WORDS,
    a_day_passes,
    appealed,
    case_of,
    judged,
    last_decision,
    told,
)
from tests.moderation.cases import decided, flagged
from tests.moderation.proofs.invariants import faults
from tests.world import World, words_of


def test_granting_restores_the_words_the_counts_and_the_account(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo, warn="y", suspend="7")
    post = world.rows(Post)[-1]
    rosa.sign_in("rosa")
    appealed(rosa, statement)

    page = judged(ada, case_of(world), "grant")
    world.run_jobs(CLICK_WITHIN)

    row, member = world.row(Post, post.id), world.row(Member, post.author_id)
    assert "Decided." in page.text
    assert (row.state, row.html) == (PostState.PUBLISHED, post.html)
    assert world.row(Thread, row.thread_id).reply_count == 1
    assert (member.post_count, member.suspended_until) == (1, None)
    assert not faults(world)
    assert {flag.status for flag in world.rows(Flag)} == {FlagStatus.DISMISSED}
    mail = world.outbox.to("rosa@example.com")[-1]
    assert mail["Subject"] == "[Service] We granted your appeal"
    assert "Your post is back as it was before." in words_of(mail)
    assert "The warning is cancelled." in words_of(mail)


def test_who_decided_does_not_decide_about_the_appeal(
    mo: Browser, rosa: Browser, world: World
) -> None:
    world.member("max_mod", Role.MODERATOR)
    appealed(rosa, told(world, mo))
    case = case_of(world)
    a_day_passes(world)

    page = mo.visit(f"/moderation/appeals/{case}")
    token = {"csrf_token": page.values("/sign-out")["csrf_token"]}
    sent = {"outcome": "refuse", "reason": WHY, "version": "1"}
    answer = mo.post(f"/moderation/appeals/{case}/decide", token | sent)

    assert "You took part in this decision" in page.text
    assert not page.forms("/decide")
    assert answer.status == 403
    assert world.row(Reviewable, case).status is ReviewStatus.OPEN


def test_who_is_alone_decides_after_a_day_and_it_is_marked(
    mo: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    appealed(rosa, statement)
    case = case_of(world)
    assert "after 24 hours" in mo.visit(f"/moderation/appeals/{case}").text
    a_day_passes(world)

    judged(mo, case, "refuse")

    (appeal,) = world.rows(Appeal)
    assert appeal.by_same_person
    assert "same person" in mo.visit(f"/moderation/appeals/{case}").text
    told_of = max(one.id for one in world.rows(Statement))
    page = rosa.visit(f"/my/decisions/{told_of}")
    assert "somebody who took part in the decision looked again" in page.text


def test_changing_the_decision_takes_back_what_was_chosen_alone(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo, warn="y", suspend="7")
    post = world.rows(Post)[-1].id
    rosa.sign_in("rosa")
    appealed(rosa, statement)

    page = judged(ada, case_of(world), "modify", undone="suspend")

    assert page.status == 200, page.text

    assert world.row(Post, post).state is PostState.REMOVED
    assert world.row(Member, world.member_id("rosa")).suspended_until is None
    (warned,) = [one for one in world.rows(ModAction) if one.kind is ActionKind.WARN]
    assert warned.reversed_by is None
    assert last_decision(world).outcome is Outcome.MODIFY


def test_changing_nothing_is_no_change(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))

    page = judged(ada, case_of(world), "modify")

    assert page.status == 422
    assert "Choose what is taken back" in page.text
    assert WHY in page.html


def test_refusing_says_why_and_the_decision_stays(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    appealed(rosa, statement)

    judged(ada, case_of(world), "refuse", reason="The sign shows another number.")

    assert world.rows(Post)[-1].state is PostState.REMOVED
    newest = max(one.id for one in world.rows(Statement))
    page = rosa.visit(f"/my/decisions/{newest}")
    assert page.heading == "Our decision stands after your appeal"
    assert "The sign shows another number." in page.text
    assert "the decision stands" in rosa.visit(f"/my/decisions/{statement}").text


def test_an_abusive_appeal_lets_the_right_rest_and_that_is_appealed_once(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    world.member("max_mod", Role.MODERATOR)
    judged(ada, case_of(world), "abusive")
    resting = max(one.id for one in world.rows(Statement))

    another = told(world, mo, hours=1)
    again = rosa.visit(f"/my/decisions/{another}/appeal")
    allowed = appealed(rosa, resting, "I meant it.")
    page = mo.visit(f"/moderation/appeals/{case_of(world)}")

    assert again.status == 403
    assert "You can appeal again from" in again.text
    assert allowed.status == 200
    assert "Only an administrator decides" in page.text


def test_what_was_masked_does_not_come_back_by_an_appeal(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo, "mask", words=PHONE))
    case = case_of(world)

    page = ada.visit(f"/moderation/appeals/{case}")
    judged(ada, case, "grant")

    assert "cannot be undone" in page.text
    assert PHONE not in world.rows(Post)[-1].html
    newest = max(one.id for one in world.rows(Statement))
    told_of = rosa.visit(f"/my/decisions/{newest}").text
    assert "This could not be brought back: the words that were masked." in told_of


def test_the_page_shows_what_was_decided_and_the_text_then(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))

    page = ada.visit(f"/moderation/appeals/{case_of(world)}")

    for said in (WORDS, "We removed your post", "mo_mod", PHONE, "Removed the post"):
        assert said in page.text
    assert "rosa@example.com" not in page.text


def test_who_comes_second_is_told_and_keeps_the_text(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    case = case_of(world)
    other = Browser(world.app)
    world.member("max_mod", Role.MODERATOR)
    other.sign_in("max_mod")
    other.visit(f"/moderation/appeals/{case}")
    judged(ada, case, "refuse")

    page = other.submit("/decide", outcome="grant", reason="I would grant it.")

    assert page.status == 409
    assert world.rows(Appeal)[0].outcome is Outcome.REFUSE


def test_a_decision_under_appeal_is_not_taken_back_beside_it(
    mo: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    decision = last_decision(world).id

    mo.visit(f"/moderation/decisions/{decision}/reverse")
    page = mo.submit("/reverse", reason=WHY)

    assert page.status == 403
    assert "An appeal against this decision is open" in page.text


def test_an_appeal_is_claimed_like_other_cases(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    case = case_of(world)

    ada.visit(f"/moderation/appeals/{case}")
    page = ada.submit("/claim")

    assert page.path == f"/moderation/appeals/{case}"
    assert "Claimed by you" in page.text


def test_whoever_reported_it_hears_of_a_granted_appeal(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    statement = told(world, mo)
    reporter = Browser(world.app)
    reporter.begin_session(world.session_of(world.member_id("whistle")))
    reporter.visit("/my/flags")
    reporter.submit("/seen")
    assert "was decided." not in reporter.visit("/my/flags").text

    appealed(rosa, statement)
    judged(ada, case_of(world), "grant")

    page = reporter.visit("/my/flags")
    assert "1 report of yours was decided." in page.text
    assert "within the rules" in page.text


def test_whoever_reported_it_took_part(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    other = world.member("max_mod", Role.MODERATOR)
    at_work = Browser(world.app)
    at_work.begin_session(world.session_of(other))
    post = world.reply(world.thread("asker"), "rosa", CALL_ME)
    decided(mo, flagged(world, post, "max_mod"), "remove")
    appealed(rosa, max(one.id for one in world.rows(Statement)))

    page = at_work.visit(f"/moderation/appeals/{case_of(world)}")

    assert "You took part in this decision" in page.text
    assert not page.forms("/decide")
    assert ada.visit(f"/moderation/appeals/{case_of(world)}").forms("/decide")


def test_about_the_right_itself_nobody_lets_it_rest_again(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    other = Browser(world.app)
    other.begin_session(world.session_of(world.member("max_mod", Role.MODERATOR)))
    judged(other, case_of(world), "abusive")
    appealed(rosa, max(one.id for one in world.rows(Statement)), "I meant it.")
    case = case_of(world)

    page = ada.visit(f"/moderation/appeals/{case}")
    abusive = judged(ada, case, "abusive")
    judged(ada, case, "refuse")

    assert "Refuse it as abusive" not in page.text
    assert abusive.status == 422
    answer = max(one.id for one in world.rows(Statement))
    assert rosa.visit(f"/my/decisions/{answer}/appeal").status == 403
    assert "administrator" not in rosa.visit(f"/my/decisions/{answer}").text


def test_a_lone_administrator_decides_about_the_right_they_let_rest(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    appealed(rosa, told(world, mo))
    judged(ada, case_of(world), "abusive")
    appealed(rosa, max(one.id for one in world.rows(Statement)), "I meant it.")
    case = case_of(world)
    assert "after 24 hours" in ada.visit(f"/moderation/appeals/{case}").text
    a_day_passes(world)

    judged(ada, case, "grant")

    assert last_decision(world).outcome is Outcome.GRANT
    answer = max(one.id for one in world.rows(Statement))
    assert "You can appeal again." in rosa.visit(f"/my/decisions/{answer}").text
