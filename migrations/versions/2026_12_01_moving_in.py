"""What came from another forum, and where it stands here.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_01_moving_in'
down_revision = '2026_12_01_reading_by_machine'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('origin',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('board_id', sa.Integer(), nullable=True),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_origin_member_id')),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_origin_board_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_origin_thread_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_origin_post_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_origin'))
    )
    with op.batch_alter_table('origin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_origin_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_origin_board_id'), ['board_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_origin_thread_id'), ['thread_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_origin_post_id'), ['post_id'], unique=False)

    op.create_table('old_path',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(thread_id IS NULL) <> (post_id IS NULL)', name=op.f('ck_old_path_led')),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_old_path_thread_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_old_path_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_old_path'))
    )
    with op.batch_alter_table('old_path', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_old_path_thread_id'), ['thread_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_old_path_post_id'), ['post_id'], unique=False)

    op.create_table('intake',
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('file', sa.String(length=16), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('source', name=op.f('pk_intake'))
    )


def downgrade() -> None:
    op.drop_table('intake')
    op.drop_table('old_path')
    op.drop_table('origin')
