"""Indexes by which pages cost the same, however much there is.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

from alembic import op

revision = '2026_12_02_growing'
down_revision = '2026_12_02_page_versions'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Led by a state that nearly all rows have, they were taken where others are better.
    op.drop_index('ix_post_news', table_name='post')
    op.create_index('ix_post_news', 'post', ['published_at', 'id', 'state'], unique=False)
    op.create_index(op.f('ix_post_thread_id_published_at'), 'post', ['thread_id', 'published_at'], unique=False)
    op.drop_index(op.f('ix_post_thread_id'), table_name='post')
    op.drop_index('ix_thread_active', table_name='thread')
    op.create_index('ix_thread_active', 'thread', ['active_at', 'id', 'state'], unique=False)
    op.create_index('ix_thread_newest', 'thread', ['board_id', 'active_at', 'id', 'state'], unique=False)
    if op.get_bind().dialect.name == 'postgresql':
        # Else it thinks that a rare word is in many posts, and goes through all of them.
        op.execute('ALTER TABLE post_index ALTER COLUMN vector SET STATISTICS 1000')


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE post_index ALTER COLUMN vector SET STATISTICS -1')
    op.drop_index('ix_thread_newest', table_name='thread')
    op.drop_index('ix_thread_active', table_name='thread')
    op.create_index('ix_thread_active', 'thread', ['state', 'active_at', 'id'], unique=False)
    op.create_index(op.f('ix_post_thread_id'), 'post', ['thread_id'], unique=False)
    op.drop_index(op.f('ix_post_thread_id_published_at'), table_name='post')
    op.drop_index('ix_post_news', table_name='post')
    op.create_index('ix_post_news', 'post', ['state', 'published_at', 'id'], unique=False)
