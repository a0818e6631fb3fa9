"""What an author can take back: the words of every version, the pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from forum.boards.models import Post, Quote, Redaction, Revision
from forum.boards.queries.posts import Original
from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.wording import Wording
from forum.disclosure import Registered
from forum.images.queries import Picture, of_post
from forum.members.viewers import Viewer
from forum.warnings import Place, places_in

READ_MAX = 100_000
"""Characters that are looked into for suggestions; an author can name any words."""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a post, as it was typed."""

    number: int
    title: str
    body: str
    reason: str

    @property
    def texts(self) -> dict[str, str]:
        """Its texts by the name of their part."""
        return {"title": self.title, "body": self.body, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class OwnPost:
    """Everything of a post that its author can destroy, newest wording first."""

    original: Original
    versions: tuple[Version, ...]
    pictures: tuple[Picture, ...]

    def found(self, registered: Registered) -> tuple[Place, ...]:
        """Return what the check finds in any wording, each of it once."""
        alts = {f"alt-{one.id}": one.alt for one in self.pictures}
        places: dict[str, Place] = {}
        read: set[str] = set()
        for texts in (alts, *(one.texts for one in self.versions)):
            new = {part: text for part, text in texts.items() if text not in read}
            read.update(new.values())
            if sum(map(len, read)) > READ_MAX:
                break
            for place in places_in(new, registered):
                places.setdefault(place.words.casefold(), place)
        return tuple(places.values())

    def not_there(self, passages: Iterable[str]) -> list[str]:
        """Return those of some passages that stand in no wording."""
        texts = [text for one in self.versions for text in one.texts.values()]
        texts += [one.alt for one in self.pictures]
        return [
            passage
            for passage in passages
            if not any(Wording((passage,), "").stands_in(text) for text in texts)
        ]

    def versions_with(self, wording: Wording) -> int:
        """Return in how many wordings any of the passages stands."""
        return sum(
            any(map(wording.stands_in, one.texts.values())) for one in self.versions
        )


def own_post(original: Original) -> OwnPost:
    """Return everything of a post that can be destroyed. Two queries."""
    rows = db.session.scalars(
        select(Revision)
        .where(Revision.post_id == original.post.id)
        .order_by(Revision.number.desc())
    )
    versions = tuple(
        Version(one.number, one.title or "", one.body, one.reason) for one in rows
    )
    return OwnPost(original, versions, of_post(original.post.id))


def quotes_with(post_id: int, wording: Wording) -> int:
    """Return how many posts that quote this one hold the words. One query."""
    bodies = db.session.scalars(
        select(Revision.body)
        .join(Post, (Post.id == Revision.post_id) & (Post.revision == Revision.number))
        .join(Quote, Quote.post_id == Post.id)
        .where(Quote.source_id == post_id)
    )
    return sum(map(wording.stands_in, bodies))


def newest_receipt(post_id: int, viewer: Viewer) -> Redaction | None:
    """Return what a viewer took back of a post last. One query."""
    return db.session.scalar(
        select(Redaction)
        .where(Redaction.post_id == post_id, Redaction.by_id == viewer.id)
        .order_by(Redaction.id.desc())
        .limit(1)
    )


def receipt(redaction_id: int, post_id: int, viewer: Viewer) -> Redaction:
    """Return what a redaction destroyed, to who did it and to staff. One query."""
    found = db.session.get(Redaction, redaction_id)
    if found is None or found.post_id != post_id:
        raise NotFound
    if found.by_id != viewer.id and not viewer.is_staff:
        raise NotFound
    return found
