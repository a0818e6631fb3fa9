"""What moderators do to threads and posts.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_29_tools'
down_revision = '2026_11_29_deciding'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('thread_stub',
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_thread_stub_board_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_thread_stub_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'board_id', name=op.f('pk_thread_stub'))
    )
    with op.batch_alter_table('thread_stub', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_stub_board_id'), ['board_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_stub_until'), ['until'], unique=False)

    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pinned_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('slow_minutes', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('slow_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('slow_reason', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('merged_into', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('purged_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_thread_merged_into'), ['merged_into'], unique=False)

    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edited_by_staff', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('notice', sa.String(length=24), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('notice_version', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_column('notice_version')
        batch_op.drop_column('notice')
        batch_op.drop_column('edited_by_staff')

    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thread_merged_into'))
        batch_op.drop_column('purged_at')
        batch_op.drop_column('merged_into')
        batch_op.drop_column('slow_reason')
        batch_op.drop_column('slow_until')
        batch_op.drop_column('slow_minutes')
        batch_op.drop_column('pinned_until')

    op.drop_table('thread_stub')
