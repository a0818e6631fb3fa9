"""Who left by their own choice, first steps of signing in, notices for SolTrex.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_registry'
down_revision = '2026_11_28_cards'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('oidc_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('once', sa.String(length=64), nullable=False),
    sa.Column('what', sa.Enum('deactivated', 'erased', name='parting', native_enum=False, length=24), nullable=False),
    sa.Column('sub', sa.LargeBinary(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_oidc_notice')),
    sa.UniqueConstraint('once', name=op.f('uq_oidc_notice_once')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('oidc_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_oidc_notice_asked_at'), ['asked_at'], unique=False)

    with op.batch_alter_table('oidc_identity', schema=None) as batch_op:
        batch_op.add_column(sa.Column('standing_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('username_key', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('proposed', sa.LargeBinary(), nullable=True))

    with op.batch_alter_table('oidc_newcomer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('subject_key', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_oidc_newcomer_subject_key'), ['subject_key'], unique=False)

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_here', sa.Boolean(), nullable=False, server_default='0'))

    # Whom the registry did not close out left by themselves; so did whoever is
    # to be erased, whatever the registry said later.
    member = sa.table(
        'member',
        sa.column('deactivated_at', sa.DateTime(timezone=True)),
        sa.column('erase_at', sa.DateTime(timezone=True)),
        sa.column('is_kept_out', sa.Boolean()),
        sa.column('left_here', sa.Boolean()),
    )
    by_choice = sa.or_(member.c.is_kept_out.is_(sa.false()), member.c.erase_at.is_not(None))
    op.execute(
        member.update().where(member.c.deactivated_at.is_not(None), by_choice).values(left_here=True)
    )

    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pending_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_member_session_pending_id'), ['pending_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_member_session_pending_id'), 'member', ['pending_id'], ['id'], ondelete='CASCADE')


def downgrade() -> None:
    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_member_session_pending_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_member_session_pending_id'))
        batch_op.drop_column('pending_id')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('left_here')

    with op.batch_alter_table('oidc_newcomer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_newcomer_subject_key'))
        batch_op.drop_column('subject_key')

    with op.batch_alter_table('oidc_identity', schema=None) as batch_op:
        batch_op.drop_column('proposed')
        batch_op.drop_column('username_key')
        batch_op.drop_column('standing_at')

    with op.batch_alter_table('oidc_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_notice_asked_at'))

    op.drop_table('oidc_notice')
