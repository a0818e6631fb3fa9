"""What moderators note and decide about members.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_29_standing'
down_revision = '2026_11_29_tools'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('member_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('info', 'watch', 'positive', name='notekind', native_enum=False, length=24), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_member_note_author_id')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_member_note_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('member_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_note_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_member_note_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_member_note_member_id_id'), ['member_id', 'id'], unique=False)

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('probation_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('probation_posts', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('probation_posts')
        batch_op.drop_column('probation_from')

    op.drop_table('member_note')
