"""Who gets in where: a few rules by how an address begins, for every route there is."""

from enum import Enum


class Door(Enum):
    """For whom an address is."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    OWNER = "whose it is"
    OWNER_OR_TEAM = "whose it is, and moderators of any board"
    OWNER_OR_MODERATORS = "whose it is, and moderators of its board"
    TEAM = "moderators of any board"
    MODERATORS = "moderators of that board"
    ADMINISTRATORS = "administrators"


class Answer(Enum):
    """What somebody gets."""

    IN = "is let in"
    SIGN_IN = "is asked to sign in"
    REFUSED = "is refused"
    NOT_THEIRS = "finds nothing of their own there"
    LED = "is led to the page about their suspension"


READ = {
    Door.EVERYBODY: (
        *("/.well-known/", "/<any(privacy, terms):name>/", "/about", "/api", "/b/"),
        *("/attachments/", "/contact", "/copyright", "/delete/stop/", "/drafts"),
        *("/feed.atom", "/formatting", "/healthz", "/latest", "/learn", "/leave"),
        *("/left/", "/m/<handle>", "/mail/", "/notices/", "/p/<int:post_id>"),
        *("/p/<int:post_id>/flag", "/privacy", "/promises", "/readyz", "/register"),
        *("/reset", "/robots.txt", "/rules", "/search", "/security", "/sign-in"),
        *("/signs/", "/sitemap", "/static/", "/statistics", "/support", "/systems"),
        *("/t/", "/take-it-down", "/terms", "/transparency", "/verify/"),
    ),
    Door.MEMBERS: (
        *("/api/v1/me/", "/b/<slug>/new", "/confirm", "/m/<handle>/", "/mentions"),
        *("/my", "/notifications", "/p/<int:post_id>/", "/search/similar"),
        *("/systems/<", "/systems/suggest", "/t/<int:thread_id>/reply", "/unread"),
    ),
    Door.OWNER: (
        *("/my/decisions/<", "/my/email/<", "/my/systems/<"),
        *("/p/<int:post_id>/edit", "/p/<int:post_id>/counter-notice"),
        *("/p/<int:post_id>/take-back", "/p/<int:post_id>/withdraw"),
    ),
    Door.OWNER_OR_TEAM: (
        *("/p/<int:post_id>/take-back/<", "/p/<int:post_id>/wordings"),
    ),
    Door.TEAM: (
        *("/moderation/batch", "/moderation/figures", "/moderation/keys"),
        *("/moderation/queue", "/moderation/second-looks"),
    ),
    Door.MODERATORS: ("/moderation/", "/moderation/second-looks/<"),
    Door.ADMINISTRATORS: (
        *("/admin/", "/moderation/boards", "/moderation/rules", "/moderation/team"),
        *("/moderation/posts/<int:post_id>/purge", "/moderation/words-to-start"),
    ),
}
"""Who reads what. The longest beginning that fits an address decides."""
SENT = {
    Door.EVERYBODY: (
        *("/contact", "/copyright", "/delete/stop/", "/mail/", "/privacy-request"),
        *("/p/<int:post_id>/flag", "/register", "/reset", "/sign-in", "/sign-out"),
        *("/take-it-down", "/verify/"),
    ),
    Door.MEMBERS: (
        *("/<any(privacy, terms):name>/", "/b/", "/check", "/confirm", "/m/", "/my/"),
        *("/announcements/", "/notifications/", "/p/", "/preview", "/systems/"),
        *("/t/", "/unread/"),
    ),
    Door.OWNER: (
        *("/my/bookmarks/<", "/my/decisions/<", "/my/drafts/<", "/my/email/<"),
        *("/my/flags/<", "/my/following/<", "/my/systems/<"),
        *READ[Door.OWNER][3:],
    ),
    Door.OWNER_OR_MODERATORS: (
        *("/p/<int:post_id>/answer", "/p/<int:post_id>/no-answer"),
    ),
    Door.TEAM: READ[Door.TEAM],
    Door.MODERATORS: READ[Door.MODERATORS],
    Door.ADMINISTRATORS: READ[Door.ADMINISTRATORS],
}
"""Who sends what to where."""
OPEN_TO_SUSPENDED = (
    *("/.well-known/", "/<any(privacy, terms):name>/", "/about", "/api/v1/"),
    *("/attachments/", "/confirm", "/contact", "/copyright", "/delete/stop/"),
    *("/healthz", "/learn", "/leave", "/left/", "/mail/", "/my/access"),
    *("/my/deactivate", "/my/decisions", "/my/delete", "/my/details", "/my/drafts"),
    *("/my/email/", "/my/export", "/my/mail", "/my/privacy", "/my/profile"),
    *("/my/security", "/my/sessions", "/my/stay", "/my/suspended", "/notices/"),
    *("/privacy", "/promises", "/readyz", "/register", "/reset", "/robots.txt"),
    *("/rules", "/security", "/sign-in", "/sign-out", "/static/", "/support"),
    *("/take-it-down", "/terms", "/transparency", "/verify/"),
    *("/p/<int:post_id>/counter-notice", "/p/<int:post_id>/take-back"),
    "/p/<int:post_id>/withdraw",
)
"""What a suspended member gets like others: signing in and out, rights, documents."""
OPEN_ALONE = ("/my/systems", "/my/systems/<int:card_id>/remove")
"""The same, but not what lies below."""
CLOSED_TO_SUSPENDED = "/my/drafts/save"


def door(rule: str, method: str) -> Door | None:
    """Return for whom a route is; None if nobody put it in the table."""
    if rule == "/":
        return Door.EVERYBODY
    table = READ if method == "GET" else SENT
    fitting = {
        begins: who
        for who, every in table.items()
        for begins in every
        if rule.startswith(begins)
    }
    return fitting[max(fitting, key=len)] if fitting else None


OF_OWNERS = {Door.OWNER, Door.OWNER_OR_TEAM, Door.OWNER_OR_MODERATORS}
OF_STAFF = {Door.TEAM, Door.MODERATORS, Door.ADMINISTRATORS}
LETS_IN = {
    "guest": {Door.EVERYBODY},
    "suspended": {Door.EVERYBODY, Door.MEMBERS},
    "stranger": {Door.EVERYBODY, Door.MEMBERS},
    "member": {*Door} - OF_STAFF,
    "of another board": {
        *(Door.EVERYBODY, Door.MEMBERS, Door.TEAM, Door.OWNER_OR_TEAM),
    },
    "moderator": {*Door} - {Door.OWNER, Door.ADMINISTRATORS},
    "administrator": {*Door} - {Door.OWNER},
}
"""Which doors are open to whom."""


def expected(who: str, rule: str, where: Door) -> Answer:
    """Return what somebody gets at a route."""
    if who == "suspended" and not _is_open_to_suspended(rule):
        return Answer.LED
    if where in LETS_IN[who]:
        return Answer.IN
    if who == "guest":
        return Answer.SIGN_IN
    return Answer.NOT_THEIRS if where in OF_OWNERS else Answer.REFUSED


def _is_open_to_suspended(address: str) -> bool:
    if address == CLOSED_TO_SUSPENDED:
        return False
    return address in OPEN_ALONE or address.startswith(OPEN_TO_SUSPENDED)
