"""Forms that the law asks for.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_law'
down_revision = '2026_11_27_logs'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=9), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('relation', sa.String(length=24), nullable=True),
    sa.Column('name', sa.LargeBinary(), nullable=True),
    sa.Column('email', sa.LargeBinary(), nullable=True),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.Column('postal', sa.LargeBinary(), nullable=True),
    sa.Column('signature', sa.LargeBinary(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('sworn', sa.String(length=120), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_notice_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('reference', name=op.f('uq_notice_reference')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_closed_at_received_at'), ['closed_at', 'received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_member_id'), ['member_id'], unique=False)

    op.create_table('notice_case',
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_case_notice_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_notice_case_reviewable_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('notice_id', 'reviewable_id', name=op.f('pk_notice_case'))
    )
    with op.batch_alter_table('notice_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_case_reviewable_id'), ['reviewable_id'], unique=False)

    op.create_table('account_lock',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('locked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_account_lock_member_id')),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_account_lock_reviewable_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_lock'))
    )
    with op.batch_alter_table('account_lock', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_lock_reviewable_id'), ['reviewable_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_lock_member_id'), ['member_id'], unique=False)

    op.create_table('blocked_picture',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('image_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', 'image_id', name=op.f('pk_blocked_picture'))
    )
    with op.batch_alter_table('image', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sealed', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('digest', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_image_digest'), ['digest'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('image', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_image_digest'))
        batch_op.drop_column('digest')
        batch_op.drop_column('sealed')

    op.drop_table('blocked_picture')
    op.drop_table('account_lock')
    op.drop_table('notice_case')
    op.drop_table('notice')
