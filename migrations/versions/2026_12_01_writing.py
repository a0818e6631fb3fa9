"""Drafts of corrections, saved while one writes; what new threads begin with; files.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_01_writing'
down_revision = '2026_12_01_searching'
branch_labels = None
depends_on = None

PLACES = ('board_id', 'thread_id', 'post_id')
PLACED = ' + '.join(f'CASE WHEN {one} IS NULL THEN 0 ELSE 1 END' for one in PLACES)


def upgrade() -> None:
    op.add_column('board', sa.Column('thread_form', sa.Text(), server_default='', nullable=False))
    op.add_column('image', sa.Column('found', sa.LargeBinary(), nullable=True))
    op.add_column('quote', sa.Column('revision', sa.Integer(), nullable=True))
    with op.batch_alter_table('draft', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('post_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('revision', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('reason', sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_draft_post_id'), 'post', ['post_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index(batch_op.f('ix_draft_post_id'), ['post_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_draft_member_id_post_id'), ['member_id', 'post_id'])
        batch_op.drop_constraint(batch_op.f('ck_draft_placed'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_draft_placed'), f'({PLACED}) = 1')


def downgrade() -> None:
    op.execute('DELETE FROM draft WHERE post_id IS NOT NULL')
    with op.batch_alter_table('draft', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_draft_placed'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_draft_placed'), '(board_id IS NULL) <> (thread_id IS NULL)')
        batch_op.drop_constraint(batch_op.f('uq_draft_member_id_post_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_draft_post_id'))
        batch_op.drop_constraint(batch_op.f('fk_draft_post_id'), type_='foreignkey')
        batch_op.drop_column('reason')
        batch_op.drop_column('version')
        batch_op.drop_column('revision')
        batch_op.drop_column('post_id')
    op.drop_column('quote', 'revision')
    op.execute("DELETE FROM image WHERE format IN ('csv', 'txt', 'log', 'pdf')")
    op.drop_column('image', 'found')
    op.drop_column('board', 'thread_form')
