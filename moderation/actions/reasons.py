"""The words of a statement of reasons, and what none of them may lack."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from forum.core.answers import Refused
from moderation import rules
from moderation.models import ActionKind, ReviewableKind, Rule

APPEAL_HERE = "](appeal)"
"""A link whose address is known once the statement has a number."""
PLAIN = str.maketrans("[]<>`*_", "()()'  ")
"""A title is no Markdown: somebody else's link must not come from us."""
SUBJECTS = {
    ActionKind.REDACT: "We masked words in your post",
    ActionKind.HIDE_UNTIL_EDITED: "Your post is hidden until you edit it",
    ActionKind.REMOVE: "We removed your post",
    ActionKind.REMOVE_THREAD: "We removed your thread",
    ActionKind.MOVE_AND_LOCK: "We moved and locked your thread",
    ActionKind.REJECT: "Your post is not published",
    ActionKind.RESTORE: "Your post is public again",
}
CARD_SUBJECTS = {
    ActionKind.HIDE_CARD: "We hid one of your system cards",
    ActionKind.SHOW_CARD: "Your system card is shown again",
}
GIVING = frozenset({ActionKind.RESTORE, ActionKind.SHOW_CARD})
"""What takes nothing from anybody, so that nobody has to object."""
REMOVED = (
    "Readers see in its place that it was removed, and the rule. This has no end date."
)
SCOPE = {
    ActionKind.REDACT: "The rest of your post is unchanged. The words that were "
    "masked are destroyed and cannot be brought back.",
    ActionKind.HIDE_UNTIL_EDITED: "Only you and moderators see it until you have "
    "edited it and a moderator has read it.",
    ActionKind.REMOVE: REMOVED,
    ActionKind.REMOVE_THREAD: REMOVED,
    ActionKind.MOVE_AND_LOCK: "It stands on another board and takes no more replies. "
    "This has no end date.",
    ActionKind.REJECT: "You still see your post, nobody else does. This has no end "
    "date.",
    ActionKind.HIDE_CARD: "Only you and moderators see it until you have edited "
    "it and a moderator has read it.",
}
"""How far what was done reaches, and until when."""
EXTRA = {
    ActionKind.WARN: "This is a warning. It expires on {until}.",
    ActionKind.STRIKE: "This counts as a strike until {until}. Three strikes within "
    "a year suspend an account.",
    ActionKind.SUSPEND: "Your account is suspended until {until}. You can read, but "
    "not write.",
}
"""What happens to the account besides."""
ANEW = "You can write it anew, without what broke the rule."
CAN_DO = {
    ActionKind.REDACT: "You can edit your post.",
    ActionKind.HIDE_UNTIL_EDITED: "Edit your post; a moderator will then read it "
    "and make it public.",
    ActionKind.REMOVE: ANEW,
    ActionKind.REMOVE_THREAD: ANEW,
    ActionKind.MOVE_AND_LOCK: "You can open a new thread.",
    ActionKind.REJECT: "You can write it anew. Its text is among [your drafts]"
    "(/my/drafts), unless you had begun another one there.",
    ActionKind.HIDE_CARD: "Edit the card; a moderator will look at it again and show "
    "it.",
}
COUNTER = (
    "If it is your own work, or you may use it, [send a counter-notice]"
    "(/p/{post}/counter-notice) within 30 days. The post then comes back after ten to "
    "fourteen business days, unless whoever complained goes to court."
)
HOW = {
    ReviewableKind.HELD_POST: "We check the first posts of every new member.",
    ReviewableKind.PRIVACY_REQUEST: "Somebody asked us to protect their privacy.",
    ReviewableKind.TAKE_IT_DOWN: "Somebody asked us to take down a picture of them. "
    "The post was hidden at once.",
    ReviewableKind.COPYRIGHT: "We received a copyright notice.",
    ReviewableKind.COUNTER_NOTICE: "We received your counter-notice, and we know of "
    "no action in court.",
}
"""How a case came up: never by whom."""
REPORTED = "Readers reported it."
NOTICED = "A moderator noticed it."
CHECKED = "An automated check found it."
EDITED = "You edited it, and we read it again before it became public."
BY_PERSON = "A person decided."
BY_TIME = "This was decided automatically, when the time for it was over."
NEEDED = {
    "what": "what it is about",
    "scope": "how far it reaches",
    "facts": "the reasons",
    "how": "how it came up",
    "by": "who or what decided",
    "rule": "the rule",
    "objection": "how to object",
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that somebody is told about a decision that takes something from them."""

    what: str
    facts: str
    rule: str
    how: str
    by: str
    scope: str
    objection: str
    can_do: tuple[str, ...] = field(default=())

    def parts(self) -> list[str]:
        """Return its paragraphs; a decision without one of them is refused."""
        for one in fields(self):
            if one.name in NEEDED and not str(getattr(self, one.name)).strip():
                raise Refused(f"The reasons do not say {NEEDED[one.name]}. Add it.")
        return [
            self.what,
            *self.facts.strip().split("\n\n"),
            self.rule,
            f"{self.how} {self.by}",
            self.scope,
            *self.can_do,
            self.objection,
        ]


def rests_on(rule: Rule | None) -> str:
    """Name a rule, where it stands, and in which version it held."""
    if rule is None:
        return ""
    named = f"[rule {rule.code[1:]}](/rules#{rule.code})"
    return f"It rests on {named}: {rule.title}. This is version {rule.version} of it."


def objection(now: datetime) -> str:
    """Say how and until when somebody asks for another look."""
    until = day_of(now + rules.APPEAL_WINDOW)
    return (
        f"If you think we are wrong, [appeal{APPEAL_HERE} until {until}. Somebody who "
        "took no part in it will look again."
    )


def day_of(moment: datetime | None) -> str:
    """Return a day as people write it."""
    return f"{moment:%B} {moment.day}, {moment.year}" if moment else ""
