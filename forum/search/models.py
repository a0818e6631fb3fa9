"""The table of words by which published posts are found."""

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base
from forum.core.personal import OnErase, SeenBy, personal


class IndexedPost(Base):
    """The words of one published post, arranged for searching.

    There is a row for each post that is published and for no other, written in the
    transaction that changes the post. On SQLite the virtual table `post_fts` stands
    on it; PostgreSQL looks into `vector`, which is empty elsewhere.
    """

    __tablename__ = "post_index"
    __table_args__ = (
        # On SQLite the column is empty, and so is the index.
        Index(
            "ix_post_index_vector",
            "vector",
            postgresql_using="gin",
            sqlite_where=text("vector IS NOT NULL"),
        ),
    )

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[str] = personal(
        Text,
        why="the words of a published post, so that it is found",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.KEEP,
    )
    vector: Mapped[str | None] = personal(
        Text().with_variant(TSVECTOR(), "postgresql"),
        why="the same words as PostgreSQL wants them",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.KEEP,
    )
