"""The index of words, and which threads are about the same.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '2026_12_01_searching'
down_revision = '2026_11_30_fairness'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('post_index',
    sa.Column('post_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('vector', sa.Text().with_variant(postgresql.TSVECTOR(), 'postgresql'), nullable=True),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_post_index_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', name=op.f('pk_post_index'))
    )
    op.create_index('ix_post_index_vector', 'post_index', ['vector'], unique=False, postgresql_using='gin', sqlite_where=sa.text('vector IS NOT NULL'))
    op.create_table('thread_alike',
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['other_id'], ['thread.id'], name=op.f('fk_thread_alike_other_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_thread_alike_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'other_id', name=op.f('pk_thread_alike'))
    )
    op.create_index(op.f('ix_thread_alike_other_id'), 'thread_alike', ['other_id'], unique=False)
    if op.get_bind().dialect.name == 'postgresql':
        return
    # The words come taken apart: only blanks stand between them.
    op.execute("""
        CREATE VIRTUAL TABLE post_fts USING fts5(
            words, content='post_index', content_rowid='post_id',
            tokenize="ascii tokenchars '+.=~^'"
        )
    """)


def downgrade() -> None:
    # The version before has nobody who does them.
    op.execute("""
        DELETE FROM job WHERE kind IN (
            'arrange words for searching',
            'find threads about the same',
            'find which threads are about the same'
        )
    """)
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE post_fts')
    op.drop_index(op.f('ix_thread_alike_other_id'), table_name='thread_alike')
    op.drop_table('thread_alike')
    op.drop_index('ix_post_index_vector', table_name='post_index', postgresql_using='gin', sqlite_where=sa.text('vector IS NOT NULL'))
    op.drop_table('post_index')
