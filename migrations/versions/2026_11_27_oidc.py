"""Who is who at the SolTrex account service, and members who are not active.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_oidc'
down_revision = '2026_11_27_rights'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('oidc_identity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('issuer', sa.String(length=255), nullable=False),
    sa.Column('sub', sa.String(length=255), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=True),
    sa.Column('email_key', sa.String(length=64), nullable=True),
    sa.Column('email_verified', sa.Boolean(), nullable=False),
    sa.Column('is_disabled', sa.Boolean(), nullable=False),
    sa.Column('synced_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_oidc_identity_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_oidc_identity')),
    sa.UniqueConstraint('issuer', 'sub', name=op.f('uq_oidc_identity_issuer_sub')),
    sa.UniqueConstraint('member_id', name=op.f('uq_oidc_identity_member_id'))
    )
    with op.batch_alter_table('oidc_identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_oidc_identity_email_key'), ['email_key'], unique=False)

    op.create_table('oidc_newcomer',
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('proof', sa.LargeBinary(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_oidc_newcomer'))
    )
    with op.batch_alter_table('oidc_newcomer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_oidc_newcomer_until'), ['until'], unique=False)

    op.create_table('oidc_former_email',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_oidc_former_email_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_oidc_former_email')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('oidc_former_email', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_oidc_former_email_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_oidc_former_email_changed_at'), ['changed_at'], unique=False)

    op.create_table('oidc_seen_token',
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_oidc_seen_token'))
    )
    with op.batch_alter_table('oidc_seen_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_oidc_seen_token_until'), ['until'], unique=False)

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('deactivated_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('is_kept_out', sa.Boolean(), nullable=False, server_default='0'))

    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('provider_session', sa.LargeBinary(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_member_session_provider_session'), ['provider_session'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_session_provider_session'))
        batch_op.drop_column('provider_session')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('is_kept_out')
        batch_op.drop_column('deactivated_at')

    with op.batch_alter_table('oidc_seen_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_seen_token_until'))

    op.drop_table('oidc_seen_token')
    with op.batch_alter_table('oidc_former_email', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_former_email_changed_at'))
        batch_op.drop_index(batch_op.f('ix_oidc_former_email_member_id'))

    op.drop_table('oidc_former_email')
    with op.batch_alter_table('oidc_newcomer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_newcomer_until'))

    op.drop_table('oidc_newcomer')
    with op.batch_alter_table('oidc_identity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_oidc_identity_email_key'))

    op.drop_table('oidc_identity')
