"""What administrators may change, and for which reasons."""

from collections.abc import Collection
from datetime import timedelta

from forum.boards.models import SLUG_MAX, Board
from forum.boards.rules import SLUG
from forum.core.answers import YES, Answer, no
from forum.members.models import Member, Role
from forum.members.permissions import DEEDS, Permission

FEW = 10
"""How many members at least stand behind a figure about people."""
OPENED_KEPT = timedelta(days=730)
OPEN_FOR = timedelta(minutes=10)
"""How long an administrator sees an address after opening it."""
FOR_SETTING = {
    "strict": "It was too strict",
    "lenient": "It was not strict enough",
    "trial": "To try something out",
    "incident": "Because of something that happens just now",
    "back": "To put back what was before",
}
FOR_ROLE = {
    "joins": "They join the team",
    "leaves": "They leave the team, or do less",
    "boards": "They look after other boards",
    "mistake": "To put a mistake right",
    "incident": "Because of something that happened",
}
FOR_ADDRESS = {
    "asked": "The member asked us for help",
    "bounced": "Mail to them came back",
    "law": "A law or an authority requires it",
    "safety": "Somebody is in danger",
}
NOBODY = "Nobody stands behind this member any more."
LAST = "Nobody else runs this forum. Make somebody else an administrator first."


def may_be_slug(slug: str) -> Answer:
    """The address of a board is short and plain."""
    if not slug or len(slug) > SLUG_MAX or not SLUG.fullmatch(slug):
        return no(
            f"Use small letters, digits and single dashes, {SLUG_MAX} characters at "
            "most"
        )
    return YES


def may_delete_board(board: Board, threads: int, drafts: int) -> Answer:
    """Only a board on which nothing was ever written can be deleted."""
    if threads:
        return no(f"{board.name} holds threads. Archive it instead.")
    if drafts:
        return no(
            f"Somebody has begun a thread for {board.name}. Archive it instead, or try "
            "again later."
        )
    return YES


def may_change_role(
    member: Member, role: Role, boards: Collection[int], administrators: int
) -> Answer:
    """Roles are given and taken freely, but somebody always runs the forum."""
    if member.is_former:
        return no(NOBODY)
    if boards and role is not Role.MODERATOR:
        return no("Only moderators look after some boards.")
    runs_it = member.role is Role.ADMINISTRATOR and member.deactivated_at is None
    if runs_it and administrators <= 1 and role is not Role.ADMINISTRATOR:
        return no(LAST)
    return YES


def may_be_role(gives: Collection[str], refuses: Collection[str]) -> Answer:
    """A role says something, and not two things about the same."""
    if not gives and not refuses:
        return no("Tick what the role gives, or what it refuses")
    if both := set(gives) & set(refuses):
        deed = DEEDS[Permission(min(both))]
        return no(f"Give it or refuse it, not both: {deed}")
    return YES


def few(people: int) -> str:
    """Return a figure about people as pages tell it."""
    return f"{people:,}" if people >= FEW or not people else f"< {FEW}"
