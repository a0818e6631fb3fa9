"""Boards, groups and settings that administrators change.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_01_running'
down_revision = '2026_12_01_thanking'
branch_labels = None
depends_on = None

SCHEME = sa.Enum('system', 'light', 'dark', name='scheme', native_enum=False, length=24)


def upgrade() -> None:
    op.add_column('member', sa.Column('scheme', SCHEME, nullable=False, server_default='system'))
    op.add_column('member', sa.Column('more_contrast', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('board', sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('member', sa.Column('custom_roles', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('announcement', sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('announcement_dismissal',
    sa.Column('announcement_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['announcement_id'], ['announcement.id'], name=op.f('fk_announcement_dismissal_announcement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_announcement_dismissal_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('announcement_id', 'member_id', name=op.f('pk_announcement_dismissal'))
    )
    with op.batch_alter_table('announcement_dismissal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_announcement_dismissal_member_id'), ['member_id'], unique=False)

    op.create_table('custom_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('gives', sa.JSON(), nullable=False),
    sa.Column('refuses', sa.JSON(), nullable=False),
    sa.Column('boards', sa.JSON(none_as_null=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custom_role')),
    sa.UniqueConstraint('name', name=op.f('uq_custom_role_name')),
    sqlite_autoincrement=True
    )
    op.create_table('changed_tag',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('leads_to', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_changed_tag'))
    )
    op.create_table('former_slug',
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_former_slug_board_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_former_slug'))
    )
    with op.batch_alter_table('former_slug', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_slug_board_id'), ['board_id'], unique=False)

    op.create_table('chosen_setting',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=40), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_chosen_setting'))
    )
    op.create_table('setting_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('before', sa.String(length=40), nullable=False),
    sa.Column('after', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_setting_change_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setting_change')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('setting_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_setting_change_name'), ['name'], unique=False)

    op.create_table('opened_detail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_opened_detail_by_id')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_opened_detail_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opened_detail')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('opened_detail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opened_detail_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_opened_detail_at'), ['at'], unique=False)


def downgrade() -> None:
    # The version before knows no such announcements: it would stumble over each.
    theirs = "IN (SELECT id FROM announcement WHERE purpose = 'community')"
    op.execute(f'DELETE FROM announcement_dismissal WHERE announcement_id {theirs}')
    op.execute(f'DELETE FROM announcement_copy WHERE announcement_id {theirs}')
    op.execute(f'DELETE FROM announcement_step WHERE announcement_id {theirs}')
    op.execute("DELETE FROM announcement WHERE purpose = 'community'")
    op.drop_table('opened_detail')
    op.drop_table('setting_change')
    op.drop_table('chosen_setting')
    op.drop_table('former_slug')
    op.drop_table('changed_tag')
    op.drop_table('custom_role')
    op.drop_table('announcement_dismissal')
    op.drop_column('announcement', 'starts_at')
    op.drop_column('member', 'custom_roles')
    op.drop_column('board', 'archived_at')
    op.drop_column('member', 'more_contrast')
    op.drop_column('member', 'scheme')
