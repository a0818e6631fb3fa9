"""What every page needs: who looks, where the links of the site lead, times."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request, url_for
from markupsafe import Markup

from forum.boards.news import Subject, Tool, Tools, post_tools
from forum.core.clock import utcnow
from forum.core.finished.showing import only_until
from forum.core.hooks import Hook
from forum.members.models import Member
from forum.members.news import Badge, counters
from forum.members.signs import sign_of
from forum.members.viewers import Viewer, current_viewer
from forum.settings import Settings
from forum.site import often
from forum.site.finding import is_found

rules_page: Hook[str] = Hook("rules_page")
"""The endpoint of the page with the forum's rules, if an extension has one."""

law_pages: Hook[tuple[str, str]] = Hook("law_pages")
"""Labels and endpoints of forms that a law wants in reach of every page."""

transparency_parts: Hook[Callable[[], Markup]] = Hook("transparency_parts")
"""What an extension tells everybody in figures; one query at most."""


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the site navigation."""

    label: str
    url: str
    is_here: bool


def init_app(app: Flask, settings: Settings) -> None:
    """Give templates what every page shows."""
    often.init_app(app)
    app.context_processor(lambda: _shared(settings))
    app.add_template_filter(_day_with(settings.zone), "day")
    app.add_template_filter(_moment_with(settings.zone), "moment")
    app.add_template_filter(sign_of, "sign")
    app.add_template_filter(_plural, "plural")


def _shared(settings: Settings) -> dict[str, Any]:
    viewer, today = current_viewer(), utcnow().astimezone(settings.zone)
    only_until(datetime(today.year + 1, 1, 1, tzinfo=settings.zone))
    return {
        "viewer": viewer,
        "is_guest": not isinstance(viewer, Member),
        "ways": _ways(settings),
        "badges": _badges(viewer),
        "settings": settings,
        "is_found": is_found(tuple(rules_page)),
        "operator": settings.contact("operator_name"),
        "this_year": today.year,
        "tools_for": partial(_tools, viewer, tuple(post_tools)),
        "law_ways": [(label, url_for(page)) for label, page in law_pages],
        "rules_url": next((url_for(page) for page in rules_page), ""),
    }


def _ways(settings: Settings) -> list[Way]:
    """The four entries of the site navigation; unset ones are pages of our own."""
    endpoint = request.endpoint or ""
    home = settings.nav_home
    ways = [Way("Home", home or url_for("boards.index"), False)]
    for label, given, own in (
        ("Explore Systems", settings.nav_systems, "systems.explore"),
        ("Learn", settings.nav_learn, "site.learn"),
        ("Support", settings.nav_support, "site.support"),
    ):
        ways.append(Way(label, given or url_for(own), endpoint == own))
    is_forum = not any(way.is_here for way in ways)
    if home:
        return [*ways, Way("Forum", url_for("boards.index"), is_forum)]
    return [Way("Home", ways[0].url, is_forum), *ways[1:]]


def _badges(viewer: Viewer) -> list[Badge]:
    if not isinstance(viewer, Member):
        return []
    return [badge for ask in counters if (badge := ask(viewer)) is not None]


def _tools(
    viewer: Viewer, offers: tuple[Tools, ...], subject: Subject
) -> tuple[Tool, ...]:
    return tuple(tool for offer in offers for tool in offer(viewer, subject))


def _day_with(zone: ZoneInfo) -> Callable[[datetime], str]:
    def day(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return f"{local:%b} {local.day}, {local.year}"

    return day


def _moment_with(zone: ZoneInfo) -> Callable[[datetime], str]:
    def moment(moment: datetime) -> str:
        local = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(zone)
        hour = local.hour % 12 or 12
        half = "AM" if local.hour < 12 else "PM"  # noqa: PLR2004 - noon
        return f"{local:%b} {local.day}, {local.year}, {hour}:{local:%M} {half}"

    return moment


def _plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
