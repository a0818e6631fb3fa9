"""What members see of their own account.

Drafts on the server, who sees what of a profile, another user name. What members
had written about themselves was public, so it stays that until they choose.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_my'
down_revision = '2026_11_28_moving'
branch_labels = None
depends_on = None

SHOWN = sa.Enum('public', 'members', 'hidden', name='shown', native_enum=False, length=24)


def upgrade() -> None:
    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=True),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('once', sa.String(length=48), nullable=False),
    sa.Column('title', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('tags', sa.LargeBinary(), nullable=False),
    sa.Column('alts', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(board_id IS NULL) <> (thread_id IS NULL)', name=op.f('ck_draft_placed')),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_draft_board_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_draft_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_draft_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('member_id', 'board_id', name=op.f('uq_draft_member_id_board_id')),
    sa.UniqueConstraint('member_id', 'thread_id', name=op.f('uq_draft_member_id_thread_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_saved_at'), ['saved_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_thread_id'), ['thread_id'], unique=False)

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about_seen', SHOWN, nullable=False, server_default='public'))
        batch_op.add_column(sa.Column('region', sa.String(length=2), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('region_seen', SHOWN, nullable=False, server_default='hidden'))
        batch_op.add_column(sa.Column('skips_search', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('renamed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('former_handle', schema=None) as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('leads_on', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_former_handle_member_id'), ['member_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_former_handle_member_id'), 'member', ['member_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('former_handle', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_former_handle_member_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_former_handle_member_id'))
        batch_op.drop_column('leads_on')
        batch_op.drop_column('member_id')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('renamed_at')
        batch_op.drop_column('skips_search')
        batch_op.drop_column('region_seen')
        batch_op.drop_column('region')
        batch_op.drop_column('about_seen')

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_thread_id'))
        batch_op.drop_index(batch_op.f('ix_draft_saved_at'))

    op.drop_table('draft')
