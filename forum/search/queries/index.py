"""The index of words behind one protocol: SQLite's FTS5, or PostgreSQL's tsvector.

Both are given the words as `forum/search/words.py` arranges them and take none of
them apart again, so that both find the same.
"""

import sqlite3
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Protocol
from typing import cast as cast_type

from sqlalchemy import (
    ColumnElement,
    Engine,
    FromClause,
    Table,
    bindparam,
    cast,
    column,
    delete,
    event,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from forum.core.db import db
from forum.search.models import IndexedPost
from forum.search.rules import Sequence, Wanted
from forum.search.words import LOOSE, LOOSE_TITLE, TITLE

MARKS = (TITLE, LOOSE, LOOSE_TITLE)
USUAL, LENGTH = 0.3, 700
"""How fast a word that comes again says less, and in a post of how many characters."""
POSITION_MAX = 16383
"""PostgreSQL counts no further; a phrase behind that is found by its words."""

ROWS = cast_type(Table, IndexedPost.__table__)


class Matches(Protocol):
    """Where posts that match stand: to be joined, narrowed and put in order."""

    rows: FromClause
    key: ColumnElement[int]
    condition: ColumnElement[bool]
    score: ColumnElement[Any]
    """The smaller, the better: how often they stand in a post of that length."""
    weighed: ColumnElement[Any]
    """The same, but rare words weigh more; it takes longer the more posts there are."""


class Index(Protocol):
    """Keeps the words of posts and finds posts by them."""

    def add(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts of which nothing stands there."""

    def put(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts, in the place of what stood there."""

    def drop(self, post_ids: Collection[int]) -> None:
        """Forget the words of some posts."""

    def matches(self, wanted: Wanted) -> Matches:
        """Return how posts with such words are found."""

    def tidy(self) -> bool:
        """Destroy a piece of what was forgotten; say whether more is to be done."""

    def renew(self) -> None:
        """Make anew what stands on the table of words."""


class _Found:
    """Plain values for `Matches`."""

    def __init__(
        self,
        rows: FromClause,
        key: ColumnElement[int],
        condition: ColumnElement[bool],
        score: ColumnElement[Any],
        weighed: ColumnElement[Any],
    ) -> None:
        self.rows, self.key = rows, key
        self.condition, self.score = condition, score
        self.weighed = weighed


class Fts5:
    """An index in SQLite. What it is to forget has to be told as it was."""

    _name: ColumnElement[Any] = literal_column("post_fts")
    _merge_pages = 500

    def add(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts of which nothing stands there."""
        rows = [{"post_id": key, "words": words} for key, words in documents.items()]
        db.session.execute(insert(ROWS), rows)
        add = "INSERT INTO post_fts (rowid, words) VALUES (:post_id, :words)"
        db.session.execute(text(add), rows)

    def put(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts, unless they stand there already."""
        before = _standing(documents)
        new = {
            key: words for key, words in documents.items() if before.get(key) != words
        }
        self._forget({key: before[key] for key in new if key in before})
        if new:
            self.add(new)

    def drop(self, post_ids: Collection[int]) -> None:
        """Forget the words of some posts."""
        self._forget(_standing(post_ids))

    def matches(self, wanted: Wanted) -> Matches:
        """Return how posts with such words are found."""
        fts = table("post_fts", column("rowid"), column("words"))
        condition = self._name.op("MATCH")(literal(_fts_query(wanted)))
        # Not `bm25`: to know how rare a word is, it goes through all that have it.
        often = func.how_often(fts.c.words, literal(_spelled(wanted)))
        return _Found(fts, fts.c.rowid, condition, often, func.bm25(self._name))

    def tidy(self) -> bool:
        """Merge some pages: only then are forgotten words overwritten in the file.

        The first call takes everything up, the later ones go on with it.
        """
        session = db.session()
        pages = -self._merge_pages
        if session.info.get("tidying"):
            pages = -pages
        merge = "INSERT INTO post_fts (post_fts, rank) VALUES ('merge', :pages)"
        before = self._changes()
        session.execute(text(merge), {"pages": pages})
        goes_on = self._changes() - before > 1
        session.info["tidying"] = goes_on
        return goes_on

    def renew(self) -> None:
        """Make the index anew from the table of words."""
        again = "INSERT INTO post_fts (post_fts) VALUES ('rebuild')"
        db.session.execute(text(again))

    def _forget(self, documents: Mapping[int, str]) -> None:
        if not documents:
            return
        gone = (
            "INSERT INTO post_fts (post_fts, rowid, words) "
            "VALUES ('delete', :post_id, :words)"
        )
        rows = [{"post_id": key, "words": words} for key, words in documents.items()]
        db.session.execute(text(gone), rows)
        db.session.execute(delete(ROWS).where(ROWS.c.post_id.in_(documents)))

    @staticmethod
    def _changes() -> int:
        return db.session.scalar(text("SELECT total_changes()")) or 0


class TsVector:
    """An index in PostgreSQL: a column of the table of words."""

    def add(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts of which nothing stands there."""
        rows = [
            {"post_id": key, "words": words, "placed": vector_of(words)}
            for key, words in documents.items()
        ]
        vector = cast(bindparam("placed"), TSVECTOR)
        db.session.execute(insert(ROWS).values(vector=vector), rows)

    def put(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts, unless they stand there already."""
        before = _standing(documents)
        new = {
            key: words for key, words in documents.items() if before.get(key) != words
        }
        self.drop(set(new) & set(before))
        if new:
            self.add(new)

    def drop(self, post_ids: Collection[int]) -> None:
        """Forget the words of some posts."""
        if post_ids:
            db.session.execute(delete(ROWS).where(ROWS.c.post_id.in_(post_ids)))

    def matches(self, wanted: Wanted) -> Matches:
        """Return how posts with such words are found."""
        query = cast(literal(_ts_query(wanted)), TSQUERY)
        vector = ROWS.c.vector
        score = -func.ts_rank(vector, query, 1)
        return _Found(ROWS, ROWS.c.post_id, vector.op("@@")(query), score, score)

    def tidy(self) -> bool:
        """Do nothing: the table of words is vacuumed like all others with words."""
        return False

    def renew(self) -> None:
        """Do nothing: the column is a part of its row."""


@event.listens_for(Engine, "connect")
def _teach(dbapi: Any, _: object) -> None:
    """Let SQLite rank what it finds."""
    if isinstance(dbapi, sqlite3.Connection):
        dbapi.create_function("how_often", 2, _how_often, deterministic=True)


def _how_often(words: str, wanted: str) -> float:
    """Say how much a post is about some words: the less, the more.

    A word that stands there twice does not say twice as much, least in a long post.
    """
    half, found = USUAL + len(words) / LENGTH, 0.0
    for group in _read(wanted):
        count = 0
        for one in group:
            count += words.count(one)
        found -= (count or 1) / ((count or 1) + half)
    return found


def _spelled(wanted: Wanted) -> str:
    """Write what is counted as one value: words as typed, else whatever is wanted."""
    return "\n".join("\t".join(map(" ".join, _plain(one))) for one in wanted.groups)


def _plain(group: Collection[Sequence]) -> Collection[Sequence]:
    return [one for one in group if one[0][0] not in MARKS] or group


@lru_cache(maxsize=64)
def _read(wanted: str) -> tuple[tuple[str, ...], ...]:
    groups = (group.split("\t") for group in wanted.split("\n"))
    return tuple(tuple(f" {one} " for one in group) for group in groups)


def index() -> Index:
    """Return the index of the database in use."""
    return Fts5() if db.engine.dialect.name == "sqlite" else TsVector()


def _standing(post_ids: Collection[int]) -> dict[int, str]:
    rows = select(ROWS.c.post_id, ROWS.c.words).where(ROWS.c.post_id.in_(post_ids))
    return dict(iter(db.session.execute(rows)))


def _fts_query(wanted: Wanted) -> str:
    """Write a query for FTS5. No word of ours has a quote in it."""

    def any_of(sequences: Collection[Sequence]) -> str:
        phrases = (f'"{" ".join(one)}"' for one in sequences)
        return f"({' OR '.join(phrases)})"

    query = " AND ".join(any_of(group) for group in wanted.groups)
    return f"({query}) NOT {any_of(wanted.none_of)}" if wanted.none_of else query


def _ts_query(wanted: Wanted) -> str:
    """Write a query for PostgreSQL."""

    def any_of(sequences: Collection[Sequence]) -> str:
        phrases = (" <-> ".join(f"'{word}'" for word in one) for one in sequences)
        return f"({' | '.join(f'({one})' for one in phrases)})"

    query = " & ".join(any_of(group) for group in wanted.groups)
    return f"{query} & !{any_of(wanted.none_of)}" if wanted.none_of else query


def vector_of(words: str) -> str:
    """Return arranged words as PostgreSQL wants them, each with its places."""
    placed = (
        f"'{word}':{min(place, POSITION_MAX)}"
        for place, word in enumerate(words.split(" "), 1)
        if word
    )
    return " ".join(placed)
