"""Copies of one's data, the end of an account, and what a law asks for.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_rights'
down_revision = '2026_11_27_documents'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erase_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('is_former', sa.Boolean(), nullable=False, server_default='0'))

    op.create_table('former_handle',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_former_handle'))
    )
    with op.batch_alter_table('former_handle', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_handle_until'), ['until'], unique=False)

    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('fate', sa.String(length=24), nullable=False),
    sa.Column('passages', sa.LargeBinary(), nullable=True),
    sa.Column('link_key', sa.LargeBinary(length=32), nullable=True),
    sa.Column('contact', sa.LargeBinary(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('touched', sa.JSON(), nullable=True),
    sa.Column('tables', sa.Integer(), nullable=True),
    sa.Column('rows', sa.Integer(), nullable=True),
    sa.Column('found_after', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_erasure_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('link_key', name=op.f('uq_erasure_link_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_member_id'), ['member_id'], unique=False)

    op.create_table('export_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_export_file_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export_file')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('export_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_file_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_export_file_asked_at'), ['asked_at'], unique=False)

    op.create_table('legal_export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_number', sa.String(length=80), nullable=False),
    sa.Column('authority', sa.String(length=120), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('delay_reason', sa.String(length=200), nullable=False),
    sa.Column('prepared_by', sa.Integer(), nullable=True),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_by', sa.Integer(), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['approved_by'], ['member.id'], name=op.f('fk_legal_export_approved_by')),
    sa.ForeignKeyConstraint(['prepared_by'], ['member.id'], name=op.f('fk_legal_export_prepared_by')),
    sa.ForeignKeyConstraint(['subject_id'], ['member.id'], name=op.f('fk_legal_export_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_export')),
    sqlite_autoincrement=True
    )
    op.create_table('legal_hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('legal_export_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('destroy_after', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['legal_export_id'], ['legal_export.id'], name=op.f('fk_legal_hold_legal_export_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_legal_hold_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_hold')),
    sa.UniqueConstraint('legal_export_id', 'post_id', name=op.f('uq_legal_hold_legal_export_id_post_id'))
    )
    with op.batch_alter_table('legal_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legal_hold_post_id'), ['post_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('legal_hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_legal_hold_post_id'))

    op.drop_table('legal_hold')
    op.drop_table('legal_export')
    with op.batch_alter_table('export_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_export_file_asked_at'))
        batch_op.drop_index(batch_op.f('ix_export_file_member_id'))

    op.drop_table('export_file')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_member_id'))

    op.drop_table('erasure')
    with op.batch_alter_table('former_handle', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_handle_until'))

    op.drop_table('former_handle')
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('is_former')
        batch_op.drop_column('erase_at')
