"""Running the forum: read-only times, notices of documents, removed posts in time.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_running'
down_revision = '2026_11_28_my'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('read_only',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_read_only'))
    )
    op.create_table('document_notice',
    sa.Column('document', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_document_notice_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document', 'version', 'member_id', name=op.f('pk_document_notice'))
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.add_column(sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('purged_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_post_removed_at'), ['removed_at'], unique=False)

    # Since when they are gone was not kept before: their time begins now.
    post = sa.table('post', sa.column('state'), sa.column('removed_at', sa.DateTime(timezone=True)))
    op.execute(post.update().where(post.c.state == 'removed').values(removed_at=sa.func.current_timestamp()))


def downgrade() -> None:
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_removed_at'))
        batch_op.drop_column('purged_at')
        batch_op.drop_column('removed_at')

    op.drop_table('document_notice')
    op.drop_table('read_only')
