"""What members are told, and how they wish to be told.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_30_notifications'
down_revision = '2026_11_30_following'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('reference', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(post_id IS NULL) <> (reference IS NULL)', name=op.f('ck_notification_about')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_notification_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_notification_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification')),
    sa.UniqueConstraint('member_id', 'post_id', name=op.f('uq_notification_member_id_post_id')),
    sa.UniqueConstraint('member_id', 'kind', 'reference', name=op.f('uq_notification_member_id_kind_reference')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notification_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_post_id'), ['post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_member_id_read_at'), ['member_id', 'read_at'], unique=False)

    op.create_table('quiet_thread',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_quiet_thread_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_quiet_thread_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'thread_id', name=op.f('pk_quiet_thread'))
    )
    with op.batch_alter_table('quiet_thread', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiet_thread_thread_id'), ['thread_id'], unique=False)

    op.create_table('activity_wish',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('links_only', sa.Boolean(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_activity_wish_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_activity_wish'))
    )
    op.create_table('digest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_digest_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest')),
    sa.UniqueConstraint('member_id', 'day', name=op.f('uq_digest_member_id_day')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_digest_until'), ['until'], unique=False)

    op.add_column('mail_choice', sa.Column('way', sa.String(length=24), nullable=True))


def downgrade() -> None:
    op.drop_column('mail_choice', 'way')
    op.drop_table('digest')
    op.drop_table('activity_wish')
    op.drop_table('quiet_thread')
    op.drop_table('notification')
