"""What members watch and mute, and up to where they have read.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_30_following'
down_revision = '2026_11_29_figures'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('watch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('board_id', sa.Integer(), nullable=True),
    sa.Column('level', sa.String(length=24), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(board_id IS NULL) <> (thread_id IS NULL)', name=op.f('ck_watch_placed')),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_watch_board_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_watch_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_watch_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watch')),
    sa.UniqueConstraint('member_id', 'board_id', name=op.f('uq_watch_member_id_board_id')),
    sa.UniqueConstraint('member_id', 'thread_id', name=op.f('uq_watch_member_id_thread_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('watch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_watch_board_id'), ['board_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_watch_thread_id'), ['thread_id'], unique=False)

    op.create_table('follow_choice',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('watches_own', sa.Boolean(), nullable=False),
    sa.Column('keeps_place', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_follow_choice_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_follow_choice'))
    )
    op.create_table('read_up_to',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_read_up_to_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_read_up_to_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'thread_id', name=op.f('pk_read_up_to'))
    )
    with op.batch_alter_table('read_up_to', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_read_up_to_read_at'), ['read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_read_up_to_thread_id'), ['thread_id'], unique=False)

    op.create_table('read_board',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_read_board_board_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_read_board_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'board_id', name=op.f('pk_read_board'))
    )
    with op.batch_alter_table('read_board', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_read_board_at'), ['at'], unique=False)

    op.create_table('read_all',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_read_all_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_read_all'))
    )
    with op.batch_alter_table('read_all', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_read_all_at'), ['at'], unique=False)


def downgrade() -> None:
    op.drop_table('read_all')
    op.drop_table('read_board')
    op.drop_table('read_up_to')
    op.drop_table('follow_choice')
    op.drop_table('watch')
