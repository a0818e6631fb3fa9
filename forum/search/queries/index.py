"""The index of words behind one protocol: SQLite's FTS5, or PostgreSQL's tsvector.

Both are given the words as `forum/search/words.py` arranges them and take none of
them apart again, so that both find the same.
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol
from typing import cast as cast_type

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Table,
    bindparam,
    cast,
    column,
    delete,
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

POSITION_MAX = 16383
"""PostgreSQL counts no further; a phrase behind that is found by its words."""

ROWS = cast_type(Table, IndexedPost.__table__)


class Matches(Protocol):
    """Where posts that match stand: to be joined, narrowed and put in order."""

    rows: FromClause
    key: ColumnElement[int]
    condition: ColumnElement[bool]
    score: ColumnElement[Any]
    """The smaller, the better."""


class Index(Protocol):
    """Keeps the words of posts and finds posts by them."""

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
    ) -> None:
        self.rows, self.key = rows, key
        self.condition, self.score = condition, score


class Fts5:
    """An index in SQLite. What it is to forget has to be told as it was."""

    _name: ColumnElement[Any] = literal_column("post_fts")
    _merge_pages = 500

    def put(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts, unless they stand there already."""
        before = _standing(documents)
        new = {
            key: words for key, words in documents.items() if before.get(key) != words
        }
        self._forget({key: before[key] for key in new if key in before})
        if new:
            rows = [{"post_id": key, "words": words} for key, words in new.items()]
            db.session.execute(insert(ROWS), rows)
            add = "INSERT INTO post_fts (rowid, words) VALUES (:post_id, :words)"
            db.session.execute(text(add), rows)

    def drop(self, post_ids: Collection[int]) -> None:
        """Forget the words of some posts."""
        self._forget(_standing(post_ids))

    def matches(self, wanted: Wanted) -> Matches:
        """Return how posts with such words are found."""
        fts = table("post_fts", column("rowid"))
        condition = self._name.op("MATCH")(literal(_fts_query(wanted)))
        return _Found(fts, fts.c.rowid, condition, func.bm25(self._name))

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

    def put(self, documents: Mapping[int, str]) -> None:
        """Keep the words of some posts, unless they stand there already."""
        before = _standing(documents)
        new = {
            key: words for key, words in documents.items() if before.get(key) != words
        }
        self.drop(set(new) & set(before))
        if not new:
            return
        rows = [
            {"post_id": key, "words": words, "placed": vector_of(words)}
            for key, words in new.items()
        ]
        vector = cast(bindparam("placed"), TSVECTOR)
        db.session.execute(insert(ROWS).values(vector=vector), rows)

    def drop(self, post_ids: Collection[int]) -> None:
        """Forget the words of some posts."""
        if post_ids:
            db.session.execute(delete(ROWS).where(ROWS.c.post_id.in_(post_ids)))

    def matches(self, wanted: Wanted) -> Matches:
        """Return how posts with such words are found."""
        query = cast(literal(_ts_query(wanted)), TSQUERY)
        vector = ROWS.c.vector
        score = -func.ts_rank(vector, query, 1)
        return _Found(ROWS, ROWS.c.post_id, vector.op("@@")(query), score)

    def tidy(self) -> bool:
        """Do nothing: the table of words is vacuumed like all others with words."""
        return False

    def renew(self) -> None:
        """Do nothing: the column is a part of its row."""


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
