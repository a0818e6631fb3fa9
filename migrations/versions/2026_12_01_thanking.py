"""Answers that helped, thanks, bookmarks, members one ignores.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_01_thanking'
down_revision = '2026_12_01_writing'
branch_labels = None
depends_on = None

ASKING = ('planning', 'equipment', 'storage', 'performance', 'care', 'grid')
"""Boards that new forums begin with and that are for questions."""


def upgrade() -> None:
    op.add_column('board', sa.Column('asks', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('thread', sa.Column('answer_id', sa.Integer(), nullable=True))
    op.add_column('post', sa.Column('thanks', sa.Integer(), nullable=False, server_default='0'))
    board = sa.table('board', sa.column('slug', sa.String()), sa.column('asks', sa.Boolean()))
    op.execute(board.update().where(board.c.slug.in_(ASKING)).values(asks=sa.true()))

    op.create_table('thanks',
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_thanks_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_thanks_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'member_id', name=op.f('pk_thanks'))
    )
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_member_id'), ['member_id'], unique=False)

    op.create_table('bookmark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(post_id IS NULL) <> (thread_id IS NULL)', name=op.f('ck_bookmark_placed')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_bookmark_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_bookmark_post_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_bookmark_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bookmark')),
    sa.UniqueConstraint('member_id', 'post_id', name=op.f('uq_bookmark_member_id_post_id')),
    sa.UniqueConstraint('member_id', 'thread_id', name=op.f('uq_bookmark_member_id_thread_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bookmark_post_id'), ['post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bookmark_thread_id'), ['thread_id'], unique=False)

    op.create_table('ignored',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_ignored_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['member.id'], name=op.f('fk_ignored_other_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'other_id', name=op.f('pk_ignored'))
    )
    with op.batch_alter_table('ignored', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ignored_other_id'), ['other_id'], unique=False)


def downgrade() -> None:
    op.drop_table('ignored')
    op.drop_table('bookmark')
    op.drop_table('thanks')
    op.drop_column('post', 'thanks')
    op.drop_column('thread', 'answer_id')
    op.drop_column('board', 'asks')
