"""The way in: everything administrators look after, and how far a new forum is."""

from dataclasses import dataclass

from flask import current_app, flash, render_template

from forum.admin import actions, queries
from forum.admin.news import AdminPage, admin_pages
from forum.admin.views.blueprint import Page, bp, to
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.queries import has_administrator
from forum.members.viewers import (
    administrator_required,
    current_viewer,
    fresh_administrator_required,
)
from forum.settings import ADDRESSEES, Settings, env_name

PAGES = (
    AdminPage(
        "The forum",
        "Boards",
        "admin.boards",
        "Groups, boards, who reads and writes where.",
    ),
    AdminPage(
        "The forum",
        "Settings",
        "admin.settings",
        "What can be changed while the forum runs.",
    ),
    AdminPage(
        "The forum",
        "Announcements",
        "announcements.every",
        "Words to every member; two administrators agree.",
    ),
    AdminPage(
        "The forum",
        "Read only",
        "site.read_only_page",
        "Let nobody write, for work on the forum.",
    ),
    AdminPage(
        "The forum",
        "First steps",
        "admin.set_up",
        "What a new forum needs before it is public.",
    ),
    AdminPage(
        "People",
        "Members",
        "admin.members",
        "Find somebody, help them, open an address for a reason.",
    ),
    AdminPage(
        "People",
        "Roles",
        "admin.roles",
        "Who looks after what, and who may do what, with why.",
    ),
    AdminPage("People", "Tickets", "tickets.every", "Questions to the operator."),
    AdminPage(
        "People",
        "Disclosures",
        "rights.legal",
        "What a law requires; two administrators agree.",
    ),
    AdminPage(
        "How it runs",
        "Health",
        "site.health",
        "Database, disk, jobs, mail, backups.",
    ),
    AdminPage(
        "How it runs",
        "Statistics",
        "admin.statistics",
        "What is written, reported and decided, by day and board.",
    ),
    AdminPage(
        "How it runs",
        "Traffic",
        "site.traffic",
        "Requests by day.",
    ),
    AdminPage(
        "How it runs",
        "Mail log",
        "mail.log",
        "Which letter left when, and what became of it.",
    ),
    AdminPage(
        "How it runs",
        "Outbox",
        "site.outbox",
        "Mail that was printed instead of sent.",
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something a new forum needs, and whether it has it."""

    label: str
    is_done: bool
    says: str
    endpoint: str = ""


@bp.get("/admin/")
def home() -> Page:
    """Show all pages of administration; on a new forum how to become administrator."""
    if current_viewer().id is None and not has_administrator():
        return render_template("admin/nobody.html")
    return _home()


@administrator_required
def _home(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    pages = (*PAGES, *admin_pages)
    sections: dict[str, list[AdminPage]] = {one.section: [] for one in pages}
    for one in pages:
        sections[one.section].append(one)
    missing = [step for step in _steps() if not step.is_done]
    return render_template("admin/home.html", sections=sections, missing=len(missing))


@bp.get("/admin/set-up")
@administrator_required
def set_up(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what a new forum needs, and what of it is there."""
    return render_template("admin/set_up.html", steps=_steps())


@bp.post("/admin/set-up/mail")
@fresh_administrator_required
def set_up_mail(viewer: Member) -> Page:
    """Write a mail to the administrator who asks, to see whether it arrives."""
    with transaction():
        actions.test_mail(viewer, utcnow())
    flash("A mail to your own address is on its way. See whether it arrives.", "ok")
    return to("set_up")


def _steps() -> tuple[Step, ...]:
    settings: Settings = current_app.extensions["settings"]
    there = queries.start()
    missing = [env_name(name) for name in ADDRESSEES if not getattr(settings, name)]
    prints = settings.mail == "console:"
    return (
        Step(
            "Who runs the forum, and how to reach them",
            not missing,
            f"Set {', '.join(missing)}." if missing else "All four are set.",
        ),
        Step(
            "Where people reach it",
            not settings.is_local,
            f"It answers at {settings.base_url}. "
            + ("Set FORUM_BASE_URL before it is public." if settings.is_local else ""),
        ),
        Step(
            "Mail",
            not prints and there.mails_sent > 0,
            "Mail is printed, not sent. Set FORUM_MAIL."
            if prints
            else f"{there.mails_sent:,} mails left in the last 90 days.",
        ),
        Step(
            "Boards",
            there.boards > 0,
            f"There are {there.boards:,}. Look at names, hints and who writes where.",
            "admin.boards",
        ),
        Step(
            "A second administrator",
            there.administrators > 1,
            "Announcements and disclosures need two. Give the role on their page.",
            "admin.members",
        ),
        Step(
            "A first thread",
            there.threads > 0,
            "Say what this forum is for, and how people help each other here.",
            "boards.index",
        ),
    )
